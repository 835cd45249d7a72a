import { Buffer } from 'node:buffer';
import { describe, expect, it } from 'vitest';
import * as ws from 'ws';
import { isLegalHeader, readFrameHeader } from './frame.js';
import { isDeflateAgreed, isWebSocketHead, readHttpHead, subprotocolOf } from './http-head.js';
import { Unwrapper } from './unwrapper.js';

/** The reference implementation writes frames; its types do not say so. */
const { Sender } = ws as unknown as { readonly Sender: { frame: (data: Buffer, options: object) => Buffer[] } };

function frame(
  text: string,
  options: { readonly opcode: number; readonly mask?: boolean; readonly fin?: boolean; readonly rsv1?: boolean },
): Buffer {
  const { opcode, mask = false, fin = true, rsv1 = false } = options;
  const pieces = Sender.frame(Buffer.from(text), {
    opcode,
    mask,
    fin,
    rsv1,
    readOnly: true,
  });
  return Buffer.concat(pieces);
}

function unwrap(chunks: readonly Uint8Array[]): {
  readonly text: string;
  readonly unwrapper: Unwrapper;
  readonly broken: boolean;
} {
  let text = '';
  let broken = false;
  const unwrapper = new Unwrapper({
    onPayload: (buffer, start, end) => {
      text += Buffer.from(buffer.subarray(start, end)).toString('latin1');
    },
    onBroken: () => {
      broken = true;
    },
  });
  for (const chunk of chunks) unwrapper.push(chunk, 0, chunk.length);
  return { text, unwrapper, broken };
}

describe('a WebSocket direction', () => {
  const long = 'x'.repeat(70_000);
  const stream = Buffer.concat([
    frame('one ', { opcode: 2, mask: true }),
    frame('two ', { opcode: 2, mask: true, fin: false }),
    frame('ping', { opcode: 9, mask: true }),
    frame('goes on ', { opcode: 0, mask: true }),
    frame('plain ', { opcode: 1 }),
    frame('y'.repeat(300), { opcode: 2 }),
    frame(long, { opcode: 2, mask: true }),
  ]);
  const inside = `one two goes on plain ${'y'.repeat(300)}${long}`;

  it('is the octets of its data messages, without masks and control frames', () => {
    expect(unwrap([stream]).text).toBe(inside);
  });

  it('does not care where segments are cut', () => {
    for (const size of [1, 2, 3, 7, 100, 4096]) {
      const chunks = Array.from({ length: Math.ceil(stream.length / size) }, (_, index) =>
        stream.subarray(index * size, (index + 1) * size),
      );
      expect(unwrap(chunks).text).toBe(inside);
    }
  });

  it('counts compressed messages and reads none of their frames', () => {
    const { text, unwrapper } = unwrap([
      frame('zip', { opcode: 2, rsv1: true, fin: false }),
      frame('zap', { opcode: 0 }),
      frame('plain', { opcode: 2 }),
    ]);
    expect(text).toBe('plain');
    expect(unwrapper.compressedMessages).toBe(1);
  });

  it.each([
    ['a reserved opcode', '83 00'],
    ['RSV2', 'a2 00'],
    ['a control frame that is split', '09 00'],
    ['a control frame of 126 octets', '89 7e 00 7e'],
  ])('is broken by %s', (_, hex) => {
    expect(unwrap([Buffer.from(hex.replaceAll(' ', ''), 'hex')]).broken).toBe(true);
  });

  it('steps over lost octets inside a payload, and keeps the mask in step', () => {
    const masked = frame('abcdefghij', { opcode: 2, mask: true });
    let text = '';
    const unwrapper = new Unwrapper({
      onPayload: (buffer, start, end) => {
        text += Buffer.from(buffer.subarray(start, end)).toString('latin1');
      },
    });
    unwrapper.push(masked, 0, 8);
    expect(unwrapper.skip(3)).toBe(true);
    unwrapper.push(masked, 11, masked.length);
    expect(text).toBe('abfghij');
    expect(unwrapper.skip(1)).toBe(false);
  });

  it('claims of 2^63 octets cost nothing', () => {
    const header = readFrameHeader(Buffer.from('827f7fffffffffffffff', 'hex'));
    expect(header?.payloadLength).toBeGreaterThan(2 ** 62);
    expect(unwrap([Buffer.from('827f7fffffffffffffff0102', 'hex')]).text).toBe('\u0001\u0002');
  });

  it('says which headers are legal', () => {
    expect(
      isLegalHeader({ final: true, reserved: 0, opcode: 8, mask: undefined, payloadLength: 2, headerLength: 2 }),
    ).toBe(true);
    expect(
      isLegalHeader({ final: true, reserved: 4, opcode: 9, mask: undefined, payloadLength: 2, headerLength: 2 }),
    ).toBe(false);
  });
});

describe('the heads of an upgrade', () => {
  const request = 'GET /mqtt HTTP/1.1\r\nHost: a\r\nUpgrade: WebSocket\r\nSec-WebSocket-Protocol: mqtt\r\n\r\n';
  const answer =
    'HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n';
  const read = (text: string) => readHttpHead(Buffer.from(text, 'latin1'));

  it('are not there before the empty line', () => {
    for (let length = 0; length < request.length; length++) expect(read(request.slice(0, length))).toBeUndefined();
  });

  it('say what is asked and granted', () => {
    const asked = read(`${request}rest`);
    const granted = read(answer);
    expect(asked).toMatchObject({ startLine: 'GET /mqtt HTTP/1.1', status: undefined, length: request.length });
    expect(asked && isWebSocketHead(asked)).toBe(true);
    expect(asked && subprotocolOf(asked)).toBe('mqtt');
    expect(granted && isWebSocketHead(granted)).toBe(true);
    expect(granted && isDeflateAgreed(granted)).toBe(true);
  });

  it('may refuse', () => {
    const refused = read('HTTP/1.1 404 Not Found\r\nUpgrade: websocket\r\n\r\n');
    expect(refused && isWebSocketHead(refused)).toBe(false);
  });
});
