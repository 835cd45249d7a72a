import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrame } from './decode.js';
import { DEFINITIONS, type MethodDefinition, type WireType } from './definitions.js';
import { encodeContent, encodeMethod } from './encode.js';
import type { AmqpArgument } from './frame.js';
import { plain, table } from './plain-table.js';

interface AmqplibDefinitions {
  encodeMethod(id: number, channel: number, fields: Record<string, unknown>): Buffer;
  encodeProperties(id: number, channel: number, size: number, fields: Record<string, unknown>): Buffer;
  decode(id: number, payload: Buffer): Record<string, unknown>;
  info(id: number): { args: { name: string; type: string }[] };
}

// Its codec is not among the package's exports, hence the way round by its folder.
const require = createRequire(import.meta.url);
const amqplib = require(join(dirname(require.resolve('amqplib')), 'lib/defs.js')) as AmqplibDefinitions;

const shortText = fc.string({ unit: 'grapheme', maxLength: 30 });
const plainTable = fc.dictionary(
  fc.stringMatching(/^[a-z$#][a-z0-9-]{0,20}$/),
  fc.oneof(
    fc.boolean(),
    fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }),
    fc.double({ noNaN: true, noInteger: true, min: -1e9, max: 1e9 }),
    shortText,
    fc.constant(null),
    fc.array(fc.oneof(shortText, fc.boolean()), { maxLength: 4 }),
    fc.record({ inner: shortText }),
  ),
  { maxKeys: 6 },
);

/** amqplib's value of an argument and ours. */
const values: Readonly<Record<WireType, fc.Arbitrary<{ theirs: unknown; ours: AmqpArgument }>>> = {
  bit: fc.boolean().map((value) => ({ theirs: value, ours: value })),
  octet: fc.nat(255).map((value) => ({ theirs: value, ours: value })),
  short: fc.nat(0xffff).map((value) => ({ theirs: value, ours: value })),
  long: fc.nat(0xffffffff).map((value) => ({ theirs: value, ours: value })),
  longlong: fc.maxSafeNat().map((value) => ({ theirs: value, ours: BigInt(value) })),
  timestamp: fc.maxSafeNat().map((value) => ({ theirs: value, ours: BigInt(value) })),
  shortstr: shortText.map((value) => ({ theirs: value, ours: value })),
  longstr: fc.uint8Array({ maxLength: 40 }).map((value) => ({ theirs: Buffer.from(value), ours: value })),
  table: plainTable.map((value) => ({ theirs: value, ours: table(value as never) })),
};

const argumentValues = (method: MethodDefinition) => fc.tuple(...method.arguments.map(({ type }) => values[type]));

describe("amqplib's codec", () => {
  for (const method of DEFINITIONS.methods) {
    const id = method.classId * 0x10000 + method.methodId;
    // amqplib has no idea of the class access; its table encoder writes whole numbers of 8 and 16 bits in their own types.
    if (method.name.startsWith('access.')) continue;
    it(`writes ${method.name} as we do, and reads what we write`, () => {
      const { args } = amqplib.info(id);
      expect(args.map(({ type }) => type)).toEqual(method.arguments.map(({ type }) => type));
      fc.assert(
        fc.property(fc.nat(0xffff), argumentValues(method), (channel, given) => {
          const theirs = Object.fromEntries(args.map(({ name }, at) => [name, given[at]?.theirs]));
          const ours = Object.fromEntries(method.arguments.map(({ name }, at) => [name, given[at]?.ours]));
          const bytes = encodeMethod(channel, method.name, ours);
          if (!method.arguments.some(({ type }) => type === 'table')) {
            expect(bytes.toString('hex')).toBe(amqplib.encodeMethod(id, channel, theirs).toString('hex'));
          }
          const read = amqplib.decode(id, bytes.subarray(11, -1));
          args.forEach(({ name, type }) => {
            expect(type === 'table' ? { ...(read[name] as object) } : read[name]).toEqual(theirs[name]);
          });
          const written = decodeFrame(amqplib.encodeMethod(id, channel, theirs));
          expect(written.frame).toMatchObject({ type: 'method', channel, method: method.name });
          const decoded = written.frame?.type === 'method' ? written.frame.arguments : {};
          method.arguments.forEach(({ name, type }, at) => {
            const ourValue = decoded[name];
            if (type === 'table') expect(plain(ourValue as never)).toEqual(given[at]?.theirs);
            else expect(asPlain(ourValue)).toEqual(asPlain(given[at]?.ours));
          });
        }),
        { numRuns: 30 },
      );
    });
  }

  it('writes the properties of a content header as we do', () => {
    const properties = {
      'content-type': 'text/plain',
      'delivery-mode': 2,
      priority: 5,
      'correlation-id': '한글',
      timestamp: 1_700_000_000n,
      'app-id': 'meter',
      headers: table({ unit: 'kWh', 값: '42' }),
    };
    const [header] = encodeContent(3, 'basic', properties, Buffer.from('42 kWh'));
    const theirs = amqplib.encodeProperties(60, 3, 6, {
      contentType: 'text/plain',
      deliveryMode: 2,
      priority: 5,
      correlationId: '한글',
      timestamp: 1_700_000_000,
      appId: 'meter',
      headers: { unit: 'kWh', 값: '42' },
    });
    expect(header?.toString('hex')).toBe(theirs.toString('hex'));
  });
});

function asPlain(value: AmqpArgument | undefined): unknown {
  return value instanceof Uint8Array ? Buffer.from(value).toString('hex') : value;
}
