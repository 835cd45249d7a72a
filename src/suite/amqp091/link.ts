import { Inbox, type InboxEvent, type Timeout } from '../../net/inbox.js';
import { Peer } from '../../net/peer.js';
import { endpointOf } from '../../net/target.js';
import { heartbeatFrame } from '../../protocol/amqp091/encode.js';
import type { AmqpFrame, MethodFrame } from '../../protocol/amqp091/frame.js';
import type { World } from '../world.js';
import { Assembler, amqpFraming, type Heard } from './heard.js';

/** What `take` answers: something heard, the end of the connection, or nothing in time. */
export type Event = Heard | (InboxEvent<Heard> & { readonly kind: 'closed' }) | Timeout;

type About = Parameters<Peer<AmqpFrame>['send']>[1];

export interface LinkOptions {
  readonly actor: string;
  readonly world: World;
  /** Hears all octets that are sent. */
  readonly onSent: (bytes: Uint8Array) => void;
  /** Hears every frame as it comes. */
  readonly onFrame: (frame: AmqpFrame, bytes: Uint8Array) => void;
  /** Hears every method before anybody can take it. */
  readonly onMethod: (frame: MethodFrame) => void;
}

/** One network connection of a client: octets out; methods, messages and heartbeats in. */
export class AmqpLink {
  private readonly connection: Peer<AmqpFrame>;
  private readonly world: World;
  private readonly onSent: LinkOptions['onSent'];
  private readonly heard = new Inbox<Heard>();
  /** They wait apart: they may come between any two frames. */
  private readonly heartbeats = new Inbox<Heard>();
  private beating: NodeJS.Timeout | undefined;

  static async open({ actor, world, onSent, onFrame, onMethod }: LinkOptions): Promise<AmqpLink> {
    const { target, timeoutMs } = world.options;
    const { transcript } = world;
    const doubt = world.doubt(timeoutMs);
    const options = { ...endpointOf(target), framing: amqpFraming, actor, transcript, timeoutMs, doubt, onFrame };
    return new AmqpLink(await Peer.dial<AmqpFrame>(options), world, onSent, onMethod);
  }

  private constructor(
    connection: Peer<AmqpFrame>,
    world: World,
    onSent: LinkOptions['onSent'],
    onMethod: LinkOptions['onMethod'],
  ) {
    this.connection = connection;
    this.world = world;
    this.onSent = onSent;
    void this.listen(onMethod);
  }

  get isClosed(): boolean {
    return this.connection.isClosed;
  }

  send(bytes: Uint8Array, about: About = { title: '', text: '' }): number {
    this.onSent(bytes);
    return this.connection.send(bytes, about);
  }

  /** Resolves when the operating system has taken everything. */
  flushed(): Promise<void> {
    return this.connection.flushed();
  }

  /** Sends FIN; what the broker still says is read. */
  end(): void {
    this.connection.end();
  }

  destroy(options: { readonly reset?: boolean } = {}): void {
    this.goSilent();
    this.connection.destroy(options);
  }

  /** A heartbeat every so many milliseconds. */
  beat(everyMs: number): void {
    this.goSilent();
    this.beating = setInterval(() => this.send(heartbeatFrame, { title: 'heartbeat', text: '' }), everyMs);
  }

  /** No heartbeats from here on. */
  goSilent(): void {
    clearInterval(this.beating);
  }

  /** The first event that `accepts` likes, or the end of the connection; the others stay for later. */
  async take(accepts: (heard: Heard) => boolean, timeoutMs: number): Promise<Event> {
    const isWanted = (event: InboxEvent<Heard>) => event.kind !== 'frame' || accepts(event.frame);
    return unwrapped(await this.heard.take(isWanted, timeoutMs, this.world.doubt(timeoutMs)));
  }

  async takeHeartbeat(timeoutMs: number): Promise<Event> {
    return unwrapped(await this.heartbeats.take(() => true, timeoutMs));
  }

  /** What was heard and nobody has asked for, the end of the connection too. */
  get unread(): readonly Event[] {
    return this.heard.pending.map(unwrapped);
  }

  get unreadHeartbeats(): readonly Event[] {
    return this.heartbeats.pending.map(unwrapped);
  }

  private async listen(onMethod: LinkOptions['onMethod']): Promise<void> {
    const assembler = new Assembler();
    for (;;) {
      const event = await this.connection.inbox.next(forEver);
      if (event.kind === 'timeout') continue;
      if (event.kind === 'closed') {
        this.goSilent();
        this.heard.push(event);
        this.heartbeats.push(event);
        return;
      }
      for (const found of assembler.hear(event)) {
        const { bytes, entry, at } = found;
        if (found.kind === 'method') onMethod(found.frame);
        const isHeartbeat = found.kind === 'octets' && found.what === 'heartbeat' && found.channel === 0;
        (isHeartbeat ? this.heartbeats : this.heard).push({ kind: 'frame', frame: found, bytes, entry, at });
      }
    }
  }
}

/** The longest that a timer can be set. */
const forEver = 0x7fffffff;

function unwrapped(event: InboxEvent<Heard> | Timeout): Event {
  if (event.kind === 'frame') return event.frame;
  // The assembler passes octets that make no frame on as something heard: there is no other garbage.
  return event.kind === 'garbage' ? { kind: 'timeout', afterMs: 0 } : event;
}
