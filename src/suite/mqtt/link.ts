import { Buffer } from 'node:buffer';
import { encodeClientPacket } from '../../codec/mqtt/client-encode.js';
import { connectVersion } from '../../codec/mqtt/decode.js';
import { headerLength } from '../../codec/mqtt/framing.js';
import type { MqttPacket, MqttPacketType, MqttVersion, Publish } from '../../codec/mqtt/packet.js';
import { Connection } from '../../net/connection.js';
import type { InboxEvent, Timeout } from '../../net/inbox.js';
import { type Evidence, ExpectationFailed } from '../../result/expectation.js';
import type { TranscriptEntry } from '../../result/transcript.js';
import type { World } from '../world.js';
import {
  describeFrame,
  fieldSpan,
  identifierOf,
  inWords,
  isPublish,
  type MqttFrame,
  mqttFraming,
  type Received,
  readFrame,
} from './frame.js';
import type { Invariants } from './invariants.js';

/** What a step waits for. */
export interface Wanted {
  /** Every permitted outcome, in words. */
  readonly expected: readonly string[];
  readonly accepts: (frame: MqttFrame) => boolean;
  /** Where that does not come: the packet that came in its place, and its field to mark. */
  readonly instead?: (frame: MqttFrame) => boolean;
  readonly field?: string;
}

export interface LinkOptions {
  readonly actor: string;
  readonly world: World;
  readonly version: MqttVersion;
  /** Acknowledge deliveries as a correct client does. */
  readonly acknowledging: boolean;
  readonly invariants: Invariants;
  readonly overWebSocket: boolean;
  /** Hears every packet that is sent, however it was made. */
  readonly onSend: (frame: MqttFrame) => void;
}

type End = Exclude<InboxEvent<MqttFrame>, { kind: 'frame' }> | Timeout;

/** One network connection of a client: packets out, packets in, nothing dropped. */
export class Link {
  /** Everything that was received, in order. */
  readonly received: Received[] = [];
  acknowledging: boolean;
  private readonly options: LinkOptions;
  private connection!: Connection<MqttFrame>;
  /** Answers that an exchange of a correct client took: a later step may still look at them. */
  private readonly answers: Received[] = [];
  /** Packets that need no reading: what the client handled by itself. */
  private readonly handled = new WeakSet<MqttFrame>();
  private readonly unreleased = new Set<number>();
  /** Topic Aliases of the broker, and what they made of messages without a Topic Name. */
  private readonly aliases = new Map<number, string>();
  private readonly aliased = new WeakMap<MqttFrame, string>();
  /** Milliseconds of performance.now() when the last octet was handed to the system. */
  lastSentAt = 0;

  static async open(options: LinkOptions): Promise<Link> {
    const link = new Link(options);
    const { target, timeoutMs } = options.world.options;
    link.connection = await Connection.open<MqttFrame>({
      host: target.host,
      port: target.port,
      ...(options.overWebSocket && target.webSocketUrl !== undefined ? { webSocketUrl: target.webSocketUrl } : {}),
      framing: mqttFraming(options.version, link.readable),
      actor: options.actor,
      transcript: options.world.transcript,
      timeoutMs,
      onFrame: (frame, bytes, entry) => link.hear({ kind: 'frame', frame, bytes, entry, at: performance.now() }),
    });
    return link;
  }

  private constructor(options: LinkOptions) {
    this.options = options;
    this.acknowledging = options.acknowledging;
  }

  get isClosed(): boolean {
    return this.connection.isClosed;
  }

  get timeoutMs(): number {
    return this.options.world.options.timeoutMs;
  }

  /** The broker has accepted a CONNECT on this connection. */
  get accepted(): boolean {
    return this.received.some(({ frame }) => frame.packet?.type === 'CONNACK' && frame.packet.reasonCode === 0);
  }

  send(packet: MqttPacket): void {
    const bytes = encodeClientPacket(packet, this.options.version);
    this.learn(bytes);
    this.write(
      bytes,
      describeFrame(readFrame(bytes, this.options.version, 'client'), this.options.version, this.readable),
    );
  }

  /** Octets as they are, whatever packets they hold; `learn` of those first. */
  sendOctets(bytes: Uint8Array, meanings: NonNullable<TranscriptEntry['meanings']>): void {
    const frame = readFrame(bytes, this.options.version, 'client');
    const { title, text } = describeFrame(frame, this.options.version, this.readable);
    const whole = bytes.length === frame.bytes.length && frame.problems.length === 0;
    this.write(bytes, { title, text: whole ? text : `${bytes.length} octets`, meanings });
  }

