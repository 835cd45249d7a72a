import { binding, type MqttRule } from './mqtt-rule.js';
import { PUBACK, PUBREC, PUBREL } from './packet-numbers.js';
import type { MqttState } from './state.js';

/** PUBACK, PUBREC and PUBREL: each for a message, the right one for its QoS, and a client's in order. */
export const ACKNOWLEDGEMENTS = [
  {
    code: 'MQTT_ACKNOWLEDGES_NOTHING',
    on: [PUBACK, PUBREC],
    statement: binding('MQTT-2.3.1-6', 'MQTT-2.2.1-5'),
    when: ({ scan }, state) => scan.packetId > 0 && state.complete && state.session.whole && !state.lacksOther,
    broken: (_, state) => state.others === undefined,
    says: ({ scan }) => `no PUBLISH with Packet Identifier ${scan.packetId} waits to be acknowledged`,
  },
  {
    code: 'MQTT_WRONG_ACKNOWLEDGEMENT',
    on: [PUBACK],
    statement: binding('MQTT-4.3.3-2', 'MQTT-4.3.3-8'),
    when: (_, state) => isWaiting(state) && state.others?.qos === 2 && !state.lacksOther,
    broken: () => true,
    says: (_, state) => `PUBACK answers #${state.others?.n} with QoS 2; it must be PUBREC`,
  },
  {
    code: 'MQTT_WRONG_ACKNOWLEDGEMENT',
    on: [PUBREC],
    statement: binding('MQTT-4.3.2-2', 'MQTT-4.3.2-4'),
    when: (_, state) => isWaiting(state) && state.others?.qos === 1 && !state.lacksOther,
    broken: () => true,
    says: (_, state) => `PUBREC answers #${state.others?.n} with QoS 1; it must be PUBACK`,
  },
  {
    code: 'MQTT_ACKNOWLEDGEMENT_ORDER',
    on: [PUBACK],
    binds: 'client',
    statement: binding('MQTT-4.6.0-2', 'MQTT-4.6.0-2'),
    when: (_, state) => hasPlace(state, 1) && !state.lacksOther,
    broken: (_, state) => isLate(state),
    says: (_, state) => `the message of #${state.others?.n} came before one that is acknowledged already`,
  },
  {
    code: 'MQTT_ACKNOWLEDGEMENT_ORDER',
    on: [PUBREC],
    binds: 'client',
    statement: binding('MQTT-4.6.0-3', 'MQTT-4.6.0-3'),
    when: (_, state) => hasPlace(state, 2) && state.others?.received === 0 && !state.lacksOther,
    broken: (_, state) => isLate(state),
    says: (_, state) => `the message of #${state.others?.n} came before one that is acknowledged already`,
  },
  {
    code: 'MQTT_ACKNOWLEDGEMENT_ORDER',
    on: [PUBREL],
    binds: 'client',
    statement: binding('MQTT-4.6.0-4', 'MQTT-4.6.0-4'),
    when: (_, { own, lacksOther }) => own !== undefined && own.received > 0 && !own.repeated && !lacksOther,
    broken: (_, state) => (state.own?.received ?? 0) < state.end.lastReleased,
    says: (_, state) => `PUBREC #${state.own?.n} came before one that PUBREL has answered already`,
  },
] as const satisfies readonly MqttRule[];

const isWaiting = ({ others }: MqttState): boolean => others !== undefined && !others.done;

const hasPlace = (state: MqttState, qos: number): boolean => {
  const { others } = state;
  return others !== undefined && !others.done && !others.repeated && others.qos === qos && state.isHere(others);
};

const isLate = ({ others, end }: MqttState): boolean =>
  others !== undefined && others.place < (end.lastAcknowledged[others.qos] ?? 0);
