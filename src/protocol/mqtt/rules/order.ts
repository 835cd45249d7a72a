import { binding, type MqttRule } from './mqtt-rule.js';
import { AUTH, CONNACK, CONNECT, DISCONNECT } from './packet-numbers.js';

/** What comes first, what comes once, and what comes last. */
export const ORDER = [
  {
    code: 'MQTT_SECOND_CONNECT',
    on: [CONNECT],
    binds: 'client',
    statement: binding('MQTT-3.1.0-2', 'MQTT-3.1.0-2'),
    when: (_, state) => !state.lost,
    broken: (_, state) => state.connect > 0,
    says: () => 'a second CONNECT on one connection',
  },
  {
    code: 'MQTT_BEFORE_CONNECT',
    unsettled: true,
    binds: 'client',
    statement: binding('MQTT-3.1.0-1', 'MQTT-3.1.0-1'),
    when: (_, state) => state.complete && state.connect === 0,
    broken: ({ scan }) => scan.type !== CONNECT,
    says: () => 'the first packet of a client must be CONNECT',
  },
  {
    code: 'MQTT_BEFORE_CONNACK',
    unsettled: true,
    binds: 'server',
    statement: binding('MQTT-3.2.0-1', 'MQTT-3.2.0-1'),
    when: ({ scan, version }, state) =>
      state.complete &&
      (version === 5 ? !state.accepted && scan.type !== AUTH && scan.type !== DISCONNECT : state.connack === 0),
    broken: ({ scan }) => scan.type !== CONNACK,
    says: ({ version }) =>
      version === 5
        ? 'before it has accepted the client, a server must send nothing but AUTH'
        : 'the first packet of a server must be CONNACK',
  },
  {
    code: 'MQTT_DISCONNECT_BEFORE_CONNACK',
    on: [DISCONNECT],
    binds: 'server',
    statement: binding(undefined, 'MQTT-3.14.0-1'),
    when: (_, state) => state.complete,
    broken: (_, state) => !state.accepted,
    says: () => 'a server that has not accepted the client must not send DISCONNECT',
  },
  {
    code: 'MQTT_AFTER_REFUSAL',
    unsettled: true,
    binds: 'server',
    statement: binding('MQTT-3.2.2-5', undefined),
    when: (_, state) => !state.lost && state.connack > 0 && !state.accepted,
    broken: () => true,
    says: () => 'sent after a CONNACK that refuses the client',
  },
  {
    code: 'MQTT_SECOND_CONNACK',
    on: [CONNACK],
    binds: 'server',
    statement: binding(undefined, 'MQTT-3.2.0-2'),
    when: (_, state) => !state.lost,
    broken: (_, state) => state.connack > 0,
    says: () => 'a second CONNACK on one connection',
  },
  {
    code: 'MQTT_AFTER_DISCONNECT',
    unsettled: true,
    statement: binding({ client: 'MQTT-3.14.4-2', server: undefined }, 'MQTT-3.14.4-1'),
    when: (_, state) => !state.lost && state.end.farewell > 0,
    broken: () => true,
    says: () => 'sent after DISCONNECT',
  },
] as const satisfies readonly MqttRule[];
