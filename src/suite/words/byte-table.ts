import { Buffer } from 'node:buffer';
import { parseHex } from '../../bytes/hex.js';
import type { Target } from '../../net/target.js';
import { variableByteInteger } from '../../protocol/mqtt/framing.js';
import { UsageError } from '../../result/expectation.js';
import type { ByteRow } from '../actor.js';
import type { Namespace } from './namespace.js';
import type { Table } from './table.js';
import { unescaped, wireAmqpName, wireClientId, wirePayload, wireTopic } from './wire-name.js';

/** What tokens of a byte table depend on. */
export interface ByteTableContext {
  readonly namespace: Namespace;
  readonly target: Pick<Target, 'user' | 'password'>;
  /** Packet Identifier of a message that the client received, by its payload. */
  readonly delivery?: (payload: string) => number;
}

/**
 * The rows of "sends the bytes": hex, or one token, and what they mean.
 *
 * | token          | octets                                                                             |
 * |----------------|------------------------------------------------------------------------------------|
 * | `string:name`  | MQTT: two octets of length, then the Topic Name or Filter, namespaced              |
 * | `string:a + FF` | the same, with octets behind the name that need not be UTF-8                       |
 * | `client:name`  | MQTT: two octets of length, then the Client Identifier, namespaced                 |
 * | `short:name`   | AMQP: one octet of length, then the name of an exchange or a queue, namespaced     |
 * | `long:text`    | AMQP: four octets of length, then the text as it stands                            |
 * | `text:…`       | the payload alone                                                                  |
 * | `sasl:PLAIN`   | AMQP: four octets of length, then the target's user and password for PLAIN         |
 * | `remaining`    | MQTT: Remaining Length of what follows, up to the next packet of the table         |
 * | `size`         | AMQP: size of the frame's payload, up to the row CE, or else the last row           |
 * | `packet:text`  | MQTT: Packet Identifier of the message with that payload, as the client received it |
 * | `flags:02`     | MQTT: Connect Flags, bits 7 and 6 added where the target wants credentials         |
 * | `credentials`  | MQTT: User Name and Password of the target, nothing where it has none              |
 *
 * `remaining+1` and `size-1` lie on purpose; `exactly` before a name keeps it off the namespace.
 */
export function byteRows(table: Table, context: ByteTableContext): ByteRow[] {
  const cells = table.map((row) => (row[0] ?? '').trim());
  const fixed = cells.map((cell) => octets(cell, context));
  return cells.map((cell, index) => ({
    bytes: fixed[index] ?? lengthOf(cell, index, cells, fixed),
    meaning: table[index]?.[1] ?? '',
  }));
}

/** One segment of all rows. */
export function joined(rows: readonly ByteRow[]): Buffer {
  return Buffer.concat(rows.map((row) => row.bytes));
}

const lengthToken = /^(remaining|size)([+-]\d+)?$/;
const token = /^([a-z]+):(.*)$/s;

function octets(cell: string, context: ByteTableContext): Uint8Array | undefined {
  if (lengthToken.test(cell)) return undefined;
  const hex = parseHex(cell);
  if (hex !== undefined) return hex;
  const [, name, rest = ''] = token.exec(cell) ?? ['', cell];
  const make = TOKENS[name ?? ''];
  if (make === undefined) throw new UsageError(`the byte table's cell "${cell}" is neither hex nor a token`);
  return make(rest, context);
}

const TOKENS: Readonly<Record<string, (rest: string, context: ByteTableContext) => Uint8Array>> = {
  string: (rest, { namespace }) => {
    const [, name = rest, hex = ''] = /^(.*?) \+ ([0-9A-F ]+)$/s.exec(rest) ?? [];
    return prefixed(2, wireTopic(name, namespace), parseHex(hex));
  },
  client: (rest, { namespace }) => prefixed(2, wireClientId(rest, namespace)),
  short: (rest, { namespace }) => prefixed(1, wireAmqpName(rest, namespace)),
  long: (rest) => prefixed(4, unescaped(rest)),
  text: (rest) => wirePayload(rest),
  packet: (rest, { delivery }) => {
    const identifier = Buffer.alloc(2);
    identifier.writeUInt16BE(delivery?.(rest) ?? 0);
    return identifier;
  },
  sasl: (_, { target: { user = 'guest', password = 'guest' } }) => prefixed(4, `\0${user}\0${password}`),
  flags: (rest, { target }) =>
    Buffer.of(
      Number.parseInt(rest, 16) |
        (target.user === undefined ? 0 : 0x80) |
        (target.user === undefined || target.password === undefined ? 0 : 0x40),
    ),
  credentials: (_, { target }) =>
    target.user === undefined
      ? Buffer.alloc(0)
      : Buffer.concat([
          prefixed(2, target.user),
          target.password === undefined ? Buffer.alloc(0) : prefixed(2, target.password),
        ]),
};

function prefixed(width: 1 | 2 | 4, text: string, octets: Uint8Array = Buffer.alloc(0)): Buffer {
  const bytes = Buffer.concat([Buffer.from(text, 'utf8'), octets]);
  const length = Buffer.alloc(width);
  length.writeUIntBE(bytes.length % 256 ** width, 0, width);
  return Buffer.concat([length, bytes]);
}

const frameEnd = 0xce;

function lengthOf(
  cell: string,
  index: number,
  cells: readonly string[],
  fixed: readonly (Uint8Array | undefined)[],
): Uint8Array {
  const [, kind, lie = '0'] = lengthToken.exec(cell) ?? [];
  const next = cells.findIndex((other, at) => at > index && lengthToken.test(other));
  // The next packet or frame begins before its own length: one row for an MQTT fixed header's first octet.
  const end = kind === 'size' ? endOfFrame(index, fixed) : next < 0 ? cells.length : next - 1;
  const counted = fixed.slice(index + 1, end < 0 ? undefined : end);
  const size = counted.reduce((sum, bytes) => sum + (bytes?.length ?? 0), 0) + Number(lie);
  if (kind === 'remaining') return Buffer.from(variableByteInteger(size));
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(size);
  return bytes;
}

/** The frame end, or what stands in its place at the end of the table. */
function endOfFrame(index: number, fixed: readonly (Uint8Array | undefined)[]): number {
  const end = fixed.findIndex((bytes, at) => at > index && bytes?.length === 1 && bytes[0] === frameEnd);
  return end < 0 && fixed.at(-1)?.length === 1 ? fixed.length - 1 : end;
}
