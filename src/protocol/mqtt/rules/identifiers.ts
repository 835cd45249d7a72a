import type { MqttFacts } from '../facts.js';
import { binding, type MqttRule } from './mqtt-rule.js';
import { PUBLISH, SUBSCRIBE, UNSUBSCRIBE } from './packet-numbers.js';
import type { MqttState } from './state.js';

const IN_USE = binding(
  { client: 'MQTT-2.3.1-2', server: 'MQTT-2.3.1-4' },
  { client: 'MQTT-2.2.1-3', server: 'MQTT-2.2.1-4' },
);

/** Packet Identifiers that are in use, and messages that come again. */
export const IDENTIFIERS = [
  {
    code: 'MQTT_PACKET_ID_IN_USE',
    on: [PUBLISH],
    statement: IN_USE,
    when: ({ scan }, state) => scan.packetId > 0 && !scan.dup && !state.lacksOther && !comesAgain(state),
    broken: (_, state) => isInFlight(state) || isAsked(state),
    says: inUse,
  },
  {
    code: 'MQTT_PACKET_ID_IN_USE',
    on: [SUBSCRIBE, UNSUBSCRIBE],
    binds: 'client',
    statement: IN_USE,
    when: ({ scan }, state) => scan.packetId > 0 && !scan.dup && !state.lacksOther,
    broken: (_, state) => isInFlight(state) || isAsked(state),
    says: inUse,
  },
  {
    code: 'MQTT_REDELIVERY_WITHOUT_DUP',
    on: [PUBLISH],
    statement: binding('MQTT-3.3.1-1', 'MQTT-3.3.1-1'),
    when: ({ scan }, state) => scan.packetId > 0 && !state.lacksOther && comesAgain(state),
    broken: ({ scan }) => !scan.dup,
    says: ({ scan }, state) => `packet ${scan.packetId} comes again (before: #${state.own?.n}), and DUP is 0`,
  },
  {
    code: 'MQTT_REDELIVERY_ON_CONNECTION',
    on: [PUBLISH],
    statement: binding(undefined, 'MQTT-4.4.0-1'),
    when: ({ scan }, state) => scan.dup && !state.lacksOther && isInFlight(state),
    broken: (_, state) => state.own !== undefined && state.isHere(state.own),
    says: ({ scan }, state) =>
      `packet ${scan.packetId} (before: #${state.own?.n}) must come again only after a reconnection`,
  },
] as const satisfies readonly MqttRule[];

const isInFlight = ({ own }: MqttState): boolean => own !== undefined && !own.done;

const isAsked = ({ request, side }: MqttState): boolean => side === 0 && request !== undefined;

/** What is in flight under this identifier is the same message. */
const comesAgain = (state: MqttState): boolean =>
  state.own !== undefined && isInFlight(state) && state.mark !== 0 && state.own.mark === state.mark;

function inUse({ scan }: MqttFacts, state: MqttState): string {
  const before = isInFlight(state) ? state.own?.n : state.request?.n;
  return `Packet Identifier ${scan.packetId} is still in use by #${before}`;
}
