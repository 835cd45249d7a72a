import type { Direction, GapReason } from '../capture/capture-sink.js';
import type { Flow, TcpStream } from '../capture/flow.js';
import type { Problem } from '../protocol/problem.js';
import type { Memory, Conversation as Spoken } from '../protocol/protocol.js';
import type { Tally } from '../protocol/tally.js';
import type { ClientHello } from '../protocol/tls/client-hello.js';
import type { Holding } from './holding.js';
import { type Expectation, Identification } from './identification.js';
import { Lane } from './lane.js';
import type { Moment } from './opening.js';
import type { WebSocketLayer } from './websocket-layer.js';

/** What a conversation was found to be. */
export type Kind = string | 'tls' | 'http' | 'foreign';

/** Where conversations live, and what they hand on. */
export interface Host {
  readonly holding: Holding;
  /** What the options or the ports say of a flow. `certain`: the user has said so. */
  expectation(flow: Flow): Expectation | undefined;
  /** The direction in which the client sends, judged by the server's port; `undefined` where that says nothing. */
  clientByPort(flow: Flow): Direction | undefined;
  /** What outlives the connections of one server. */
  memoryOf(flow: Flow, client: Direction | undefined): Memory | undefined;
  converse(id: string, begun: boolean, memory?: Memory): Spoken | undefined;
  tallyOf(protocol: string): Tally | undefined;
  moment(): Moment;
  at(moment: Moment, act: () => void): void;
  emitPacket(
    conversation: Conversation,
    direction: Direction,
    buffer: Uint8Array,
    start: number,
    end: number,
    length: number,
    lost: number,
  ): void;
  emitOther(
    kind: 'gap' | 'undecodable' | 'incomplete',
    conversation: Conversation,
    direction: Direction,
    buffer: Uint8Array,
    held: number,
    length: number,
    reason?: GapReason,
    problems?: readonly Problem[],
  ): void;
}

/**
 * One TCP connection (or UDP flow): has it found out what is spoken, cuts both directions into packets, and knows who
 * is the client.
 */
export class Conversation {
  readonly flow: Flow;
  /** `undefined` while nobody can tell. */
  kind: Kind | undefined;
  /** Its packets, once it is known what is spoken. */
  spoken: Spoken | undefined;
  /** The direction in which the client sends; `undefined` where the capture cannot tell. */
  client: Direction | undefined;
  /** `client` is read from the ports, or not known: packets may teach better. */
  clientIsGuess = true;
  /** Set where MQTT or AMQP travels inside WebSocket messages. */
  webSocket: WebSocketLayer | undefined;
  tls: ClientHello | undefined;
  /** "TLS 1.3", once the server has chosen. */
  tlsVersion: string | undefined;
  packets = 0;
  problems = 0;
  /** Octets of content, both directions together. */
  bytes = 0;
  readonly firstSeconds: number;
  readonly firstNanos: number;
  /** Views keep their own state of a conversation here. */
  attachment: unknown;
  private readonly host: Host;
  private readonly lanes: [Lane, Lane];
  /** Where packets are counted; `undefined` where each is to be seen. */
  private tally: Tally | undefined;
  /** Gone once it is known what is spoken, or that nobody will know. */
  private identification: Identification | undefined = new Identification(this);
  /** The capture shows how the connection began; not known before its first content. */
  private wasBegun: boolean | undefined;

  constructor(flow: Flow, host: Host, seconds: number, nanos: number) {
    this.flow = flow;
    this.host = host;
    this.lanes = [new Lane(this, 0, host.holding), new Lane(this, 1, host.holding)];
    this.firstSeconds = seconds;
    this.firstNanos = nanos;
  }

  /** The next octets of one direction. */
  take(direction: Direction, buffer: Uint8Array, start: number, end: number): void {
    if (this.wasBegun === undefined) this.begin();
    this.bytes += end - start;
    if (this.webSocket !== undefined) this.webSocket.push(direction, buffer, start, end);
    else this.takeContent(direction, buffer, start, end);
  }

