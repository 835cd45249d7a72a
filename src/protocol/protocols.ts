import { AMQP10 } from './amqp10/protocol.js';
import { AMQP091 } from './amqp091/protocol.js';
import { MQTT } from './mqtt/protocol.js';
import { MQTTSN } from './mqttsn/protocol.js';
import type { Protocol } from './protocol.js';

/** The only list of protocols, in the order in which octets are tried. */
export const PROTOCOLS: readonly Protocol[] = [MQTT, AMQP091, AMQP10, MQTTSN];

export function protocolById(id: string): Protocol | undefined {
  return PROTOCOLS.find((protocol) => protocol.id === id);
}