  /** The same in a text frame of a WebSocket. */
  sendText(bytes: Uint8Array, meanings: NonNullable<TranscriptEntry['meanings']>): void {
    this.connection.sendText(bytes, { title: 'text frame', text: `${bytes.length} octets`, meanings });
    this.lastSentAt = performance.now();
  }

  /** Frames of a WebSocket that came and were not binary. */
  get textFrames(): number {
    return this.connection.textFrames;
  }

  /** Takes note of a packet that goes out by other means than `send`. */
  learn(bytes: Uint8Array): void {
    const { version, onSend, invariants } = this.options;
    const frame = readFrame(bytes, version, 'client');
    if (frame.type === 'CONNECT') invariants.connecting(levelOf(bytes), this);
    invariants.sent(frame, this);
    onSend(frame);
  }

  private write(bytes: Uint8Array, about: Pick<TranscriptEntry, 'title' | 'text' | 'meanings'>): void {
    this.connection.send(bytes, about);
    this.lastSentAt = performance.now();
  }

  /** The packet, or an ExpectationFailed that says what was seen in its place. */
  async expect(wanted: Wanted, timeoutMs = this.timeoutMs): Promise<Received> {
    const event = await this.next(wanted.accepts, timeoutMs);
    if (event.kind === 'frame') return event;
    throw this.unmet(wanted, event);
  }

  /** Like `expect`, for what a correct client needs on its way; a step may ask for the same packet again. */
  async exchange(wanted: Wanted, timeoutMs = this.timeoutMs): Promise<Received> {
    const event = await this.take(wanted.accepts, timeoutMs);
    if (event.kind !== 'frame') throw this.unmet(wanted, event);
    this.answers.push(event);
    return event;
  }

  /** The first packet that nobody has looked at, kept answers included, or the end. */
  async next(accepts: (frame: MqttFrame) => boolean, timeoutMs = this.timeoutMs): Promise<Received | End> {
    const index = this.answers.findIndex((answer) => accepts(answer.frame));
    return index >= 0 ? (this.answers.splice(index, 1)[0] as Received) : this.take(accepts, timeoutMs);
  }

  /** The first unread packet that `accepts` likes, or the end. */
  take(accepts: (frame: MqttFrame) => boolean, timeoutMs = this.timeoutMs): Promise<Received | End> {
    return this.connection.inbox.take(
      (event) => event.kind !== 'frame' || (!this.handled.has(event.frame) && accepts(event.frame)),
      timeoutMs,
    );
  }

  /** Waits for the broker's next packet that is no delivery, or the end; judges nothing. */
  async awaitAnswer(): Promise<void> {
    const event = await this.take((frame) => !isPublish(frame));
    if (event.kind === 'frame') this.answers.push(event);
  }

  /** Waits until anything has come on this connection, or the end. */
  async peek(): Promise<void> {
    if (this.received.length > 0) return;
    const event = await this.take(() => true);
    if (event.kind === 'frame') this.answers.push(event);
  }

  /** An answer that a step has not asked for may be asked for later. */
  keep(answer: Received): void {
    this.answers.push(answer);
  }

  /** The Topic Name of a message, also where a Topic Alias stands for it. */
  topicOf(frame: MqttFrame & { readonly packet: Publish }): string {
    return this.aliased.get(frame) ?? frame.packet.topic;
  }

  /** Arrived, and nobody has asked for them. */
  unread(): Received[] {
    return this.connection.inbox.pending.filter(
      (event): event is Received => event.kind === 'frame' && !this.handled.has(event.frame),
    );
  }

  /** PINGREQ and its answer: what the broker had to send before stands unread then. */
  async fence(timeoutMs = this.timeoutMs): Promise<Received | End> {
    this.send({ type: 'PINGREQ' });
    return this.take((frame) => frame.type === 'PINGRESP', timeoutMs);
  }

  /** Waits for the end of the connection; `undefined` when it stays open. Packets stay unread. */
  async closed(timeoutMs = this.timeoutMs): Promise<Extract<InboxEvent<MqttFrame>, { kind: 'closed' }> | undefined> {
    const event = await this.connection.inbox.take((one) => one.kind === 'closed', timeoutMs);
    return event.kind === 'closed' ? event : undefined;
  }

  end(): void {
    this.connection.end();
  }

  destroy(): void {
    this.connection.destroy();
  }

  flushed(): Promise<void> {
    return this.connection.flushed();
  }

