import type { Direction, GapReason } from '../capture/capture-sink.js';
import type { Flow, TcpStream } from '../capture/flow.js';
import type { Problem } from '../codec/problem.js';
import { isDeflateAgreed } from '../codec/websocket/http-head.js';
import type { Dialect, Protocol } from './dialect.js';
import type { Inspector } from './inspector.js';
import { Lane } from './lane.js';
import { type Moment, Opening } from './opening.js';
import { NO_PROBLEMS } from './packet-view.js';
import { isPossible, recognise, recogniseCut } from './recognition.js';
import type { Tally } from './tally.js';
import { type ClientHello, isRecordComplete, readClientHello, readServerHello } from './tls-hello.js';
import { isMaskedChain, isSwitching, readUpgrade, unwrapSegment, WebSocketLayer } from './websocket-layer.js';

/** What a conversation was found to be. */
export type Kind = Protocol | 'tls' | 'http' | 'foreign';

/**
 * One TCP connection (or UDP flow): finds out what is spoken, cuts both directions into packets, and knows who is the
 * client. Content decides; ports only help.
 */
export class Conversation {
  readonly flow: Flow;
  /** `undefined` while nobody can tell. */
  kind: Kind | undefined;
  dialect: Dialect | undefined;
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
  private readonly inspector: Inspector;
  private readonly lanes: [Lane, Lane];
  /** Where packets are counted; `undefined` where each is to be seen. */
  private tally: Tally | undefined;
  private openings: [Opening, Opening] | undefined = [new Opening(), new Opening()];
  /** The capture shows how the connection began; not known before its first content. */
  private begun: boolean | undefined;

  constructor(flow: Flow, inspector: Inspector, seconds: number, nanos: number) {
    this.flow = flow;
    this.inspector = inspector;
    this.lanes = [new Lane(this, 0, inspector.holding), new Lane(this, 1, inspector.holding)];
    this.firstSeconds = seconds;
    this.firstNanos = nanos;
  }

  /** The next octets of one direction. */
  take(direction: Direction, buffer: Uint8Array, start: number, end: number): void {
    if (this.begun === undefined) this.begin();
    this.bytes += end - start;
    if (this.webSocket !== undefined) this.webSocket.push(direction, buffer, start, end);
    else this.takeContent(direction, buffer, start, end);
  }

  /** The same, out of WebSocket messages where there are such. */
  takeContent(direction: Direction, buffer: Uint8Array, start: number, end: number): void {
    if (this.dialect !== undefined) this.lanes[direction].push(buffer, start, end);
    else if (this.openings !== undefined) this.open(this.openings, direction, buffer, start, end);
  }

  lose(direction: Direction, bytes: number, reason: GapReason): void {
    if (this.begun === undefined) this.begin();
    if (this.webSocket !== undefined) this.webSocket.lose(direction, bytes, reason);
    else this.loseContent(direction, bytes, reason);
  }

  loseContent(direction: Direction, bytes: number, reason: GapReason): void {
    if (this.dialect !== undefined) this.lanes[direction].gap(bytes, reason);
    else if (this.openings !== undefined) this.loseOpening(this.openings, direction, bytes, reason);
  }

  end(): void {
    if (this.dialect === undefined && this.openings !== undefined) this.giveUp(this.openings);
    if (this.dialect === undefined) return;
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
    const { dialect, tally } = this;
    if (tally === undefined || this.clientIsGuess || dialect?.count === undefined) return start;
    return dialect.count(tally, buffer, start, end);
  }

  emitPacket(direction: Direction, buffer: Uint8Array, start: number, end: number, length: number, lost: number): void {
    this.inspector.emitPacket(this, direction, buffer, start, end, length, lost);
  }

  emitGap(direction: Direction, bytes: number, reason: GapReason): void {
    this.inspector.emitOther('gap', this, direction, NOTHING, 0, bytes, reason);
  }

  /** `faults`: what is wrong with them, where no loss explains them. */
  emitUndecodable(
    direction: Direction,
    buffer: Uint8Array,
    held: number,
    length: number,
    faults: readonly Problem[],
  ): void {
    this.inspector.emitOther('undecodable', this, direction, buffer, held, length, undefined, faults);
  }

  emitIncomplete(direction: Direction, buffer: Uint8Array, held: number, length: number): void {
    this.inspector.emitOther('incomplete', this, direction, buffer, held, length);
  }

  moment(): Moment {
    return this.inspector.moment();
  }

  /** Does something as if at another moment of the capture. */
  at(moment: Moment, act: () => void): void {
    this.inspector.at(moment, act);
  }

  /** AMQP peers may settle on another protocol than the first header asked for. */
  switchTo(protocol: Protocol): void {
    this.become(protocol, this.begun === true);
  }

