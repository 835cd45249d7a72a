import type { Duplex } from 'node:stream';
import { decodeFrame } from '../../protocol/amqp091/decode.js';
import { replyCodeByName } from '../../protocol/amqp091/definitions.js';
import type { GivenArguments } from '../../protocol/amqp091/encode.js';
import { frameMinSize, protocolHeaderSize } from '../../protocol/amqp091/framing.js';
import { writeTo } from '../unread.js';
import type { ContentAssembly } from './content.js';
import { Heartbeats } from './heartbeats.js';
import { FrameInput } from './input.js';
import type { Queue } from './queue.js';
import type { AmqpServer, Dropped } from './server.js';
import type { VirtualHost } from './virtual-host.js';

export const releasing = { releaseExclusive, releaseLost };

/** How far the handshake has come: what is awaited. `closing`: our connection.close is out. */
export type ConnectionState = 'header' | 'start-ok' | 'tune-ok' | 'open' | 'running' | 'closing' | 'closed';

/** What a connection knows of its channels. */
export interface ChannelOfConnection {
  /** Gives back all that it holds. */
  release(): void;
  /** The windows may have room again. */
  resume(): void;
  readonly content: ContentAssembly;
}

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
  readonly input: FrameInput;
  /** basic.qos with global set. */
  readonly window: PrefetchWindow = { count: 0, octets: 0 };
  /** Hears nothing any more. */
  isDeaf = false;
  private isReading = false;
  private remaining: (() => void)[] = [];

  constructor(
    readonly server: AmqpServer,
    private readonly socket: Duplex,
  ) {
    server.connections.add(this);
    this.heartbeats = new Heartbeats(this, server.conduct);
    this.input = new FrameInput(server.conduct);
    socket.on('data', (octets: Buffer) => this.receive(octets));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.ended());
  }

  /** Done when the octets that have come are dealt with; at once where none are. */
  afterRead(act: () => void): void {
    if (this.isReading) this.remaining.push(act);
    else act();
  }

  send(channel: number, method: string, values: GivenArguments = {}): void {
    // A close must be the last word.
    if (channel === 0) this.doRemaining();
    this.write(this.server.conduct.methodOctets(channel, method, values));
  }

  write(octets: Uint8Array): void {
    if (this.state === 'closed' || this.socket.destroyed) return;
    this.heartbeats.sent();
    writeTo(this.socket, octets);
  }

  /** A connection exception: connection.close, then nothing but its close-ok is heard. */
  raise(reply: string, text: string, cause?: Cause): void {
    if (this.state === 'closing' || this.state === 'closed') return;
    this.send(0, 'connection.close', closeArguments(reply, text, cause));
    this.state = 'closing';
    this.releaseAll();
    setTimeout(() => this.drop(), this.server.settings.closeTimeout).unref();
  }

  /** Says the last word and ends the socket; the peer's remaining octets go nowhere. */
  end(last?: Uint8Array): void {
    if (this.state === 'closed') return;
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

  /** Reads nothing for so many milliseconds. */
  pause(milliseconds: number, after: () => void): void {
    this.socket.pause();
    setTimeout(() => {
      after();
      this.socket.resume();
    }, milliseconds).unref();
  }

  /** Gives back channels and exclusive queues. */
  releaseAll(): void {
    for (const channel of this.channels.values()) channel.release();
    this.channels.clear();
    const { virtualHost } = this;
    if (virtualHost === undefined) return;
    for (const queue of virtualHost.queues.values()) {
      if (queue.properties.owner !== this) continue;
      this.server.conduct.releaseExclusive(virtualHost, queue);
    }
  }

  private receive(octets: Buffer): void {
    if (this.state === 'closed' || this.isDeaf) return;
    this.heartbeats.heard(false);
    this.input.add(octets, this.state === 'running');
    this.isReading = true;
    while (this.takeOne());
    this.isReading = false;
    this.doRemaining();
  }

  private doRemaining(): void {
    for (const act of this.remaining.splice(0)) act();
  }

  /** Takes the next header or frame off the input; false when there is none as yet. */
  private takeOne(): boolean {
    if (this.state === 'header') return this.takeHeader();
    if (this.state === 'closed' || this.isDeaf) return false;
    const tuned = this.state !== 'start-ok' && this.state !== 'tune-ok';
    const unit = this.input.next({ tuned, running: this.state === 'running', frameMax: this.frameMax });
    if (unit === 'none') return false;
    const { conduct } = this.server;
    if (typeof unit === 'string') conduct.refuseFrame(this, unit);
    else conduct.handleFrame(this, decodeFrame(unit.frame, { from: 'client' }), unit.frame);
    return true;
  }

  private takeHeader(): boolean {
    const { conduct } = this.server;
    const given = this.input.bytes.subarray(0, protocolHeaderSize);
    const verdict = conduct.judgeHeader(given);
    if (verdict === 'refuse') conduct.refuseHeader(this, given);
    if (verdict !== 'start') return false;
    this.input.skip(protocolHeaderSize);
    this.state = 'start-ok';
    conduct.sendStart(this, given);
    return true;
  }

  private ended(): void {
    const isLost = this.state !== 'closed';
    this.state = 'closed';
    this.heartbeats.stop();
    if (isLost) this.server.conduct.releaseLost(this);
    this.server.connections.delete(this);
  }
}

/** An exclusive queue goes with its connection. */
function releaseExclusive(virtualHost: VirtualHost, queue: Queue): void {
  virtualHost.deleteQueue(queue);
}

/** The socket went without a word: as good as a close. */
function releaseLost(connection: Connection): void {
  connection.releaseAll();
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
