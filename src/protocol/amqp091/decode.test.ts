import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseHex } from '../../bytes/hex.js';
import { type DecodeOptions, decodeFrame } from './decode.js';
import { DEFINITIONS } from './definitions.js';
import { encodeContent, encodeFrame, encodeMethod, encodeProtocolHeader } from './encode.js';
import type { AmqpFrame } from './frame.js';
import { table } from './plain-table.js';
import { AMQP_PROBLEMS, type AmqpProblemCode } from './problems.js';

const hex = (text: string) => parseHex(text) ?? Buffer.alloc(0);
const codes = (text: string | Buffer, options?: DecodeOptions) =>
  decodeFrame(typeof text === 'string' ? hex(text) : text, options).problems.map(({ code }) => code);

/** A method frame around `payload`. */
const method = (channel: string, payload: string) => {
  const size = hex(payload).length.toString(16).padStart(8, '0');
  return `01 ${channel} ${size} ${payload} CE`;
};

const everyMethod = DEFINITIONS.methods.map(({ name }) => encodeMethod(name.startsWith('connection.') ? 0 : 1, name));

const declare = encodeMethod(1, 'exchange.declare', {
  exchange: 'orders',
  type: 'fanout',
  durable: true,
  arguments: table({ 'alternate-exchange': 'lost' }),
});

const samples: readonly Buffer[] = [
  ...everyMethod,
  declare,
  ...encodeContent(
    1,
    'basic',
    { 'content-type': 'text/plain', headers: table({ a: [1, { b: 'c' }] }) },
    Buffer.from('hi'),
  ),
  encodeProtocolHeader(),
  hex('08 0000 00000000 CE'),
];

describe('decoding a frame', () => {
  it('reads back every method as it was written, without a problem', () => {
    for (const bytes of everyMethod) {
      const { frame, problems } = decodeFrame(bytes);
      const zeroTag = frame?.type === 'method' && ['basic.deliver', 'basic.get-ok'].includes(frame.method);
      expect(problems.map(({ code }) => code)).toEqual(zeroTag ? ['AMQP_DELIVERY_TAG_ZERO'] : []);
      expect(encodeFrame(frame as AmqpFrame).toString('hex')).toBe(bytes.toString('hex'));
    }
  });

  it('names the arguments as the standard does', () => {
    expect(decodeFrame(declare).frame).toEqual({
      type: 'method',
      channel: 1,
      classId: 40,
      methodId: 10,
      method: 'exchange.declare',
      arguments: {
        'reserved-1': 0,
        exchange: 'orders',
        type: 'fanout',
        passive: false,
        durable: true,
        'auto-delete': false,
        internal: false,
        'no-wait': false,
        arguments: table({ 'alternate-exchange': 'lost' }),
      },
    });
  });

  it('reads a content header and body', () => {
    const [header, body] = encodeContent(2, 'basic', { 'delivery-mode': 2, timestamp: 5n }, Buffer.from('42 kWh'));
    expect(decodeFrame(header as Buffer).frame).toEqual({
      type: 'content-header',
      channel: 2,
      classId: 60,
      bodySize: 6n,
      properties: { 'delivery-mode': 2, timestamp: 5n },
    });
    expect(decodeFrame(body as Buffer).frame).toMatchObject({ type: 'content-body', channel: 2 });
  });

  it('splits a body to the agreed frame size', () => {
    const frames = encodeContent(1, 60, {}, Buffer.alloc(10_000, 1), 4096);
    expect(frames.map(({ length }) => length)).toEqual([22, 4096, 4096, 10_000 - 2 * 4088 + 8]);
    expect(encodeContent(1, 60, {}, Buffer.alloc(0))).toHaveLength(1);
  });

  it('gives a problem, and never an exception, at every shorter length', () => {
    for (const bytes of samples) {
      for (let length = 0; length < bytes.length; length++) {
        const { problems } = decodeFrame(bytes.subarray(0, length), { tree: true });
        expect(problems.length).toBeGreaterThan(0);
      }
    }
  });

  it('never throws on noise, nor on a frame with an octet changed', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (noise) => {
        decodeFrame(noise, { tree: true });
        const size = Buffer.alloc(4);
        size.writeUInt32BE(noise.length);
        decodeFrame(Buffer.concat([hex('02 0001'), size, noise, hex('CE')]), { tree: true });
      }),
      { numRuns: 2000 },
    );
    fc.assert(
      fc.property(fc.constantFrom(...samples), fc.nat(), fc.nat(255), (sample, at, octet) => {
        const changed = Buffer.from(sample);
        changed[at % changed.length] = octet;
        const { frame } = decodeFrame(changed, { tree: true });
        expect(frame === undefined || typeof frame.type === 'string').toBe(true);
      }),
      { numRuns: 3000 },
    );
  });

  it('gives the same frame and problems with the tree as without', () => {
    for (const bytes of samples) {
      const { frame, problems } = decodeFrame(bytes);
      expect(decodeFrame(bytes, { tree: true })).toMatchObject({ frame, problems });
    }
  });
});

