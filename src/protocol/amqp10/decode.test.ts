import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import rhea from 'rhea';
import { describe, expect, it } from 'vitest';
import type { Field } from '../field.js';
import { decodeFrame10, performativeName } from './decode.js';
import { COMPOSITES } from './definitions.js';
import { decodeMessage } from './message.js';
import { AMQP10_PROBLEMS } from './problems.js';
import { summarise10, summariseMessage } from './summary.js';
import { valueText } from './value-text.js';

const octets = (hex: string): Buffer => Buffer.from(hex.replaceAll(' ', ''), 'hex');

/** A frame around a body. */
function frame(body: string, type = 0, channel = 0): Buffer {
  const content = octets(body);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + content.length);
  header[4] = 2;
  header[5] = type;
  header.writeUInt16BE(channel, 6);
  return Buffer.concat([header, content]);
}

const OPEN = frame('00 53 10 c0 14 02 a1 08 63 6c 69 65 6e 74 2d 31 a1 07 62 72 6f 6b 65 72 31');

describe('frames of AMQP 1.0', () => {
  it('open', () => {
    const decoded = decodeFrame10(OPEN);
    expect(decoded).toMatchObject({ name: 'open', channel: 0, problems: [] });
    expect(summarise10(decoded)).toBe('container "client-1", host "broker1"');
  });

  it.each([
    ['41 4d 51 50 00 01 00 00', 'AMQP 1.0'],
    ['41 4d 51 50 02 01 00 00', 'TLS 1.0'],
    ['41 4d 51 50 03 01 00 00', 'SASL 1.0'],
  ])('protocol header %s', (hex, summary) => {
    const decoded = decodeFrame10(octets(hex));
    expect(decoded).toMatchObject({ name: 'protocol-header', problems: [] });
    expect(summarise10(decoded)).toBe(summary);
  });

  it('an empty frame is a heartbeat', () => {
    expect(decodeFrame10(frame(''))).toMatchObject({ name: 'empty', problems: [] });
  });

  it.each([
    ['begin', '00 53 11 c0 07 04 40 43 52 0a 52 0a', 'incoming window 10, outgoing window 10'],
    ['flow', '00 53 13 c0 0b 07 40 52 01 43 52 02 43 43 52 05', 'handle 0, credit 5, delivery count 0'],
    ['disposition', '00 53 15 c0 09 05 41 43 40 41 00 53 24 45', 'receiver, delivery 0, settled, accepted'],
    ['detach', '00 53 16 c0 03 02 43 41', 'handle 0, closed'],
    ['end', '00 53 17 45', ''],
    ['close', '00 53 18 c0 11 01 00 53 1d c0 0b 02 a3 03 61 3a 62 a1 03 77 68 79', 'a:b - why'],
  ])('%s', (name, hex, summary) => {
    const decoded = decodeFrame10(frame(hex));
    expect(decoded.problems).toEqual([]);
    expect(decoded.name).toBe(name);
    expect(performativeName(frame(hex), 0, frame(hex).length)).toBe(name);
    expect(summarise10(decoded)).toBe(summary);
  });

  it.each([
    ['sasl-mechanisms', '00 53 40 c0 08 01 a3 05 50 4c 41 49 4e', 'PLAIN'],
    ['sasl-init', '00 53 41 c0 0c 02 a3 05 50 4c 41 49 4e a0 02 00 67', 'PLAIN, initial-response of 2 bytes'],
    ['sasl-outcome', '00 53 44 c0 03 01 50 01', '1 auth'],
  ])('%s', (name, hex, summary) => {
    const decoded = decodeFrame10(frame(hex, 1));
    expect({ name: decoded.name, problems: decoded.problems }).toEqual({ name, problems: [] });
    expect(summarise10(decoded)).toBe(summary);
  });

  it('a symbol may stand for the descriptor', () => {
    const decoded = decodeFrame10(frame('00 a3 0d 61 6d 71 70 3a 65 6e 64 3a 6c 69 73 74 45'));
    expect(decoded).toMatchObject({ name: 'end' });
  });

  it.each([
    ['AMQP10_PROTOCOL_HEADER', octets('41 4d 51 50 01 01 00 00')],
    ['AMQP10_FRAME_TRUNCATED', OPEN.subarray(0, 20)],
    ['AMQP10_FRAME_SIZE', octets('00 00 00 04 02 00 00 00')],
    ['AMQP10_DATA_OFFSET', octets('00 00 00 08 01 00 00 00')],
    ['AMQP10_FRAME_TYPE', octets('00 00 00 08 02 07 00 00')],
    ['AMQP10_PERFORMATIVE', frame('00 53 70 45')],
    ['AMQP10_TRAILING', frame('00 53 17 45 00')],
    ['AMQP10_TRUNCATED', frame('00 53 10 a1 20 61')],
    ['AMQP10_CONSTRUCTOR', frame('00 53 17 c0 02 01 3f')],
    ['AMQP10_SIZE', frame('00 53 17 c0 04 01 40 40 40')],
    ['AMQP10_BOOLEAN', frame('00 53 16 c0 04 02 43 56 02')],
    ['AMQP10_UTF8', frame('00 53 10 c0 04 01 a1 01 ff')],
    ['AMQP10_SYMBOL', frame('00 53 41 c0 04 01 a3 01 ff', 1)],
    ['AMQP10_MAP_ODD', frame('00 53 1d c0 0a 03 a3 01 61 40 c1 03 01 a1 00')],
    ['AMQP10_MANDATORY', frame('00 53 10 45')],
    ['AMQP10_FIELD_TYPE', frame('00 53 10 c0 02 01 43')],
    ['AMQP10_FIELD_COUNT', frame('00 53 17 c0 03 02 40 40')],
    ['AMQP10_SECTION', frame('00 53 14 c0 02 01 43 00 53 10 45')],
    ['AMQP10_SECTION_ORDER', frame('00 53 14 c0 02 01 43 00 53 73 45 00 53 70 45')],
    ['AMQP10_DEPTH', frame(`00 53 17 ${nested(40)}`)],
    ['AMQP10_LIMIT', frame('f0 00 00 00 05 ff ff ff ff 40')],
  ])('%s', (code, bytes) => {
    expect(decodeFrame10(bytes).problems.map((problem) => problem.code)).toContain(code);
    expect(Object.keys(AMQP10_PROBLEMS)).toContain(code);
  });

  it('every composite type has its symbol and fields', () => {
    expect(COMPOSITES.find(({ name }) => name === 'transfer')?.fields).toHaveLength(11);
    expect(COMPOSITES.map(({ symbol }) => symbol)).toContain('amqp:application-properties:map');
  });
});

