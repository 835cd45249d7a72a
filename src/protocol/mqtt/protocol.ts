import type { Protocol } from '../protocol.js';
import { MqttConversation } from './conversation.js';
import { claimMqtt, weighMqtt } from './evidence.js';
import { MqttFacts } from './facts.js';
import { MQTT_FIELDS, mqttPayload, tellMqtt } from './fields.js';
import { headerLength } from './framing.js';

/** MQTT 3.1, 3.1.1 and 5.0. */
export const MQTT: Protocol = {
  id: 'mqtt',
  names: { mqtt: undefined, mqtt5: '5.0', mqtt3: '3.1.1', mqtt311: '3.1.1', mqtt31: '3.1' },
  family: 'MQTT',
  title: 'MQTT',
  carrier: 'stream',
  ports: [1883],
  fields: MQTT_FIELDS,
  opens: opensMqtt,
  begins: (buffer, start) => ((buffer[start] ?? 0) & 0xf0) === CONNECT,
  claim: claimMqtt,
  weigh: weighMqtt,
  makeFacts: () => new MqttFacts(),
  converse: (options) => new MqttConversation(MQTT, options),
  tell: tellMqtt,
  payload: mqttPayload,
};

const CONNECT = 0x10;

/** The fixed header of CONNECT, then "MQTT" or "MQIsdp": whatever else may be wrong with it. */
function opensMqtt(bytes: Uint8Array, start: number, end: number): 'yes' | 'no' {
  if (((bytes[start] ?? 0) & 0xf0) !== CONNECT) return 'no';
  const at = start + headerLength(bytes, start);
  if (at + 6 > end || bytes[at] !== 0 || bytes[at + 2] !== 0x4d || bytes[at + 3] !== 0x51) return 'no';
  const mqtt = bytes[at + 1] === 4 && bytes[at + 4] === 0x54 && bytes[at + 5] === 0x54;
  return mqtt || (bytes[at + 1] === 6 && bytes[at + 4] === 0x49 && bytes[at + 5] === 0x73) ? 'yes' : 'no';
}
