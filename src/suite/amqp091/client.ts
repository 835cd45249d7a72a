import { Buffer } from 'node:buffer';
import { setTimeout as wait } from 'node:timers/promises';
import { decodeFrame } from '../../protocol/amqp091/decode.js';
import { methodByName } from '../../protocol/amqp091/definitions.js';
import {
  encodeBody,
  encodeContent,
  encodeMethod,
  encodeProtocolHeader,
  type GivenArguments,
} from '../../protocol/amqp091/encode.js';
import type { AmqpArguments, MethodFrame } from '../../protocol/amqp091/frame.js';
import type { Actor, ByteRow, SendingBytes } from '../actor.js';
import type { Table } from '../words/table.js';
import { World } from '../world.js';
import { type Consuming, expectEnd, expectReply, surprise } from './answers.js';
import { connectionOptions, type HandshakeOptions, handshakeArguments, shakeHands } from './handshake.js';
import { type Heard, type HeardMethod, methodsIn, summaryOf, titleOf } from './heard.js';
import { Invariants } from './invariants.js';
import { AmqpLink, type Event } from './link.js';
import { contentHeader, nothingPublished, type Published } from './published.js';
import { expectReaction } from './reactions.js';
import type { AmqpSpeaker } from './speaker.js';
import { rememberDeclared } from './sweeper.js';

/** Alice, speaking AMQP 0-9-1 frame by frame. */
export class AmqpClient implements Actor, AmqpSpeaker {
  readonly name: string;
  readonly world: World;
  /** What connection.start and connection.tune said. */
  start: AmqpArguments = {};
  offered: AmqpArguments = {};
  /** What connection.tune-ok said; zeros before it. */
  agreed = { channelMax: 0, frameMax: 0, heartbeat: 0 };
  /** The channels that are open as far as this client knows. */
  readonly channels = new Set<number>();
  /** Consumers by the queue's readable name. */
  readonly consumers = new Map<string, Consuming[]>();
  /** What was published last. */
  published: Published = nothingPublished;
  /** Where the transcript has the last reply that a step awaited. */
  lastReply = -1;
  /** The last basic.qos of each channel. */
  private readonly prefetch = new Map<number, AmqpArguments>();
  private link: AmqpLink | undefined;
  private phase: 'network' | 'open' | 'closing' = 'network';

  constructor(name: string, world: World) {
    this.name = name;
    this.world = world;
    world.state(clients).push(this);
  }

  /** A channel that no scenario uses, while the connection is open and the agreement leaves one. */
  get spareChannel(): number | undefined {
    const next = Math.max(100, ...this.channels) + 1;
    return this.isOpen && next <= this.agreed.channelMax ? next : undefined;
  }

  get timeoutMs(): number {
    return this.world.options.timeoutMs;
  }

  /** Handshakes that fail may take a while to be told: brokers slow down who guesses passwords (4.10.2). */
  get handshakeTimeoutMs(): number {
    return this.timeoutMs * 4;
  }

  /** Serving, as far as it is known: a correct farewell is possible. */
  get isOpen(): boolean {
    return this.phase === 'open' && this.link?.isClosed === false;
  }

  async connect(options: Table = []): Promise<void> {
    await this.connectUpTo('channel.open-ok', connectionOptions(this.world, options));
  }

  async attempt(options: Table = []): Promise<void> {
    const said = connectionOptions(this.world, options);
    await this.connectUpTo('connection.tune', said);
    for (const method of ['connection.tune-ok', 'connection.open'])
      this.send(method, handshakeArguments(this, method, said));
  }

  reconnect(options: Table = []): Promise<void> {
    return this.connect(options);
  }

  /** A correct handshake, as far as having received `last`. */
  async connectUpTo(last: string, options: HandshakeOptions = connectionOptions(this.world, [])): Promise<void> {
    await this.openNetwork();
    this.network.send(encodeProtocolHeader(), { title: 'protocol-header', text: 'AMQP 0 0 9 1' });
    await shakeHands(this, last, options);
  }

  async openNetwork(): Promise<void> {
    await this.dispose();
    this.channels.clear();
    this.consumers.clear();
    this.prefetch.clear();
    this.phase = 'network';
    this.agreed = { channelMax: 0, frameMax: 0, heartbeat: 0 };
    const invariants = new Invariants(this);
    this.link = await AmqpLink.open({
      actor: this.name,
      world: this.world,
      onSent: (bytes) => invariants.sent(bytes),
      onFrame: (_, bytes) => invariants.received(bytes),
      onMethod: (frame) => this.learn(frame),
    });
  }

