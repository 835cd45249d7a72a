import { describe, expect, it } from 'vitest';
import { decodeFrame } from './decode.js';
import { encodeContent, encodeMethod, encodeProtocolHeader, heartbeatFrame } from './encode.js';
import type { AmqpFrame } from './frame.js';
import { table } from './plain-table.js';
import { summarise } from './summary.js';

const line = (bytes: Uint8Array) => summarise(decodeFrame(bytes).frame as AmqpFrame);

describe('the summary of', () => {
  it('a declaration', () => {
    expect(line(encodeMethod(1, 'exchange.declare', { exchange: 'orders', type: 'fanout', durable: true }))).toBe(
      '"orders", fanout, durable',
    );
    expect(line(encodeMethod(1, 'queue.declare', { exclusive: true, arguments: table({ 'x-expires': 5 }) }))).toBe(
      'exclusive, arguments {x-expires: 5}',
    );
  });

  it('a close says the reply code by name, once', () => {
    const close = { 'reply-code': 406, 'class-id': 40, 'method-id': 10 };
    const text = "PRECONDITION_FAILED - inequivalent arg 'type'";
    expect(line(encodeMethod(1, 'channel.close', { ...close, 'reply-text': text }))).toBe(
      `406 ${text}, because of exchange.declare`,
    );
    expect(line(encodeMethod(0, 'connection.close', { 'reply-code': 320, 'reply-text': 'bye' }))).toBe(
      '320 CONNECTION_FORCED - bye',
    );
    expect(line(encodeMethod(0, 'connection.close', { 'reply-code': 999 }))).toBe('999');
  });

  it('a publish, a delivery, a get', () => {
    expect(line(encodeMethod(1, 'basic.publish', { 'routing-key': 'q', mandatory: true }))).toBe(
      '"", key "q", mandatory',
    );
    expect(
      line(encodeMethod(1, 'basic.deliver', { 'consumer-tag': 'c', 'delivery-tag': 3n, exchange: 'orders' })),
    ).toBe('consumer "c", tag 3, "orders"');
    expect(line(encodeMethod(1, 'basic.return', { 'reply-code': 312, 'reply-text': 'NO_ROUTE', exchange: 'e' }))).toBe(
      '312 NO_ROUTE, "e"',
    );
  });

  it('start-ok hides the secret', () => {
    const bytes = encodeMethod(0, 'connection.start-ok', {
      mechanism: 'PLAIN',
      response: '\0guest\0secret',
      locale: 'en_US',
    });
    expect(line(bytes)).toBe('mechanism "PLAIN", locale "en_US"');
  });

  it('content', () => {
    const [header, body] = encodeContent(
      1,
      'basic',
      { 'content-type': 'text/plain', 'delivery-mode': 2 },
      Buffer.from('42'),
    );
    expect(line(header as Buffer)).toBe('basic, 2 bytes, text/plain, persistent');
    expect(line(body as Buffer)).toBe('2 bytes, "42"');
  });

  it('a body by its first characters, none of them cut in two', () => {
    const body = (text: string) => summarise({ type: 'content-body', channel: 1, payload: Buffer.from(text) });
    expect(body('한글')).toBe('6 bytes, "한글"');
    expect(body(`${'a'.repeat(47)}😀b`)).toBe(`52 bytes, "${'a'.repeat(47)}😀" …`);
    expect(body('😀'.repeat(100_000))).toBe(`400000 bytes, "${'😀'.repeat(48)}" …`);
  });

  it('a protocol header and a heartbeat', () => {
    expect(line(encodeProtocolHeader())).toBe('AMQP 0 0 9 1');
    expect(line(heartbeatFrame)).toBe('');
  });

  it('names with control and bidirectional marks', () => {
    expect(line(encodeMethod(1, 'queue.delete', { queue: 'a\u001b[2J\u202e' }))).toBe('"a\\u{1b}[2J\\u{202e}"');
  });
});
