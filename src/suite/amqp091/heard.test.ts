import { describe, expect, it } from 'vitest';
import { decodeFrame } from '../../protocol/amqp091/decode.js';
import { encodeContent, encodeMethod, heartbeatFrame } from '../../protocol/amqp091/encode.js';
import { Assembler, type Heard, methodsIn } from './heard.js';

const bytesOf = (text: string) => new TextEncoder().encode(text);

function hear(...frames: Uint8Array[]): Heard[] {
  const assembler = new Assembler();
  return frames.flatMap((bytes, entry) => {
    const { frame } = decodeFrame(bytes);
    if (frame === undefined) throw new Error('no frame');
    return assembler.hear({ kind: 'frame', frame, bytes, entry, at: 0 });
  });
}

const deliver = (channel: number) =>
  encodeMethod(channel, 'basic.deliver', { 'consumer-tag': 'c', 'delivery-tag': 1n });

describe('what a client hears', () => {
  it('is a message once its body is whole, in however many frames', () => {
    const [message, ...more] = hear(deliver(1), ...encodeContent(1, 'basic', { priority: 3 }, bytesOf('abcdef'), 10));
    expect(more).toEqual([]);
    expect(message).toMatchObject({ kind: 'message', channel: 1, entry: 0, bodyFrames: [10, 10, 10] });
    expect(message?.kind === 'message' && message.body.toString()).toBe('abcdef');
    expect(message?.kind === 'message' && Buffer.from(message.properties).toString('hex')).toBe('080003');
  });

  it('is a message without a body as soon as its header is there', () => {
    expect(hear(deliver(1), ...encodeContent(1, 'basic', {}, bytesOf(''))).map(({ kind }) => kind)).toEqual([
      'message',
    ]);
  });

  it('keeps the contents of two channels apart', () => {
    const [header1, body1] = encodeContent(1, 'basic', {}, bytesOf('one'));
    const [header2, body2] = encodeContent(2, 'basic', {}, bytesOf('two'));
    if (!header1 || !body1 || !header2 || !body2) throw new Error('no content');
    const heard = hear(deliver(1), deliver(2), header1, header2, body2, body1);
    expect(heard.map((one) => one.kind === 'message' && one.body.toString())).toEqual(['two', 'one']);
  });

  it('is stray content where nothing announced it, or where a method cuts it off', () => {
    const [header = new Uint8Array(), body = new Uint8Array()] = encodeContent(1, 'basic', {}, bytesOf('one'));
    const what = (heard: Heard[]) => heard.map((one) => (one.kind === 'octets' ? one.what : one.kind));
    expect(what(hear(header))).toEqual(['stray content']);
    expect(what(hear(body))).toEqual(['stray content']);
    expect(what(hear(deliver(1), header, header))).toEqual(['stray content']);
    expect(what(hear(deliver(1), header, encodeMethod(1, 'basic.qos-ok')))).toEqual(['stray content', 'method']);
  });

  it('is a heartbeat by itself, also inside a content', () => {
    const [header = new Uint8Array(), body = new Uint8Array()] = encodeContent(1, 'basic', {}, bytesOf('one'));
    const heard = hear(deliver(1), header, heartbeatFrame, body);
    expect(heard.map((one) => (one.kind === 'octets' ? one.what : one.kind))).toEqual(['heartbeat', 'message']);
  });
});

describe('the methods among octets that a scenario writes', () => {
  it('end where the octets make no frame', () => {
    const bytes = Buffer.concat([
      encodeMethod(1, 'queue.declare', { queue: 'one' }),
      heartbeatFrame,
      encodeMethod(1, 'queue.declare', { queue: 'two' }),
      Buffer.from('0100010000', 'hex'),
    ]);
    expect(methodsIn(bytes).map((frame) => frame.arguments.queue)).toEqual(['one', 'two']);
  });
});