describe('the field tree', () => {
  it('covers every octet of a frame, and nothing beyond', () => {
    for (const bytes of samples) {
      const { field } = decodeFrame(bytes, { tree: true });
      expect(field?.span).toEqual({ offset: 0, length: bytes.length });
      const covered = new Array<number>(bytes.length).fill(0);
      for (const { span } of field?.children ?? []) covered.fill(1, span.offset, span.offset + span.length);
      expect(covered).not.toContain(0);
    }
  });

  it('shows bits and values', () => {
    const { field } = decodeFrame(declare, { tree: true });
    expect(field?.name).toBe('method');
    expect(field?.text).toBe('exchange.declare');
    const durable = field?.children?.find(({ name }) => name === 'durable');
    expect(durable).toMatchObject({ value: true, bits: '.... ..1.' });
    const args = field?.children?.find(({ name }) => name === 'arguments');
    expect(args?.children).toMatchObject([{ name: 'alternate-exchange', value: 'lost' }]);
  });

  it('hangs a problem on the field it belongs to', () => {
    const { field, problems } = decodeFrame(hex('08 0001 00000000 CE'), { tree: true });
    expect(field?.children?.find(({ name }) => name === 'channel')?.problems).toEqual(problems);
  });
});

/** The octets of each code's example, once each. */
const broken: Readonly<Record<AmqpProblemCode, readonly [string, DecodeOptions?]>> = {
  AMQP_PROTOCOL_HEADER: ['41 4D 51 50 00 00 0A 00'],
  AMQP_FRAME_TRUNCATED: ['08 0000 00000000'],
  AMQP_FRAME_TRAILING: ['08 0000 00000000 CE 00'],
  AMQP_FRAME_END: ['08 0000 00000000 CD'],
  AMQP_FRAME_TOO_LARGE: ['03 0001 00000002 6869 CE', { frameMax: 9 }],
  AMQP_FRAME_TYPE_UNKNOWN: ['09 0000 00000000 CE'],
  AMQP_CHANNEL_NOT_ZERO: [method('0001', '000A 0033')],
  AMQP_CHANNEL_ZERO: [method('0000', '005A 000A')],
  AMQP_CLASS_UNKNOWN: [method('0001', '03E7 0001')],
  AMQP_METHOD_UNKNOWN: [method('0001', '003C 03E7')],
  AMQP_METHOD_DIRECTION: [method('0001', '003C 000B'), { from: 'client' }],
  AMQP_METHOD_TRUNCATED: [method('0001', '003C 000A 0000 0000 0001')],
  AMQP_METHOD_TRAILING: [method('0001', '005A 000A 00')],
  AMQP_RESERVED_ARGUMENT: [method('0001', '0028 0014 0001 01 65 00')],
  AMQP_RESERVED_BITS: [method('0001', '0014 0014 82')],
  AMQP_STRING_UTF8: [method('0001', '003C 001F 01 FF')],
  AMQP_STRING_ZERO: [method('0001', '003C 001F 01 00')],
  AMQP_EXCHANGE_NAME: [method('0001', '0028 0014 0000 01 20 00')],
  AMQP_QUEUE_NAME: [method('0001', '0032 001E 0000 01 20 00')],
  AMQP_NAME_LENGTH: [method('0001', `0032 001E 0000 80 ${'61'.repeat(128)} 00`)],
  AMQP_DELIVERY_TAG_ZERO: [method('0001', '003C 0047 0000000000000000 00 00 00 00000000')],
  AMQP_TABLE_INVALID: [method('0001', '0032 0032 0000 00 00 00 00000003 01 61 74')],
  AMQP_TABLE_TYPE: [method('0001', '0032 0032 0000 00 00 00 00000003 01 61 5A')],
  AMQP_TABLE_NAME: [method('0001', '0032 0032 0000 00 00 00 00000003 01 31 56')],
  AMQP_TABLE_DEPTH: [method('0001', '0032 0032 0000 00 00 00 00000007 01 61 46 00000000'), { maximumDepth: 0 }],
  AMQP_TABLE_SIZE: [method('0001', '0032 0032 0000 00 00 00 00000003 01 61 56'), { maximumSize: 2 }],
  AMQP_CONTENT_CHANNEL_ZERO: ['03 0000 00000001 00 CE'],
  AMQP_CONTENT_CLASS: ['02 0001 0000000E 0032 0000 0000000000000000 0000 CE'],
  AMQP_CONTENT_WEIGHT: ['02 0001 0000000E 003C 0001 0000000000000000 0000 CE'],
  AMQP_CONTENT_INCOMPLETE: ['02 0001 0000000E 003C 0000 0000000000000000 8000 CE'],
  AMQP_CONTENT_TRAILING: ['02 0001 0000000F 003C 0000 0000000000000000 0000 00 CE'],
  AMQP_PROPERTY_FLAGS: ['02 0001 0000000E 003C 0000 0000000000000000 0002 CE'],
  AMQP_HEARTBEAT_CHANNEL: ['08 0001 00000000 CE'],
  AMQP_HEARTBEAT_PAYLOAD: ['08 0000 00000001 00 CE'],
};

describe('problems', () => {
  for (const [code, [bytes, options]] of Object.entries(broken)) {
    it(`reports ${code}`, () => {
      const { problems } = decodeFrame(hex(bytes), options);
      const problem = problems.find((entry) => entry.code === code);
      expect(problem).toMatchObject({
        statement:
          AMQP_PROBLEMS[code as AmqpProblemCode] === null ? null : `amqp091/${AMQP_PROBLEMS[code as AmqpProblemCode]}`,
      });
      expect((problem?.span.offset ?? 0) + (problem?.span.length ?? 0)).toBeLessThanOrEqual(hex(bytes).length);
    });
  }

  it('reads a second word of property flags', () => {
    expect(codes('02 0001 00000010 003C 0000 0000000000000000 0001 0000 CE')).toEqual([]);
    expect(codes('02 0001 00000010 003C 0000 0000000000000000 0001 8000 CE')).toEqual(['AMQP_PROPERTY_FLAGS']);
    expect(codes('02 0001 0000000E 003C 0000 0000000000000000 0001 CE')).toEqual(['AMQP_CONTENT_INCOMPLETE']);
  });
});
