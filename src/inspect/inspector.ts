import type { CaptureComment, CaptureProgress, CaptureSink, Direction, GapReason } from '../capture/capture-sink.js';
import type { Flow, TcpStream, UdpFlow } from '../capture/flow.js';
import type { MqttVersion } from '../protocol/mqtt/packet.js';
import type { Problem } from '../protocol/problem.js';
import type { Memory } from '../protocol/protocol.js';
import type { Tally } from '../protocol/tally.js';
import { Amqp10Dialect } from './amqp10/amqp10-dialect.js';
import { Amqp091Dialect } from './amqp091/amqp091-dialect.js';
import { Conversation } from './conversation.js';
import type { Dialect, Level, Protocol } from './dialect.js';
import { Holding } from './holding.js';
import { MqttDialect } from './mqtt/mqtt-dialect.js';
import { MqttSnDialect, recogniseDatagram } from './mqttsn/mqttsn-dialect.js';
import type { Moment } from './opening.js';
import { NO_PROBLEMS, type PacketSink, PacketView, type SeenKind } from './packet-view.js';
import { WELL_KNOWN_PORTS } from './recognition.js';

/** How a capture is read. */
export interface InspectorOptions {
  readonly level: Level;
  /** Everything is this protocol, whatever it looks like. */
  readonly protocol?: Protocol;
  /** Of MQTT connections whose CONNECT was not captured: 3, 4 or 5. */
  readonly mqttVersion?: MqttVersion;
  /** Server ports, beside the well-known ones, and what is spoken there, where the user says so. */
  readonly ports?: ReadonlyMap<number, Protocol | undefined>;
}

export interface Expectation {
  readonly protocol: Protocol;
  readonly certain: boolean;
}

/** Between the capture and the views: octets in, packets out. */
export class Inspector implements CaptureSink {
  readonly holding = new Holding();
  /** One of each protocol, for weighing what a conversation may be. */
  readonly candidates: readonly Dialect[];
  onChunk?: (progress: CaptureProgress) => void;
  /** Comments of a pcapng file, the first thousand. */
  readonly comments: CaptureComment[] = [];
  private readonly view = new PacketView();
  private readonly sink: PacketSink;
  private readonly options: InspectorOptions;
  private readonly memories = new Map<string, Memory>();
  private count = 0;
  private begun = false;
  private order = 0;
  private frame = 0;
  private seconds = 0;
  private nanos = 0;

  constructor(sink: PacketSink, options: InspectorOptions) {
    this.sink = sink;
    this.options = options;
    this.candidates = [new MqttDialect(false), new Amqp091Dialect(false), new Amqp10Dialect()];
  }

  onOpen(stream: TcpStream, _frame: number, seconds: number, nanos: number): void {
    this.begin(seconds, nanos);
    stream.attachment = new Conversation(stream, this, seconds, nanos);
  }

  onData(
    stream: TcpStream,
    direction: Direction,
    buffer: Uint8Array,
    start: number,
    end: number,
    frame: number,
    seconds: number,
    nanos: number,
  ): void {
    this.frame = frame;
    this.seconds = seconds;
    this.nanos = nanos;
    this.conversation(stream).take(direction, buffer, start, end);
  }

  onGap(
    stream: TcpStream,
    direction: Direction,
    bytes: number,
    reason: GapReason,
    frame: number,
    seconds: number,
    nanos: number,
  ): void {
    this.moveTo(frame, seconds, nanos);
    this.conversation(stream).lose(direction, bytes, reason);
  }

  onComment(comment: CaptureComment): void {
    if (this.comments.length < MAXIMUM_COMMENTS) this.comments.push(comment);
  }

  onClose(stream: TcpStream): void {
    const conversation = this.conversation(stream);
    const { closing } = stream;
    if (closing !== undefined) this.moveTo(closing.frame, closing.seconds, closing.nanos);
    conversation.end();
    this.sink.onEnd?.(conversation);
    stream.attachment = undefined;
  }

  onDatagram(
    flow: UdpFlow,
    direction: Direction,
    buffer: Uint8Array,
    start: number,
    end: number,
    missing: number,
    frame: number,
    seconds: number,
    nanos: number,
  ): void {
    this.begin(seconds, nanos);
    this.moveTo(frame, seconds, nanos);
    const conversation = this.conversation(flow);
    conversation.bytes += end - start;
    if (conversation.kind === undefined && end > start) {
      const expected = this.expectation(flow)?.protocol === 'mqttsn';
      if (!expected && !recogniseDatagram(buffer, start, end)) return;
      conversation.kind = 'mqttsn';
      conversation.dialect = new MqttSnDialect();
    }
    if (conversation.dialect === undefined || start === end) return;
    this.emitPacket(conversation, direction, buffer, start, end, end - start + missing, missing);
  }