/** Lists within lists, the outermost with 32-bit sizes. */
function nested(depth: number): string {
  let inner = Buffer.from([0x45]);
  for (let level = 0; level < depth; level++) {
    const head = Buffer.alloc(9);
    head[0] = 0xd0;
    head.writeUInt32BE(4 + inner.length, 1);
    head.writeUInt32BE(1, 5);
    inner = Buffer.concat([head, inner]);
  }
  return inner.toString('hex');
}

interface Codec {
  readonly encode: (message: object) => Buffer;
  readonly data_section: (data: Buffer) => unknown;
}

describe('messages that rhea has written', () => {
  const { encode, data_section: dataSection } = (rhea as unknown as { readonly message: Codec }).message;

  it('sections and their values', () => {
    const bytes = encode({
      durable: true,
      priority: 5,
      ttl: 1000,
      message_id: 'm-1',
      subject: 'meter',
      content_type: 'text/plain',
      creation_time: new Date(1_700_000_000_000),
      application_properties: { unit: 'kWh', n: 42, ok: true },
      message_annotations: { 'x-opt': 'note' },
      body: 'hello',
    });
    const { sections, problems } = decodeMessage(bytes);
    expect(problems).toEqual([]);
    expect(sections.map(({ name }) => name)).toEqual([
      'header',
      'message-annotations',
      'properties',
      'application-properties',
      'amqp-value',
    ]);
    expect(valueText(sections[3]?.value)).toBe('{"unit": "kWh", "n": 42, "ok": true}');
    expect(summariseMessage(sections)).toContain('amqp-value "hello"');
  });

  it('a long text by its first characters, none of them cut in two', () => {
    const said = (body: string) => summariseMessage(decodeMessage(encode({ body })).sections).split('amqp-value ')[1];
    expect(said(`${'a'.repeat(61)}😀`)).toBe(`"${'a'.repeat(61)}😀"`);
    expect(said(`${'a'.repeat(61)}😀${'b'.repeat(9)}`)).toBe(`"${'a'.repeat(61)}😀…`);
  });

  it('data of 100,000 octets', () => {
    const { sections, problems } = decodeMessage(encode({ body: dataSection(Buffer.alloc(100_000, 0x61)) }));
    expect(problems).toEqual([]);
    expect(summariseMessage(sections)).toContain('data 100000 bytes');
  });

  it('maps, lists and nulls in one another', () => {
    const { sections, problems } = decodeMessage(
      encode({ body: { list: [1, 'x', null, { deep: [2.5] }], no: false } }),
    );
    expect(problems).toEqual([]);
    expect(valueText(sections.at(-1)?.value)).toBe('{"list": [1, "x", null, {"deep": [2.5]}], "no": false}');
  });

  it('cut anywhere, they are read as far as they go', () => {
    const bytes = encode({ message_id: 1, application_properties: { a: 'b' }, body: ['x', 1] });
    for (let length = 0; length < bytes.length; length++) {
      expect(decodeMessage(bytes.subarray(0, length), true).sections.length).toBeLessThanOrEqual(4);
    }
  });
});