  /** Sends one method frame; what the client itself must remember of it is remembered. */
  send(method: string, values: GivenArguments = {}, channel = method.startsWith('connection.') ? 0 : 1): number {
    return this.sendFrame(encodeMethod(channel, method, values));
  }

  /** basic.publish, content header and bodies in one go. */
  publish(channel: number, values: GivenArguments, properties: GivenArguments, body: Uint8Array): void {
    const [header, ...bodies] = encodeContent(channel, 'basic', properties, body, this.agreed.frameMax);
    if (header === undefined) return;
    this.published = { properties: header.subarray(19, header.length - 1), body };
    this.send('basic.publish', values, channel);
    for (const frame of [header, ...bodies]) this.sendFrame(frame);
  }

  /** The message "a message" to a queue, its property flags and list as given. */
  publishOctets(queue: string, properties: Uint8Array): void {
    const body = Buffer.from('a message');
    this.published = { properties, body };
    this.send('basic.publish', { 'routing-key': queue });
    this.sendFrame(contentHeader(properties, body.length));
    for (const frame of encodeBody(1, body)) this.sendFrame(frame);
  }

  /** Resolves when the operating system has taken everything. */
  async flushed(): Promise<void> {
    await this.link?.flushed();
  }

  /** What was heard and nobody has asked for. */
  get unread(): readonly Heard[] {
    return (this.link?.unread ?? []).filter(isHeard);
  }

  sendFrame(bytes: Uint8Array): number {
    const { frame } = decodeFrame(bytes);
    if (frame?.type === 'method') this.remember(frame);
    return this.network.send(
      bytes,
      frame === undefined ? undefined : { title: titleOf(frame), text: summaryOf(frame) },
    );
  }

  /** Sends a method and awaits the reply that the standard gives it, if any. */
  async call(method: string, values: GivenArguments = {}, channel?: number): Promise<HeardMethod | undefined> {
    const on = channel ?? (method.startsWith('connection.') ? 0 : 1);
    this.send(method, values, on);
    const replies = values['no-wait'] === true ? [] : (methodByName(method)?.replies ?? []);
    return replies[0] === undefined ? undefined : expectReply(this, replies[0], on);
  }

  /** A correct client opens a channel before it uses it. */
  async useChannel(channel: number): Promise<void> {
    if (!this.channels.has(channel)) await this.call('channel.open', {}, channel);
  }

  async sendBytes(rows: readonly ByteRow[], how: SendingBytes = 'at once'): Promise<void> {
    const bytes = Buffer.concat(rows.map((row) => row.bytes));
    for (const frame of methodsIn(bytes)) this.remember(frame);
    const about = { title: 'octets', text: `${bytes.length}, as written`, meanings: rows };
    if (how !== 'one at a time') {
      this.network.send(bytes, about);
      if (how === 'then close') this.link?.end();
      return;
    }
    for (const [index, octet] of bytes.entries()) {
      // A pause between two octets, so that they do arrive one by one.
      await wait(1);
      this.network.send(
        Uint8Array.of(octet),
        index === 0 ? { ...about, text: `${bytes.length}, one at a time` } : undefined,
      );
      await this.link?.flushed();
    }
  }

  async expectBytes(rows: readonly ByteRow[]): Promise<void> {
    const wanted = Buffer.concat(rows.map((row) => row.bytes));
    const event = await this.take(() => true, this.handshakeTimeoutMs);
    if (isHeard(event) && wanted.equals(event.bytes)) return;
    const meanings = rows.map((row) => row.meaning).filter((meaning) => meaning !== '');
    throw surprise(this, [`the ${wanted.length} octets ${wanted.toString('hex')}: ${meanings.join(', ')}`], event);
  }

  async disconnect(): Promise<void> {
    await this.call('connection.close', { 'reply-code': 200, 'reply-text': 'bye' });
    this.phase = 'closing';
    this.link?.end();
  }

  async drop(options: { readonly reset?: boolean } = {}): Promise<void> {
    await this.link?.flushed();
    this.link?.destroy(options);
  }

  /** No heartbeats from here on. */
  goSilent(): void {
    this.link?.goSilent();
  }

