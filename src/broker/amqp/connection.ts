import type { Duplex } from 'node:stream';
import { type DecodedFrame, decodeFrame } from '../../codec/amqp/decode.js';
import { replyCodeByName } from '../../codec/amqp/definitions.js';
import { encodeProtocolHeader, type GivenArguments } from '../../codec/amqp/encode.js';
import {
  frameMinSize,
  incomplete,
  measureFrame,
  protocolHeaderSize,
  tooLarge,
  wrongFrameEnd,
} from '../../codec/amqp/framing.js';
import { Heartbeats } from './heartbeats.js';
import { outgoing } from './output.js';
import type { AmqpServer, Dropped } from './server.js';
import type { VirtualHost } from './virtual-host.js';

/** How far the handshake has come: what is awaited. `closing`: our connection.close is out. */
export type ConnectionState = 'header' | 'start-ok' | 'tune-ok' | 'open' | 'running' | 'closing' | 'closed';

/** What a connection knows of its channels. */
export interface ChannelOfConnection {
  /** Gives back all that it holds. */
  release(): void;
  /** Delivered to consumers and not settled. */
  outstanding(): PrefetchWindow;
  /** The windows may have room again. */
  resume(): void;
}

export type FrameHandler = (connection: Connection, decoded: DecodedFrame, octets: Uint8Array) => void;

/** The method that an exception is about; none for an error of framing. */
export interface Cause {
  readonly classId: number;
  readonly methodId: number;
}

/** What basic.qos allows to be out unsettled; 0 sets no limit. */
export interface PrefetchWindow {
  count: number;
  octets: number;
}

/** One client's socket: octets to frames, the states of the whole, and its end. */
export class Connection implements Dropped {
  state: ConnectionState = 'header';
  frameMax = frameMinSize;
  channelMax = 0;
  user = '';
  /** connection.start-ok's capabilities that are true. */
  capabilities: ReadonlySet<string> = new Set();
  virtualHost: VirtualHost | undefined;
  readonly channels = new Map<number, ChannelOfConnection>();
  readonly heartbeats: Heartbeats;
  /** basic.qos with global set. */
  readonly window: PrefetchWindow = { count: 0, octets: 0 };
  private input: Buffer = Buffer.alloc(0);

  constructor(
    readonly server: AmqpServer,
    private readonly socket: Duplex,
    private readonly handle: FrameHandler,
  ) {
    server.connections.add(this);
    this.heartbeats = new Heartbeats(
      (octets) => this.write(octets),
      () => this.drop(),
    );
    socket.on('data', (octets) => this.receive(octets));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.ended());
  }

  send(channel: number, method: string, values: GivenArguments = {}): void {
    for (const octets of outgoing(this.server, channel, method, values)) this.write(octets);
  }

  encoded(channel: number, method: string): Uint8Array {
    return Buffer.concat(outgoing(this.server, channel, method, {}));
  }

  write(octets: Uint8Array): void {
    if (this.state === 'closed' || this.socket.destroyed) return;
    this.heartbeats.sent();
    this.socket.write(octets);
  }

  /** A connection exception: connection.close, then nothing but its close-ok is heard. */
  raise(reply: string, text: string, cause?: Cause): void {
    if (this.state === 'closing' || this.state === 'closed') return;
    this.send(0, 'connection.close', closeArguments(reply, text, cause));
    this.closeWith();
  }

  /** After a connection.close of ours whose octets went out otherwise. */
  closeWith(): void {
    this.state = 'closing';
    this.releaseAll();
    setTimeout(() => this.drop(), this.server.settings.closeTimeout).unref();
  }

  /** Says the last word and ends the socket; the peer's remaining octets go nowhere. */
  end(last?: Uint8Array): void {
    if (last) this.write(last);
    this.state = 'closed';
    this.heartbeats.stop();
    this.releaseAll();
    this.socket.end();
    setTimeout(() => this.socket.destroy(), 1000).unref();
  }

  /** The fatal kind of error: no connection.close, no further data. */
  drop(): void {
    this.end();
  }

  /** Gives back channels and exclusive queues. */
  releaseAll(): void {
    for (const channel of this.channels.values()) channel.release();
    this.channels.clear();
    const { virtualHost } = this;
    if (virtualHost === undefined) return;
    for (const queue of virtualHost.queues.values()) {
      if (queue.properties.owner === this) virtualHost.deleteQueue(queue);
    }
  }

  private receive(octets: Buffer): void {
    if (this.state === 'closed') return;
    this.heartbeats.heard();
    this.input = this.input.length === 0 ? octets : Buffer.concat([this.input, octets]);
    while (this.takeOne());
  }

  /** Takes the next header or frame off the input; false when there is none as yet. */
  private takeOne(): boolean {
    if (this.state === 'header') return this.takeHeader();
    const size = measureFrame(this.input, 0, this.input.length, this.frameMax);
    if (this.isClosed() || size === incomplete) return false;
    if (size === wrongFrameEnd) return this.refuseFraming('drop', '');
    if (size === tooLarge) return this.refuseFraming('frame-error', `a frame of more than ${this.frameMax} octets`);
    const octets = this.input.subarray(0, size);
    this.input = this.input.subarray(size);
    this.handle(this, decodeFrame(octets, { from: 'client' }), octets);
    return !this.isClosed();
  }

  private takeHeader(): boolean {
    const wanted = encodeProtocolHeader();
    const given = this.input.subarray(0, protocolHeaderSize);
    if (given.equals(wanted.subarray(0, given.length)) && given.length < protocolHeaderSize) return false;
    if (!given.equals(wanted)) {
      this.end(wanted);
      return false;
    }
    this.input = this.input.subarray(protocolHeaderSize);
    this.handle(this, decodeFrame(given), given);
    return true;
  }

  private refuseFraming(reaction: 'drop' | 'frame-error', text: string): false {
    this.input = Buffer.alloc(0);
    if (reaction === 'drop' || this.state === 'closing') this.drop();
    else this.raise(reaction, text);
    return false;
  }

  private isClosed(): boolean {
    return this.state === 'closed';
  }

  private ended(): void {
    this.state = 'closed';
    this.heartbeats.stop();
    this.releaseAll();
    this.server.connections.delete(this);
  }
}

/** The arguments of either close: `404`, `NOT_FOUND - no queue 'q'`, what caused it. */
export function closeArguments(reply: string, text: string, cause?: Cause): GivenArguments {
  const name = reply.toUpperCase().replaceAll('-', '_');
  return {
    'reply-code': replyCodeByName(reply)?.value ?? 541,
    'reply-text': clipped(text === '' ? name : `${name} - ${text}`),
    'class-id': cause?.classId ?? 0,
    'method-id': cause?.methodId ?? 0,
  };
}

/** A short string holds 255 octets; names in the text may be as long by themselves. */
function clipped(text: string): string {
  let octets = 0;
  let kept = '';
  for (const character of text) {
    octets += Buffer.byteLength(character);
    if (octets > 255) break;
    kept += character;
  }
  return kept;
}
