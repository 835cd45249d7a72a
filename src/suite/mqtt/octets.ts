import { formatHexStart } from '../../bytes/hex.js';
import { packetLength } from '../../protocol/mqtt/framing.js';
import { ExpectationFailed } from '../../result/expectation.js';
import type { ByteRow } from '../actor.js';
import { joined } from '../words/byte-table.js';
import type { MqttFrame } from './frame.js';
import type { Link } from './link.js';

/** The broker must send exactly these octets; each packet is compared with the next one of its type. */
export async function expectOctets(link: Link, rows: readonly ByteRow[]): Promise<void> {
  const rest = joined(rows);
  const words = rows.map(({ meaning }) => meaning).filter((meaning) => meaning !== '');
  for (const wanted of packetsOf(rest)) {
    const expected = [`the broker sends ${octetsText(wanted)}${words.length === 0 ? '' : ` (${words.join(', ')})`}`];
    const sameType = (frame: MqttFrame) => ((frame.bytes[0] ?? 0) ^ (wanted[0] ?? 0)) < 0x10;
    const received = await link.expect({ expected, accepts: sameType });
    const at = firstDifference(received.bytes, wanted);
    if (at < 0) continue;
    const actual = `${link.inWords(received)}: ${octetsText(received.bytes)}`;
    const span = { offset: Math.min(at, received.bytes.length - 1), length: 1 };
    throw new ExpectationFailed(expected, actual, { entry: received.entry, span, note: meaningAt(rows, at) });
  }
}

/** The packets that octets hold, as far as they can be told apart. */
export function* packetsOf(bytes: Uint8Array): Generator<Uint8Array> {
  let start = 0;
  while (start < bytes.length) {
    const length = packetLength(bytes, start);
    const end = length <= 0 ? bytes.length : Math.min(bytes.length, start + length);
    yield bytes.subarray(start, end);
    start = end;
  }
}

function firstDifference(actual: Uint8Array, wanted: Uint8Array): number {
  const length = Math.max(actual.length, wanted.length);
  for (let at = 0; at < length; at++) if (actual[at] !== wanted[at]) return at;
  return -1;
}

function meaningAt(rows: readonly ByteRow[], at: number): string {
  let end = 0;
  for (const { bytes, meaning } of rows) {
    end += bytes.length;
    if (at < end) return `must be: ${meaning}`;
  }
  return 'nothing may follow';
}

const octetsText = (bytes: Uint8Array): string => formatHexStart(bytes, 24).toUpperCase();