  async expectClosed(withinMs = this.handshakeTimeoutMs): Promise<void> {
    await expectEnd(this, withinMs);
  }

  async expectReaction(rows: Table): Promise<void> {
    await expectReaction(this, rows);
  }

  async expectOpen(): Promise<void> {
    await this.synchronise(1);
  }

  /** Methods of one channel are handled in order, and basic.qos always succeeds; said again it changes nothing. */
  async synchronise(channel: number): Promise<void> {
    await this.call('basic.qos', this.prefetch.get(channel), channel);
  }

  /** Somebody else on the same broker, out of the transcript's sight. */
  stranger(): AmqpClient {
    return new AmqpClient('Stranger', new World(this.world.options));
  }

  async expectNothingMore(): Promise<void> {
    for (const channel of this.channels) await this.synchronise(channel);
    const beats = this.agreed.heartbeat === 0 ? (this.link?.unreadHeartbeats ?? []) : [];
    const [left] = [...(this.link?.unread ?? []), ...beats];
    if (left !== undefined) throw surprise(this, ['nothing more'], left);
  }

  /** The first event that `accepts` likes, or the end of the connection; the others stay for later. */
  take(accepts: (heard: Heard) => boolean, timeoutMs = this.timeoutMs): Promise<Event> {
    return this.network.take(accepts, timeoutMs);
  }

  /** Heartbeats wait apart: they may come between any two frames. */
  takeHeartbeat(timeoutMs: number): Promise<Event> {
    return this.network.takeHeartbeat(timeoutMs);
  }

  /** A line in the transcript that is not octets. */
  note(title: string, text: string): number {
    return this.world.transcript.add({ actor: this.name, direction: 'event', title, text });
  }

  async dispose(): Promise<void> {
    const { link } = this;
    this.link = undefined;
    if (link === undefined || link.isClosed) return;
    if (this.phase === 'open') {
      link.send(encodeMethod(0, 'connection.close', { 'reply-code': 200 }), { title: 'connection.close', text: '200' });
      await link.take((heard) => heard.kind === 'method' && heard.frame.method === 'connection.close-ok', 500);
    }
    this.phase = 'closing';
    link.destroy();
  }

  private get network(): AmqpLink {
    if (this.link === undefined) throw new Error(`${this.name} has no network connection`);
    return this.link;
  }

  /** What the broker's methods change. */
  private learn({ method, channel, arguments: values }: MethodFrame): void {
    if (method === 'connection.start') this.start = values;
    if (method === 'connection.tune') this.offered = values;
    if (method === 'connection.open-ok') this.phase = 'open';
    if (method === 'connection.close') this.phase = 'closing';
    if (method === 'channel.open-ok') {
      this.channels.add(channel);
      this.prefetch.delete(channel);
    }
    if (method === 'channel.close' || method === 'channel.close-ok') this.channels.delete(channel);
  }

  /** What this client's own methods change. */
  private remember(frame: MethodFrame): void {
    const { method, channel, arguments: values } = frame;
    if (method === 'basic.qos') this.prefetch.set(channel, values);
    rememberDeclared(this.world, frame, {
      present: () => this.world.state(clients),
      fresh: () => new AmqpClient('clean-up', this.world),
    });
    if (method === 'connection.close') this.phase = 'closing';
    if (method !== 'connection.tune-ok') return;
    const said = (name: string) => Number(values[name] ?? 0);
    // Zero is no limit; where the broker had proposed one, a correct client keeps to it nevertheless.
    const limit = (name: string) => said(name) || Number(this.offered[name] ?? 0);
    this.agreed = { channelMax: limit('channel-max'), frameMax: limit('frame-max'), heartbeat: said('heartbeat') };
    if (this.agreed.heartbeat > 0) this.link?.beat(this.agreed.heartbeat * 500);
  }
}

/** Everybody who speaks AMQP in a scenario. */
const clients = (): AmqpClient[] => [];

/** The AMQP client of that name. */
export function amqpClient(world: World, name: string): AmqpClient {
  const actor = world.actor(name);
  if (actor instanceof AmqpClient) return actor;
  throw new Error(`${name} does not speak AMQP in a feature of ${world.options.spec}`);
}

const isHeard = (event: Event): event is Heard => event.kind !== 'closed' && event.kind !== 'timeout';