  failure(
    expected: readonly string[],
    actual: string,
    received?: Received,
    field?: string,
    note?: string,
  ): ExpectationFailed {
    return new ExpectationFailed(expected, actual, received === undefined ? {} : this.evidence(received, field, note));
  }

  inWords(received: Received): string {
    return inWords(received.frame, this.options.version, this.readable);
  }

  /** What stands unread, at most three packets of it: `SUBACK packet 10, Granted QoS 1`. */
  unreadInWords(): string | undefined {
    const unread = this.unread();
    if (unread.length === 0) return undefined;
    const shown = unread.slice(0, 3).map((one) => this.inWords(one));
    if (unread.length > 3) shown.push(`${unread.length - 3} packets more`);
    return shown.join(', ');
  }

  readonly readable = (text: string): string => this.options.world.options.namespace.readable(text);

  private unmet(wanted: Wanted, end: End): ExpectationFailed {
    const unread = this.unread();
    const instead = wanted.instead === undefined ? undefined : unread.find((one) => wanted.instead?.(one.frame));
    const culprit = instead ?? unread.find((one) => !isPublish(one.frame));
    const seen = instead === undefined ? this.unreadInWords() : this.inWords(instead);
    const evidence = culprit === undefined ? endEvidence(end) : this.evidence(culprit, instead && wanted.field);
    return new ExpectationFailed(wanted.expected, sentence(seen, end), evidence);
  }

  private evidence(received: Received, field?: string, note?: string): Evidence {
    const span = field === undefined ? undefined : fieldSpan(received.bytes, this.options.version, field);
    return {
      entry: received.entry,
      ...(span === undefined ? {} : { span }),
      ...(note === undefined ? {} : { note }),
    };
  }

  private hear(received: Received): void {
    this.received.push(received);
    this.resolveAlias(received.frame);
    this.options.invariants.received(received, this);
    if (this.acknowledging && !this.isClosed) this.acknowledge(received.frame);
  }

  private resolveAlias(frame: MqttFrame): void {
    const alias = isPublish(frame) ? frame.packet.properties?.topicAlias : undefined;
    if (alias === undefined || !isPublish(frame)) return;
    const { topic } = frame.packet;
    if (topic !== '') this.aliases.set(alias, topic);
    else this.aliased.set(frame, this.aliases.get(alias) ?? '');
  }

  private acknowledge(frame: MqttFrame): void {
    const packetIdentifier = identifierOf(frame);
    if (packetIdentifier === undefined) return;
    const answer = (type: 'PUBACK' | 'PUBREC' | 'PUBCOMP') => this.send({ type, packetIdentifier });
    if (frame.type === 'PUBREL') {
      this.handled.add(frame);
      this.unreleased.delete(packetIdentifier);
      answer('PUBCOMP');
    } else if (isPublish(frame) && frame.packet.qos === 1) {
      answer('PUBACK');
    } else if (isPublish(frame) && frame.packet.qos === 2) {
      // The same message again, not released yet: answered, but nothing new.
      if (this.unreleased.has(packetIdentifier) && frame.packet.dup) this.handled.add(frame);
      this.unreleased.add(packetIdentifier);
      answer('PUBREC');
    }
  }
}

/** The level that a CONNECT asks for; none where its name is another: what answers that may follow any version's rules. */
function levelOf(bytes: Uint8Array): MqttVersion | undefined {
  const name = Buffer.from(bytes.subarray(headerLength(bytes), headerLength(bytes) + 6)).toString('latin1');
  return name === '\0\x04MQTT' ? connectVersion(bytes) : undefined;
}

/** Packets by type and identifier, in words and as a test. */
export function packetWanted(type: MqttPacketType, identifier?: number): Wanted {
  const name = identifier === undefined ? type : `${type} for packet ${identifier}`;
  return {
    expected: [`the broker sends ${name}`],
    accepts: (frame) => frame.type === type && (identifier === undefined || identifierOf(frame) === identifier),
    instead: (frame) => frame.type === type,
    field: 'Packet Identifier',
  };
}

function sentence(seen: string | undefined, end: End): string {
  if (end.kind === 'closed') {
    const how = end.reset ? 'the broker reset the connection' : 'the broker closed the connection';
    return seen === undefined ? how : `${seen}; then ${how}`;
  }
  if (end.kind === 'garbage') return `${end.bytes.length} octets that make no MQTT packet`;
  return seen === undefined
    ? `nothing within ${end.afterMs} ms; the connection was open`
    : `${seen}; nothing else within ${end.afterMs} ms`;
}

function endEvidence(end: End): Evidence {
  return end.kind === 'timeout' ? {} : { entry: end.entry };
}
