import { NOT_A_PACKET, type Protocol } from '../protocol.js';
import { SnConversation } from './conversation.js';
import { recogniseDatagram } from './evidence.js';
import { SnFacts } from './facts.js';
import { SN_FIELDS, snPayload, tellSn } from './fields.js';

/** MQTT-SN 1.2. */
export const MQTTSN: Protocol = {
  id: 'mqttsn',
  names: { mqttsn: undefined },
  family: 'MQTT-SN',
  title: 'MQTT-SN',
  carrier: 'datagram',
  ports: [],
  fields: SN_FIELDS,
  opens: (buffer, start, end) => (recogniseDatagram(buffer, start, end) ? 'yes' : 'no'),
  begins: () => false,
  claim: () => NOT_A_PACKET,
  weigh: () => NOT_A_PACKET,
  makeFacts: () => new SnFacts(),
  converse: (options) => new SnConversation(MQTTSN, options),
  tell: tellSn,
  payload: snPayload,
};
