import { Buffer } from 'node:buffer';
import type { InboxEvent } from '../../net/inbox.js';
import type { Framing } from '../../net/peer.js';
import { decodeFrame } from '../../protocol/amqp091/decode.js';
import { methodById } from '../../protocol/amqp091/definitions.js';
import type { AmqpFrame, ContentHeader, MethodFrame } from '../../protocol/amqp091/frame.js';
import { measureFrame } from '../../protocol/amqp091/framing.js';
import { summarise } from '../../protocol/amqp091/summary.js';

/** What a client hears once frames are put together: methods, messages, and whatever is neither. */
export type Heard = HeardMethod | HeardMessage | HeardOctets;

interface Arrived {
  readonly channel: number;
  /** Of a message those of its method frame. */
  readonly bytes: Uint8Array;
  /** Where the transcript has its first frame. */
  readonly entry: number;
  readonly at: number;
}

export interface HeardMethod extends Arrived {
  readonly kind: 'method';
  readonly frame: MethodFrame;
}

/** basic.deliver, basic.get-ok or basic.return with its content. */
export interface HeardMessage extends Arrived {
  readonly kind: 'message';
  readonly frame: MethodFrame;
  readonly header: ContentHeader;
  /** The property flags and property list as they arrived. */
  readonly properties: Uint8Array;
  readonly body: Buffer;
  /** Octets of each body frame, frame header and end included. */
  readonly bodyFrames: readonly number[];
}

/** A protocol header, a heartbeat, content that belongs to nothing, octets that are no frame. */
export interface HeardOctets extends Arrived {
  readonly kind: 'octets';
  readonly what: 'protocol header' | 'heartbeat' | 'stray content' | 'unknown frame' | 'octets that make no frame';
}

/** AMQP frames on a connection. */
export const amqpFraming: Framing<AmqpFrame> = {
  size: (bytes, start, end) => Math.max(-1, measureFrame(bytes, start, end)),
  decode: (bytes) =>
    decodeFrame(bytes, { from: 'server' }).frame ?? {
      type: 'unknown',
      frameType: bytes[0] ?? 0,
      channel: 0,
      payload: bytes,
    },
  describe: (frame) => ({ title: titleOf(frame), text: summaryOf(frame) }),
};

export function summaryOf(frame: AmqpFrame): string {
  const channel = 'channel' in frame && frame.channel !== 0 ? `ch ${frame.channel}` : '';
  return [channel, summarise(frame)].filter((part) => part !== '').join('  ');
}

export const titleOf = (frame: AmqpFrame): string => (frame.type === 'method' ? frame.method : frame.type);

/** Puts frames together, channel by channel. */
export class Assembler {
  private readonly partial = new Map<number, Partial>();

  hear(event: Exclude<InboxEvent<AmqpFrame>, { kind: 'closed' }>): Heard[] {
    if (event.kind === 'garbage') return [octets('octets that make no frame', 0, event)];
    const { frame } = event;
    if (frame.type === 'protocol-header') return [octets('protocol header', 0, event)];
    if (frame.type === 'heartbeat') return [octets('heartbeat', frame.channel, event)];
    if (frame.type === 'unknown') return [octets('unknown frame', frame.channel, event)];
    if (frame.type === 'method') return this.method(frame, event);
    const partial = this.partial.get(frame.channel);
    if (frame.type === 'content-header') {
      if (partial === undefined || partial.header !== undefined) return [octets('stray content', frame.channel, event)];
      this.partial.set(frame.channel, { ...partial, header: frame, headerBytes: event.bytes });
    } else {
      if (partial?.header === undefined) return [octets('stray content', frame.channel, event)];
      partial.bodies.push(event.bytes);
      partial.received += BigInt(frame.payload.length);
    }
    return this.finished(frame.channel);
  }

  private method(frame: MethodFrame, event: Arrival): Heard[] {
    const cut = this.partial.get(frame.channel);
    this.partial.delete(frame.channel);
    const stray = cut === undefined ? [] : [octets('stray content', frame.channel, cut)];
    if (methodById(frame.classId, frame.methodId)?.content === true) {
      this.partial.set(frame.channel, { ...arrival(event), frame, bodies: [], received: 0n });
      return stray;
    }
    return [...stray, { kind: 'method', channel: frame.channel, frame, ...arrival(event) }];
  }

  private finished(channel: number): Heard[] {
    const partial = this.partial.get(channel);
    if (partial?.header === undefined || partial.headerBytes === undefined) return [];
    if (partial.received < partial.header.bodySize) return [];
    this.partial.delete(channel);
    const { frame, header, headerBytes, bodies, entry, at } = partial;
    return [
      {
        kind: 'message',
        channel,
        frame,
        header,
        properties: headerBytes.subarray(19, headerBytes.length - 1),
        body: Buffer.concat(bodies.map((body) => body.subarray(7, body.length - 1))),
        bodyFrames: bodies.map((body) => body.length),
        bytes: partial.bytes,
        entry,
        at,
      },
    ];
  }
}

interface Arrival {
  readonly bytes: Uint8Array;
  readonly entry: number;
  readonly at: number;
}

interface Partial extends Arrival {
  readonly frame: MethodFrame;
  readonly header?: ContentHeader;
  readonly headerBytes?: Uint8Array;
  readonly bodies: Uint8Array[];
  received: bigint;
}

const arrival = ({ bytes, entry, at }: Arrival): Arrival => ({ bytes, entry, at });

const octets = (what: HeardOctets['what'], channel: number, event: Arrival): HeardOctets => ({
  kind: 'octets',
  what,
  channel,
  ...arrival(event),
});

/** The method frames among octets that a scenario writes itself. */
export function methodsIn(bytes: Uint8Array): MethodFrame[] {
  const found: MethodFrame[] = [];
  for (let at = 0, size = 1; at < bytes.length; at += size) {
    size = measureFrame(bytes, at);
    if (size <= 0) break;
    const { frame } = decodeFrame(bytes.subarray(at, at + size));
    if (frame?.type === 'method') found.push(frame);
  }
  return found;
}
