import { Buffer } from 'node:buffer';
import type { InboxEvent } from '../../net/inbox.js';
import { Peer } from '../../net/peer.js';
import { endpointOf } from '../../net/target.js';
import { encodeClientPacket } from '../../protocol/mqtt/client-encode.js';
import { connectVersion } from '../../protocol/mqtt/decode.js';
import { headerLength, packetLength } from '../../protocol/mqtt/framing.js';
import type { MqttPacket, MqttVersion, Publish } from '../../protocol/mqtt/packet.js';
import { type Evidence, ExpectationFailed } from '../../result/expectation.js';
import type { TranscriptEntry } from '../../result/transcript.js';
import type { World } from '../world.js';
import { Acknowledger } from './acknowledger.js';
import {
  describeFrame,
  fieldSpan,
  inWords,
  isPublish,
  type MqttFrame,
  mqttFraming,
  type Received,
  readFrame,
} from './frame.js';
import type { Invariants } from './invariants.js';
import { ReceivedAliases } from './received-aliases.js';
import { type End, endEvidence, endInWords } from './unmet.js';
import type { Wanted } from './wanted.js';

export interface LinkOptions {
  readonly actor: string;
  readonly world: World;
  readonly version: MqttVersion;
  /** Acknowledge deliveries as a correct client does. */
  readonly acknowledging: boolean;
  readonly invariants: Invariants;
  /** Over WebSocket, whatever the target's own transport. */
  readonly overWebSocket: boolean;
  /** Hears every packet that is sent, however it was made. */
  readonly onSend: (frame: MqttFrame) => void;
}

/** One network connection of a client: packets out, packets in, nothing dropped. */
export class Link {
  /** Everything that was received, in order. */
  readonly received: Received[] = [];
  /** Whether deliveries are acknowledged as they come. */
  acknowledging: boolean;
  private readonly options: LinkOptions;
  private connection!: Peer<MqttFrame>;
  /** Answers that an exchange of a correct client took: a later step may still look at them. */
  private readonly answers: Received[] = [];
  private readonly acknowledger = new Acknowledger((packet) => this.send(packet));
  private readonly aliases = new ReceivedAliases();
  /** Milliseconds of performance.now() when the last octet was handed to the system. */
  lastSentAt = 0;

  static async open(options: LinkOptions): Promise<Link> {
    const link = new Link(options);
    const { target, timeoutMs } = options.world.options;
    link.connection = await Peer.dial<MqttFrame>({
      ...endpointOf(target, options.overWebSocket),
      framing: mqttFraming(options.version, link.readable),
      actor: options.actor,
      transcript: options.world.transcript,
      timeoutMs,
      doubt: options.world.doubt(timeoutMs),
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
    const { version } = this.options;
    const bytes = encodeClientPacket(packet, version);
    this.write(bytes, describeFrame(this.learn(bytes), version, this.readable));
  }

  /** Octets as they are, whatever packets they hold; `learn` of those first. */
  sendOctets(bytes: Uint8Array, meanings: NonNullable<TranscriptEntry['meanings']>): void {
    const frame = readFrame(bytes, this.options.version, 'client');
    const { title, text } = describeFrame(frame, this.options.version, this.readable);
    const isOnePacket = packetLength(bytes) === bytes.length && frame.problems.length === 0;
    this.write(bytes, { title, text: isOnePacket ? text : `${bytes.length} octets`, meanings });
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
  learn(bytes: Uint8Array): MqttFrame {
    const { version, onSend, invariants } = this.options;
    const frame = readFrame(bytes, version, 'client');
    if (frame.type === 'CONNECT') invariants.connecting(levelOf(bytes), this);
    invariants.sent(bytes, this);
    onSend(frame);
    return frame;
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
    this.keep(event);
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
      (event) => event.kind !== 'frame' || (!this.acknowledger.isHandled(event.frame) && accepts(event.frame)),
      timeoutMs,
      this.options.world.doubt(timeoutMs),
    );
  }

  /** Waits for a packet that `accepts` likes, or the end; judges nothing, and a later step may ask for the packet. */
  async witness(accepts: (frame: MqttFrame) => boolean): Promise<void> {
    const event = await this.take(accepts);
    if (event.kind === 'frame') this.keep(event);
  }

  /** An answer that a step has not asked for may be asked for later. */
  keep(answer: Received): void {
    this.answers.push(answer);
  }

  /** The Topic Name of a message, also where a Topic Alias stands for it. */
  topicOf(frame: MqttFrame & { readonly packet: Publish }): string {
    return this.aliases.topicOf(frame);
  }

  /** Arrived, and nobody has asked for them. */
  unread(): Received[] {
    return this.connection.inbox.pending.filter(
      (event): event is Received => event.kind === 'frame' && !this.acknowledger.isHandled(event.frame),
    );
  }

  /** PINGREQ and its answer: what the broker had to send before stands unread then. */
  async fence(timeoutMs = this.timeoutMs): Promise<Received | End> {
    this.send({ type: 'PINGREQ' });
    return this.take((frame) => frame.type === 'PINGRESP', timeoutMs);
  }

  /** Waits for the end of the connection; `undefined` when it stays open. Packets stay unread. */
  async closed(timeoutMs = this.timeoutMs): Promise<Extract<InboxEvent<MqttFrame>, { kind: 'closed' }> | undefined> {
    const doubt = this.options.world.doubt(timeoutMs);
    const event = await this.connection.inbox.take((one) => one.kind === 'closed', timeoutMs, doubt);
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

  /** What to throw; `received` is shown as the evidence, with the field of that name marked. */
  failure(expected: readonly string[], actual: string, received?: Received, field?: string): ExpectationFailed {
    return new ExpectationFailed(expected, actual, received === undefined ? {} : this.evidence(received, field));
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

  private write(bytes: Uint8Array, about: Pick<TranscriptEntry, 'title' | 'text' | 'meanings'>): void {
    this.connection.send(bytes, about);
    this.lastSentAt = performance.now();
  }

  private unmet(wanted: Wanted, end: End): ExpectationFailed {
    const unread = this.unread();
    const instead = wanted.instead === undefined ? undefined : unread.find((one) => wanted.instead?.(one.frame));
    const culprit = instead ?? unread.find((one) => !isPublish(one.frame));
    const seen = instead === undefined ? this.unreadInWords() : this.inWords(instead);
    const evidence = culprit === undefined ? endEvidence(end) : this.evidence(culprit, instead && wanted.field);
    return new ExpectationFailed(wanted.expected, endInWords(end, seen), evidence);
  }

  private evidence({ bytes, entry }: Received, field?: string): Evidence {
    const span = field === undefined ? undefined : fieldSpan(bytes, this.options.version, field);
    return { entry, ...(span === undefined ? {} : { span }) };
  }

  private hear(received: Received): void {
    this.received.push(received);
    this.aliases.note(received.frame);
    this.options.invariants.received(received, this);
    if (this.acknowledging && !this.isClosed) this.acknowledger.answer(received.frame);
  }
}

/** The level that a CONNECT asks for; none where its name is another: what answers that may follow any version's rules. */
function levelOf(bytes: Uint8Array): MqttVersion | undefined {
  const name = Buffer.from(bytes.subarray(headerLength(bytes), headerLength(bytes) + 6)).toString('latin1');
  return name === '\0\x04MQTT' ? connectVersion(bytes) : undefined;
}
