import { headerLength, packetLength } from '../../../protocol/mqtt/framing.js';
import type { Connection } from '../connection.js';
import type { Inbound } from '../inbound.js';
import { type MqttRow, row } from './row.js';

/** Where packets begin and end, and how large they may be. */
export const FRAMING_DEFECTS: readonly MqttRow[] = [
  row(
    'accepts-five-byte-remaining-length',
    ['mqtt3/MQTT-4.8.0-1', 'mqtt5/MQTT-1.5.5-1'],
    'reads a Remaining Length of five octets',
    () => {
      const swallowing = new WeakSet<Connection>();
      return {
        packetsOf: (strict) =>
          function* (connection, chunk): Generator<Inbound> {
            if (swallowing.has(connection)) return;
            for (const packet of strict(connection, chunk)) {
              if (packet === 'malformed') swallowing.add(connection);
              else yield packet;
            }
          },
      };
    },
  ),
  row(
    'misreads-length-at-16384',
    'mqtt5/MQTT-1.5.5-1',
    'loses one octet of packets with a Remaining Length from 16,384 on',
    {
      lengthOf: (strict) => (bytes) => {
        const length = strict(bytes);
        return length >= 0 && length - headerLength(bytes) >= 16_384 ? length - 1 : length;
      },
    },
  ),
  row(
    'loses-coalesced-packets',
    ['mqtt3/MQTT-7.1.1-1', 'mqtt5/MQTT-4.2-1'],
    'serves only the first packet of what arrives at once',
    {
      packetsOf: (strict) => (connection, chunk) => [...strict(connection, chunk)].slice(0, 1),
    },
  ),
  row(
    'needs-one-packet-per-segment',
    ['mqtt3/MQTT-7.1.1-1', 'mqtt5/MQTT-4.2-1'],
    'closes when a packet arrives in pieces',
    {
      packetsOf: (strict) =>
        function* (connection, chunk): Generator<Inbound> {
          yield* strict(connection, chunk);
          if (!holdsWholePackets(chunk)) connection.end('network');
        },
    },
  ),
  row('accepts-oversize-packet', 'mqtt5/MQTT-3.2.2-15', 'takes packets larger than the maximum it announced', {
    maximumPacketSize: () => () => 0,
  }),
  row('max-packet-size-off-by-one', 'mqtt5/MQTT-3.2.2-15', 'takes packets of one octet more than it announced', {
    maximumPacketSize: (strict) => (settings) => (strict(settings) === 0 ? 0 : strict(settings) + 1),
  }),
];

export function holdsWholePackets(bytes: Uint8Array): boolean {
  let offset = 0;
  while (offset < bytes.length) {
    const length = packetLength(bytes, offset);
    if (length < 0) return false;
    offset += length;
  }
  return offset === bytes.length;
}
