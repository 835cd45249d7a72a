import type { CaptureComment, CaptureProgress, CaptureSink, Direction, GapReason } from '../capture/capture-sink.js';
import type { Flow, TcpStream, UdpFlow } from '../capture/flow.js';
import type { Problem, Role } from '../protocol/problem.js';
import { type Facts, type Level, type Memory, NO_PROBLEMS, type Conversation as Spoken } from '../protocol/protocol.js';
import { PROTOCOLS, protocolById } from '../protocol/protocols.js';
import type { Tally } from '../protocol/tally.js';
import { Conversation, type Host } from './conversation.js';
import { Holding } from './holding.js';
import type { Expectation } from './identification.js';
import type { Moment } from './opening.js';
import { type PacketSink, PacketView, type SeenKind } from './packet-view.js';

/** How a capture is read. */
export interface InspectorOptions {
  readonly level: Level;
  /** Everything is this protocol, whatever it looks like. */
  readonly protocol?: string;
  /** Of that protocol's connections whose beginning was not captured: `5.0`, `3.1.1`. */
  readonly version?: string;
  /** Server ports, beside the well-known ones, and what is spoken there, where the user says so. */
  readonly ports?: ReadonlyMap<number, string | undefined>;
}

/** Between the capture and the views: octets in, packets out. */
export class Inspector implements CaptureSink, Host {
  readonly holding = new Holding();
  onChunk?: (progress: CaptureProgress) => void;
  /** Comments of a pcapng file, the first thousand. */
  readonly comments: CaptureComment[] = [];
  private readonly view = new PacketView();
  private readonly sink: PacketSink;
  private readonly options: InspectorOptions;
  /** One packet at a time: what is known of it, by protocol. */
  private readonly facts: ReadonlyMap<string, Facts> = new Map(PROTOCOLS.map(({ id, makeFacts }) => [id, makeFacts()]));
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
      const expected = this.expectation(flow)?.protocol;
      const spoken = PROTOCOLS.find(
        ({ id, carrier, opens }) => carrier === 'datagram' && (id === expected || opens(buffer, start, end) === 'yes'),
      );
      if (spoken === undefined) return;
      conversation.kind = spoken.id;
      conversation.spoken = this.converse(spoken.id, false);
    }
    if (conversation.spoken === undefined || start === end) return;
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
    view.facts = undefined;
    const learnt = conversation.spoken?.learn(view);
    if (learnt?.client !== undefined) conversation.learnClient(learnt.client);
    if (learnt?.protocol !== undefined) conversation.switchTo(learnt.protocol);
    conversation.spoken?.see(view, this.options.level);
    if (view.problems.length > 0) view.problems = blamed(view.problems, view.from);
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
    view.problems = blamed(problems, view.from);
    conversation.problems += view.problems.length;
    this.sink.onPacket(view);
  }

  converse(id: string, begun: boolean, memory?: Memory): Spoken | undefined {
    const { protocol, version } = this.options;
    const facts = this.facts.get(id) ?? {};
    const told = protocol === undefined || protocol === id ? version : undefined;
    return protocolById(id)?.converse({ begun, facts, version: told, memory });
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
  tallyOf(protocol: string): Tally | undefined {
    return this.options.level === 'counts' ? this.sink.tallyOf?.(protocol) : undefined;
  }

  /** What the options or the ports say of a flow. `certain`: the user has said so. */
  expectation(flow: Flow): Expectation | undefined {
    const { protocol, ports } = this.options;
    const given = ports?.get(flow.ports[1]) ?? ports?.get(flow.ports[0]);
    if (given !== undefined) return { protocol: given, certain: true };
    if (protocol !== undefined && ports === undefined) return { protocol, certain: true };
    const known = CUSTOMARY_PORTS.get(flow.ports[1]) ?? CUSTOMARY_PORTS.get(flow.ports[0]);
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

/** What the ports say of a conversation; content speaks louder. */
const CUSTOMARY_PORTS: ReadonlyMap<number, string> = new Map(
  PROTOCOLS.flatMap(({ id, ports }) => ports.map((port): [number, string] => [port, id])),
);

/** Servers', whatever is spoken inside: TLS, WebSocket. */
const SERVER_PORTS: ReadonlySet<number> = new Set([...CUSTOMARY_PORTS.keys(), 8883, 5671, 8083, 8084, 9001, 1884]);

const MAXIMUM_COMMENTS = 1000;

/** What a codec did not know when it found the fault: who sent the octets. */
function blamed(problems: readonly Problem[], from: Role | null): readonly Problem[] {
  if (from === null || problems.every(({ blames }) => blames !== null)) return problems;
  return problems.map((problem) => (problem.blames === null ? { ...problem, blames: from } : problem));
}
