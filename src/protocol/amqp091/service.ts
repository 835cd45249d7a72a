import type { DissectedPacket, Service } from '../service.js';
import { decodeFrame } from './decode.js';
import { encodeProtocolHeader } from './encode.js';
import { measureFrame } from './framing.js';

/** AMQP 0-9-1 at a server. */
export const AMQP091_SERVICE: Service = {
  title: 'AMQP 0-9-1',
  schemes: {
    amqp: { transport: 'tcp', port: 5672 },
    amqps: { transport: 'tls', port: 5671 },
  },
  announced: [],
  greeting: 'a protocol header',
  greetings: () => [encodeProtocolHeader()],
  // Another protocol header, or a method frame on channel 0: connection.start.
  answers: (bytes) => startsWith(bytes, 0x41, 0x4d, 0x51, 0x50) || startsWith(bytes, 1, 0, 0),
  *packets(bytes, { from }): Iterable<DissectedPacket> {
    for (let offset = 0; offset < bytes.length; ) {
      const length = measureFrame(bytes, offset);
      const frame = bytes.subarray(offset, length <= 0 ? undefined : offset + length);
      const { field } = decodeFrame(frame, { from, tree: true });
      if (field !== undefined) yield { offset, field };
      offset += frame.length;
    }
  },
};

const startsWith = (bytes: Uint8Array, ...octets: readonly number[]): boolean =>
  octets.every((octet, at) => bytes[at] === octet);
