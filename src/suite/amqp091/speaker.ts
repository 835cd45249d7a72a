import type { GivenArguments } from '../../protocol/amqp091/encode.js';
import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import type { World } from '../world.js';
import type { Heard, HeardMethod } from './heard.js';
import type { Event } from './link.js';
import type { Published } from './published.js';

/** What the files around the client need of her: who says methods, and hears what the broker says. */
export interface AmqpSpeaker {
  readonly name: string;
  readonly world: World;
  /** What connection.tune said. */
  readonly offered: AmqpArguments;
  /** What connection.tune-ok said; zeros before it. */
  readonly agreed: { readonly channelMax: number; readonly frameMax: number; readonly heartbeat: number };
  /** What was published last. */
  readonly published: Published;
  /** Where the transcript has the last reply that a step awaited. */
  lastReply: number;
  readonly spareChannel: number | undefined;
  readonly handshakeTimeoutMs: number;
  readonly isOpen: boolean;
  /** What was heard and nobody has asked for. */
  readonly unread: readonly Heard[];
  connect(): Promise<void>;
  stranger(): AmqpSpeaker;
  send(method: string, values?: GivenArguments, channel?: number): number;
  call(method: string, values?: GivenArguments, channel?: number): Promise<HeardMethod | undefined>;
  publish(channel: number, values: GivenArguments, properties: GivenArguments, body: Uint8Array): void;
  take(accepts: (heard: Heard) => boolean, timeoutMs?: number): Promise<Event>;
  expectOpen(): Promise<void>;
  useChannel(channel: number): Promise<void>;
  synchronise(channel: number): Promise<void>;
  dispose(): Promise<void>;
}