  /** The same, out of WebSocket messages where there are such. */
  takeContent(direction: Direction, buffer: Uint8Array, start: number, end: number): void {
    if (this.spoken !== undefined) this.lanes[direction].push(buffer, start, end);
    else this.identification?.take(direction, buffer, start, end);
  }

  lose(direction: Direction, bytes: number, reason: GapReason): void {
    if (this.wasBegun === undefined) this.begin();
    if (this.webSocket !== undefined) this.webSocket.lose(direction, bytes, reason);
    else this.loseContent(direction, bytes, reason);
  }

  loseContent(direction: Direction, bytes: number, reason: GapReason): void {
    if (this.spoken !== undefined) this.lanes[direction].gap(bytes, reason);
    else this.identification?.lose(direction, bytes, reason);
  }

  end(): void {
    this.identification?.end();
    if (this.spoken === undefined) return;
    this.lanes[0].end();
    this.lanes[1].end();
  }

  /** Whether packets of `direction` that came before the one at hand may be missing: nobody can say it answers nothing. */
  lacks(direction: Direction): boolean {
    return (this.flow as Partial<TcpStream>).lacks?.(direction) ?? false;
  }

  learnClient(direction: Direction): void {
    this.client = direction;
    this.clientIsGuess = false;
  }

  /** Counts packets of which nobody wants to see more; answers where the first other one begins. */
  count(buffer: Uint8Array, start: number, end: number): number {
    const { spoken, tally } = this;
    if (tally === undefined || this.clientIsGuess || spoken?.count === undefined) return start;
    return spoken.count(tally, buffer, start, end);
  }

  emitPacket(direction: Direction, buffer: Uint8Array, start: number, end: number, length: number, lost: number): void {
    this.host.emitPacket(this, direction, buffer, start, end, length, lost);
  }

  emitGap(direction: Direction, bytes: number, reason: GapReason): void {
    this.host.emitOther('gap', this, direction, NOTHING, 0, bytes, reason);
  }

  /** `faults`: what is wrong with them, where no loss explains them. */
  emitUndecodable(
    direction: Direction,
    buffer: Uint8Array,
    held: number,
    length: number,
    faults: readonly Problem[],
  ): void {
    this.host.emitOther('undecodable', this, direction, buffer, held, length, undefined, faults);
  }

  emitIncomplete(direction: Direction, buffer: Uint8Array, held: number, length: number): void {
    this.host.emitOther('incomplete', this, direction, buffer, held, length);
  }

  /** What the options or the ports say of it. */
  expectation(): Expectation | undefined {
    return this.host.expectation(this.flow);
  }

  moment(): Moment {
    return this.host.moment();
  }

  /** Does something as if at another moment of the capture. */
  at(moment: Moment, act: () => void): void {
    this.host.at(moment, act);
  }

  /** AMQP peers may settle on another protocol than the first header asked for. */
  switchTo(protocol: string): void {
    this.speak(protocol, this.begun);
  }

  /** From here on both directions are cut into packets. `whole`: nothing of it came before the capture. */
  speak(protocol: string, whole: boolean): void {
    this.kind = protocol;
    // Octets of a text begin at a boundary, but need not begin a connection.
    const begun = whole && (this.flow as Partial<TcpStream>).transport !== 'bytes';
    this.spoken = this.host.converse(protocol, begun, this.host.memoryOf(this.flow, this.client));
    this.tally = this.host.tallyOf(protocol);
    this.identification = undefined;
  }

  /** It is something of which no packets are shown. */
  stayUndecoded(kind: Kind): void {
    this.kind = kind;
    this.identification = undefined;
  }

  /** Nothing is a boundary in that direction until it proves to be one. */
  search(direction: Direction): void {
    this.lanes[direction].search();
  }

  /** The capture shows how the connection began. */
  get begun(): boolean {
    return this.wasBegun === true;
  }

  /** Who began it is known by the time the first octets come. */
  private begin(): void {
    const { initiator, transport } = this.flow as Partial<TcpStream>;
    this.wasBegun = initiator !== undefined || transport === 'bytes';
    this.client = initiator ?? this.host.clientByPort(this.flow);
    this.clientIsGuess = initiator === undefined;
  }
}

const NOTHING = new Uint8Array(0);
