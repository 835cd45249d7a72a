import type { MqttFacts } from '../facts.js';
import { binding, type MqttRule } from './mqtt-rule.js';
import { SUBACK, UNSUBACK } from './packet-numbers.js';

const unasked = {
  code: 'MQTT_ANSWER_WITHOUT_REQUEST',
  binds: 'server',
  when: (_, state) => state.complete && state.connack > 0 && !state.lacksOther,
  broken: ({ scan }, state) => state.request?.type !== scan.type - 1,
  says: ({ scan }) => `nothing with Packet Identifier ${scan.packetId} waits for an answer`,
} as const satisfies Partial<MqttRule>;

const count = {
  code: 'MQTT_ANSWER_COUNT',
  binds: 'server',
  when: (facts, state, packet) =>
    packet.lost === 0 &&
    codesOf(facts) > 0 &&
    state.request?.type === facts.scan.type - 1 &&
    state.request.filters >= 0,
  broken: (facts, state) => codesOf(facts) !== state.request?.filters,
  says: (facts, state) => `${codesOf(facts)} codes answer ${state.request?.filters} Topic Filters`,
} as const satisfies Partial<MqttRule>;

/** SUBACK and UNSUBACK: for a request, and with a code for each of its filters. */
export const ANSWERS = [
  { ...unasked, on: [SUBACK], statement: binding('MQTT-3.8.4-2', 'MQTT-3.8.4-2') },
  { ...unasked, on: [UNSUBACK], statement: binding('MQTT-2.3.1-7', 'MQTT-2.2.1-6') },
  { ...count, on: [SUBACK], statement: binding('MQTT-3.8.4-5', 'MQTT-3.8.4-6') },
  { ...count, on: [UNSUBACK], statement: binding(undefined, 'MQTT-3.11.3-2') },
] as const satisfies readonly MqttRule[];

/** That there is none at all is the codec's to say. */
const codesOf = ({ packet }: MqttFacts): number =>
  packet?.type === 'SUBACK' || packet?.type === 'UNSUBACK' ? (packet.reasonCodes?.length ?? 0) : 0;
