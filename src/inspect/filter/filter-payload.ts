import { Buffer } from 'node:buffer';
import { bodyData } from '../../protocol/amqp10/message.js';
import { amqp10Shown } from '../amqp10/amqp10-dialect.js';
import { amqpScan } from '../amqp091/amqp091-dialect.js';
import { mqttScan } from '../mqtt/mqtt-dialect.js';
import { mqttSnShown } from '../mqttsn/mqttsn-dialect.js';
import type { PacketView } from '../packet-view.js';

/** The payload of the packet at hand as text, for filters; `undefined` where it has none. */
export function publishPayload(view: PacketView): string | undefined {
  const octets = publishOctets(view);
  return octets === undefined
    ? undefined
    : Buffer.from(octets.buffer, octets.byteOffset, octets.length).toString('utf8');
}

/** The same as octets. */
export function publishOctets(view: PacketView): Uint8Array | undefined {
  if (view.kind !== 'packet') return undefined;
  switch (view.conversation.dialect?.protocol) {
    case 'mqtt':
      return mqttScan.type === 3 && mqttScan.payloadStart >= 0
        ? view.buffer.subarray(mqttScan.payloadStart, view.end)
        : undefined;
    case 'amqp091':
      return amqpScan.frameType === 3 ? view.buffer.subarray(amqpScan.payloadStart, amqpScan.payloadEnd) : undefined;
    case 'amqp10':
      return bodyData(amqp10Shown.message?.sections ?? amqp10Shown.frame?.sections ?? []);
    case 'mqttsn': {
      const payload = mqttSnShown.decoded?.message.values.payload;
      return payload instanceof Uint8Array ? payload : undefined;
    }
    default:
      return undefined;
  }
}