describe('whatever the octets', () => {
  it('nothing throws, no field reaches outside, the tree changes nothing', () => {
    const bodies = [OPEN, frame('00 53 14 c0 02 01 43 00 53 77 c1 07 02 a1 01 61 a1 01 62')];
    fc.assert(
      fc.property(
        fc.constantFrom(...bodies),
        fc.array(fc.tuple(fc.nat(80), fc.nat(255)), { maxLength: 4 }),
        fc.uint8Array({ maxLength: 40 }),
        (base, changes, tail) => {
          const bytes = Buffer.concat([base, tail]);
          for (const [at, value] of changes) bytes[at % bytes.length] = value;
          const plain = decodeFrame10(bytes);
          const withTree = decodeFrame10(bytes, { tree: true });
          expect(withTree.problems).toEqual(plain.problems);
          inside(withTree.field, bytes.length);
          for (const { span } of plain.problems) expect(span.offset + span.length).toBeLessThanOrEqual(bytes.length);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('a claim of four thousand million items costs nothing', () => {
    const started = performance.now();
    decodeFrame10(frame('f0 00 00 00 05 ff ff ff ff 40'), { tree: true });
    decodeFrame10(frame('d0 ff ff ff ff ff ff ff ff'), { tree: true });
    expect(performance.now() - started).toBeLessThan(1000);
  });
});

function inside(field: Field | undefined, end: number): void {
  if (field === undefined) return;
  expect(field.span.offset + field.span.length).toBeLessThanOrEqual(end);
  for (const child of field.children ?? []) inside(child, end);
}

describe('the tree of a frame', () => {
  it('has a leaf for every octet', () => {
    const bytes = frame(
      '00 53 14 c0 07 04 43 43 a0 01 31 43 00 53 70 c0 04 02 41 50 07 00 53 74 c1 07 02 a1 01 6b a1 01 76 00 53 77 a1 02 68 69',
    );
    const { problems, field } = decodeFrame10(bytes, { tree: true });
    expect(problems).toEqual([]);
    const seen = new Set<number>();
    const mark = (one: Field) => {
      for (const child of one.children ?? []) mark(child);
      if (one.children !== undefined && one.children.length > 0) return;
      for (let at = one.span.offset; at < one.span.offset + one.span.length; at++) seen.add(at);
    };
    if (field !== undefined) mark(field);
    // The zero that opens a described value belongs to the value as a whole.
    const unmarked = Array.from(bytes.keys()).filter((at) => !seen.has(at) && bytes[at] !== 0);
    expect(unmarked).toEqual([]);
  });
});