  emitPacket(
    conversation: Conversation,
    direction: Direction,
    buffer: Uint8Array,
    start: number,
    end: number,
    length: number,
    lost: number,
  ): void {
    const { view } = this;
    view.kind = 'packet';
    view.n = ++this.count;
    view.frame = this.frame;
    view.seconds = this.seconds;
    view.nanos = this.nanos;
    view.conversation = conversation;
    view.direction = direction;
    view.buffer = buffer;
    view.start = start;
    view.end = end;
    view.length = length;
    view.lost = lost;
    view.code = -1;
    view.problems = NO_PROBLEMS;
    view.answers = 0;
    conversation.dialect?.see(view, this.options.level);
    conversation.packets++;
    conversation.problems += view.problems.length;
    this.sink.onPacket(view);
  }

  /** What is no packet: a gap, octets nobody can read, a packet that never ended. */
  emitOther(
    kind: SeenKind,
    conversation: Conversation,
    direction: Direction,
    buffer: Uint8Array,
    held: number,
    length: number,
    reason?: GapReason,
    problems: readonly Problem[] = NO_PROBLEMS,
  ): void {
    const { view } = this;
    view.kind = kind;
    view.n = ++this.count;
    view.frame = this.frame;
    view.seconds = this.seconds;
    view.nanos = this.nanos;
    view.conversation = conversation;
    view.direction = direction;
    view.buffer = buffer;
    view.start = 0;
    view.end = held;
    view.length = length;
    view.lost = kind === 'gap' ? length : 0;
    view.reason = reason;
    view.name = kind;
    view.code = -1;
    view.answers = 0;
    view.problems = problems;
    conversation.problems += view.problems.length;
    this.sink.onPacket(view);
  }

  makeDialect(protocol: Protocol, begun: boolean, memory?: Memory): Dialect {
    if (protocol === 'mqtt') return new MqttDialect(begun, this.options.mqttVersion, memory);
    if (protocol === 'amqp091') return new Amqp091Dialect(begun);
    return protocol === 'amqp10' ? new Amqp10Dialect() : new MqttSnDialect();
  }

  /** What outlives the connections of one server: the same client may have another session elsewhere. */
  memoryOf(flow: Flow, client: Direction | undefined): Memory | undefined {
    if (client === undefined || this.options.level === 'counts') return undefined;
    const { address, port } = flow.endpoints[client === 0 ? 1 : 0];
    const key = `${address} ${port}`;
    const memory = this.memories.get(key) ?? new Map<string, unknown>();
    this.memories.set(key, memory);
    return memory;
  }

  /** Where the sink only counts packets of this protocol. */
  tallyOf(protocol: Protocol): Tally | undefined {
    return this.options.level === 'counts' ? this.sink.tallyOf?.(protocol) : undefined;
  }

  /** What the options or the ports say of a flow. `certain`: the user has said so. */
  expectation(flow: Flow): Expectation | undefined {
    const { protocol, ports } = this.options;
    const given = ports?.get(flow.ports[1]) ?? ports?.get(flow.ports[0]);
    if (given !== undefined) return { protocol: given, certain: true };
    if (protocol !== undefined && ports === undefined) return { protocol, certain: true };
    const known = WELL_KNOWN_PORTS.get(flow.ports[1]) ?? WELL_KNOWN_PORTS.get(flow.ports[0]);
    return known === undefined ? undefined : { protocol: known, certain: false };
  }

  /** The direction in which the client sends, judged by the server's port; `undefined` where that says nothing. */
  clientByPort(flow: Flow): Direction | undefined {
    const isServer = (port: number) => (this.options.ports?.has(port) ?? false) || SERVER_PORTS.has(port);
    const [first, second] = [isServer(flow.ports[0]), isServer(flow.ports[1])];
    if (first === second) return undefined;
    return second ? 0 : 1;
  }

  moment(): Moment {
    return { order: this.order++, frame: this.frame, seconds: this.seconds, nanos: this.nanos };
  }

  /** Does something as if at another moment of the capture. */
  at(moment: Moment, act: () => void): void {
    const { frame, seconds, nanos } = this;
    this.moveTo(moment.frame, moment.seconds, moment.nanos);
    act();
    this.moveTo(frame, seconds, nanos);
  }

  /** Times are shown from the capture's first connection or datagram. */
  private begin(seconds: number, nanos: number): void {
    if (this.begun) return;
    this.begun = true;
    this.view.startSeconds = seconds;
    this.view.startNanos = nanos;
  }

  private moveTo(frame: number, seconds: number, nanos: number): void {
    this.frame = frame;
    this.seconds = seconds;
    this.nanos = nanos;
  }

  private conversation(flow: TcpStream | UdpFlow): Conversation {
    const known = flow.attachment as Conversation | undefined;
    if (known !== undefined) return known;
    const made = new Conversation(flow, this, this.seconds, this.nanos);
    flow.attachment = made;
    return made;
  }
}

const SERVER_PORTS: ReadonlySet<number> = new Set([1883, 8883, 5672, 5671, 8083, 8084, 9001, 1884]);

const MAXIMUM_COMMENTS = 1000;