  private become(protocol: Protocol, begun: boolean): void {
    this.kind = protocol;
    this.dialect = this.inspector.makeDialect(protocol, begun);
    this.tally = this.inspector.tallyOf(protocol);
  }

  /** Who began it is known by the time the first octets come. */
  private begin(): void {
    const { initiator, transport } = this.flow as Partial<TcpStream>;
    this.begun = initiator !== undefined || transport === 'bytes';
    this.client = initiator ?? this.inspector.clientByPort(this.flow);
    this.clientIsGuess = initiator === undefined;
  }

  private open(
    openings: [Opening, Opening],
    direction: Direction,
    buffer: Uint8Array,
    start: number,
    end: number,
  ): void {
    openings[direction].add(buffer, start, end, this.inspector.moment());
    if (this.kind === 'tls') this.readHello(openings[direction], direction);
    else if (this.kind === 'http') this.readHttp(openings, direction);
    else this.decide(openings, direction);
  }

  private loseOpening(openings: [Opening, Opening], direction: Direction, bytes: number, reason: GapReason): void {
    const opening = openings[direction];
    if (this.kind === 'http') {
      const isUpgraded = isSwitching(opening.bytes, opening.length);
      // Nothing else is known of the head; what follows it begins with a segment.
      opening.close();
      if (isUpgraded) this.upgrade(direction === 0 ? 1 : 0, new WebSocketLayer(this, false, true));
      return;
    }
    const cut = reason === 'cut' && opening.isWhole && bytes > 0;
    const found = cut ? recogniseCut(opening.bytes, opening.length, bytes, this.inspector.candidates) : undefined;
    if (found === undefined) opening.lose(bytes, reason);
    else {
      this.settle(openings, found, this.begun === true);
      this.lanes[direction].gap(bytes, reason);
    }
  }

  private upgrade(client: Direction, layer: WebSocketLayer): void {
    if (this.clientIsGuess) this.learnClient(client);
    this.webSocket = layer;
    this.kind = undefined;
    this.openings = [new Opening(), new Opening()];
  }

  private decide(openings: [Opening, Opening], direction: Direction): void {
    const opening = openings[direction];
    const { bytes, length } = opening;
    const expected = this.inspector.expectation(this.flow);
    // Before anything else: a WebSocket frame can look like a SUBSCRIBE.
    const joined = this.begun !== true && this.webSocket === undefined;
    if (joined && this.isInsideWebSocket(openings, direction)) return;
    const found = recognise(bytes, 0, length, this.inspector.candidates);
    // TLS and WebSocket are seen through, or named, whatever the user expects inside.
    if (expected?.certain && found.as !== 'tls' && found.as !== 'http') {
      this.settle(openings, expected.protocol, this.begun === true && opening.isWhole);
      return;
    }
    // Before MQTT itself: a server's message begins with the same octet as SUBSCRIBE.
    if (this.begun !== true && this.isInsideWebSocket(openings, direction)) return;
    if (found.as === 'protocol') {
      this.settle(
        openings,
        found.protocol,
        (this.begun === true && opening.isWhole) || isOpeningOf(found.protocol, bytes),
      );
      return;
    }
    if (found.as === 'tls' || found.as === 'http') {
      this.kind = found.as;
      if (found.as === 'tls') this.readHello(opening, direction);
      else this.readHttp(openings, direction);
      return;
    }
    if (expected !== undefined) {
      const dialect = this.inspector.makeDialect(expected.protocol, this.begun === true);
      const synced = this.begun === true && opening.isWhole;
      if (!synced || isPossible(dialect, bytes, 0, length)) {
        this.settle(openings, expected.protocol, synced);
        return;
      }
    }
    if (found.as === 'open' && length < OPENING_LIMIT) return;
    opening.skip();
    const tries = openings[0].tries + openings[1].tries;
    if (tries > (this.begun ? TRIES_FROM_BEGINNING : TRIES)) this.becomeForeign('foreign');
  }

  /** The protocol is known: what was held is cut into packets now, in the order of the capture. */
  private settle(openings: [Opening, Opening], protocol: Protocol, synced: boolean): void {
    this.openings = undefined;
    this.become(protocol, synced && openings[0].isWhole && openings[1].isWhole);
    for (const direction of [0, 1] as const) {
      const { skipped, isWhole, lost, reason } = openings[direction];
      if (lost !== 0) this.emitGap(direction, lost, reason);
      if (skipped > 0) this.emitUndecodable(direction, NOTHING, 0, skipped, NO_PROBLEMS);
      if (!synced || !isWhole) this.lanes[direction].search();
    }
    const pieces = [...piecesOf(openings[0], 0), ...piecesOf(openings[1], 1)];
    pieces.sort((a, b) => a.moment.order - b.moment.order);
    for (const { moment, direction, bytes, start, end } of pieces) {
      this.inspector.at(moment, () => this.lanes[direction].push(bytes, start, end));
    }
  }

  private readHello(opening: Opening, direction: Direction): void {
    const bytes = opening.bytes.subarray(0, opening.length);
    if (!isRecordComplete(bytes) && opening.length < OPENING_LIMIT) return;
    const hello = readClientHello(bytes);
    if (hello !== undefined) this.tls = hello;
    else this.tlsVersion ??= readServerHello(bytes)?.version;
    if (this.clientIsGuess) this.learnClient(hello !== undefined ? direction : direction === 0 ? 1 : 0);
    if (this.tls !== undefined && this.tlsVersion !== undefined) this.openings = undefined;
    else opening.close();
  }

  private readHttp(openings: [Opening, Opening], direction: Direction): void {
    const other = openings[direction];
    const answer = recognise(other.bytes, 0, other.length, this.inspector.candidates);
    // A broker answers a stray HTTP request in its own protocol.
    if (answer.as === 'protocol') {
      this.settle(openings, answer.protocol, true);
      return;
    }
    const upgrade = readUpgrade(openings);
    if (upgrade === 'open' && other.length < OPENING_LIMIT) return;
    if (upgrade === 'none' || upgrade === 'open') {
      this.becomeForeign('http');
      return;
    }
    const deflate = upgrade.response !== undefined && isDeflateAgreed(upgrade.response);
    this.upgrade(upgrade.client, new WebSocketLayer(this, deflate));
    for (const rest of upgrade.rest) {
      this.inspector.at(rest.moment, () => this.webSocket?.push(rest.direction, rest.bytes, rest.start, rest.end));
    }
  }

  /** A connection joined behind its upgrade: whole WebSocket frames whose inside proves itself. */
  private isInsideWebSocket(openings: [Opening, Opening], direction: Direction): boolean {
    const { bytes, length } = openings[direction];
    // A client that sends piece by piece shows nothing of the inside at once; its frames alone are proof enough.
    if (isMaskedChain(bytes, length) && ++openings[direction].maskedSegments > 1) {
      const { pieces } = openings[direction];
      this.upgrade(direction, new WebSocketLayer(this, false, true));
      for (const piece of pieces) {
        this.inspector.at(piece.moment, () => this.webSocket?.push(direction, bytes, piece.start, piece.end));
      }
      return true;
    }
    const inside = unwrapSegment(bytes, 0, length);
    if (inside === undefined || inside.length === 0) return false;
    if (recognise(inside, 0, inside.length, this.inspector.candidates).as !== 'protocol') return false;
    this.webSocket = new WebSocketLayer(this, false);
    this.openings = [new Opening(), new Opening()];
    const pieces = [...piecesOf(openings[0], 0), ...piecesOf(openings[1], 1)];
    pieces.sort((a, b) => a.moment.order - b.moment.order);
    for (const piece of pieces) {
      this.inspector.at(piece.moment, () => this.webSocket?.push(piece.direction, piece.bytes, piece.start, piece.end));
    }
    return true;
  }

  private becomeForeign(kind: 'foreign' | 'http'): void {
    this.kind = kind;
    this.openings = undefined;
  }

  /** The connection ends before its octets prove anything: then the port is believed, where it says something. */
  private giveUp(openings: [Opening, Opening]): void {
    if (this.kind !== undefined) return;
    const expected = this.inspector.expectation(this.flow);
    const some = openings[0].length + openings[1].length > 0;
    if (expected !== undefined && some && openings[0].isWhole && openings[1].isWhole) {
      this.settle(openings, expected.protocol, this.begun === true);
    } else if (this.bytes > 0) this.becomeForeign('foreign');
  }
}

const NOTHING = new Uint8Array(0);
/** Octets of a direction that are held while nobody knows what they are. */
const OPENING_LIMIT = 16_384;
/** Segments that are looked at before a conversation is given up as foreign. */
const TRIES = 64;
const TRIES_FROM_BEGINNING = 6;

function piecesOf(opening: Opening, direction: Direction) {
  return opening.pieces.map((piece) => ({ ...piece, direction, bytes: opening.bytes }));
}

/** CONNECT, and the protocol header of AMQP, stand at the beginning of a connection and nowhere else. */
function isOpeningOf(protocol: Protocol, bytes: Uint8Array): boolean {
  return protocol === 'mqtt' ? (bytes[0] ?? 0) >>> 4 === 1 : bytes[0] === 0x41 && bytes[1] === 0x4d;
}
