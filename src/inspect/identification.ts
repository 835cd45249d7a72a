import type { Direction, GapReason } from '../capture/capture-sink.js';
import type { Problem } from '../protocol/problem.js';
import { NO_PROBLEMS } from '../protocol/protocol.js';
import { protocolById } from '../protocol/protocols.js';
import { type ClientHello, isRecordComplete, readClientHello, readServerHello } from '../protocol/tls/client-hello.js';
import { isDeflateAgreed } from '../protocol/websocket/http-head.js';
import { type Moment, Opening } from './opening.js';
import { isPossible, recognise, recogniseCut } from './recognition.js';
import {
  type ContentSink,
  isMaskedChain,
  isSwitching,
  readUpgrade,
  unwrapSegment,
  WebSocketLayer,
} from './websocket-layer.js';

/** What is expected of a flow before its octets have spoken. `certain`: the user has said so. */
export interface Expectation {
  readonly protocol: string;
  readonly certain: boolean;
}

/** Whose octets they are: what is found out of it is told to it. */
export interface Unidentified extends ContentSink {
  /** Octets of content, both directions together. */
  readonly bytes: number;
  kind: string | undefined;
  webSocket: WebSocketLayer | undefined;
  tls: ClientHello | undefined;
  tlsVersion: string | undefined;
  readonly begun: boolean;
  readonly clientIsGuess: boolean;
  expectation(): Expectation | undefined;
  learnClient(direction: Direction): void;
  moment(): Moment;
  at(moment: Moment, act: () => void): void;
  /** From here on both directions are cut into packets. `whole`: nothing of it came before the capture. */
  speak(protocol: string, whole: boolean): void;
  stayUndecoded(kind: string): void;
  /** Nothing is a boundary in that direction until it proves to be one. */
  search(direction: Direction): void;
  emitGap(direction: Direction, bytes: number, reason: GapReason): void;
  emitUndecodable(
    direction: Direction,
    buffer: Uint8Array,
    held: number,
    length: number,
    faults: readonly Problem[],
  ): void;
}

/**
 * Finds out what a conversation speaks, from its first octets: MQTT, AMQP, either inside WebSocket messages, or TLS.
 * Content decides; ports only help.
 */
export class Identification {
  private readonly conversation: Unidentified;
  private openings: [Opening, Opening] = [new Opening(), new Opening()];

  constructor(conversation: Unidentified) {
    this.conversation = conversation;
  }

  /** The next octets of one direction. */
  take(direction: Direction, buffer: Uint8Array, start: number, end: number): void {
    const { conversation, openings } = this;
    openings[direction].add(buffer, start, end, conversation.moment());
    if (conversation.kind === 'tls') this.readHello(openings[direction], direction);
    else if (conversation.kind === 'http') this.readHttp(openings, direction);
    else this.decide(openings, direction);
  }

  lose(direction: Direction, bytes: number, reason: GapReason): void {
    const { conversation, openings } = this;
    const opening = openings[direction];
    if (conversation.kind === 'http') {
      const isUpgraded = isSwitching(opening.bytes, opening.length);
      // Nothing else is known of the head; what follows it begins with a segment.
      opening.close();
      if (isUpgraded) this.upgrade(direction === 0 ? 1 : 0, new WebSocketLayer(conversation, false, true));
      return;
    }
    const cut = reason === 'cut' && opening.isWhole && bytes > 0;
    const found = cut ? recogniseCut(opening.bytes, opening.length, bytes) : undefined;
    if (found === undefined) opening.lose(bytes, reason);
    else {
      this.settle(openings, found, conversation.begun);
      conversation.loseContent(direction, bytes, reason);
    }
  }

  private upgrade(client: Direction, layer: WebSocketLayer): void {
    const { conversation } = this;
    if (conversation.clientIsGuess) conversation.learnClient(client);
    conversation.webSocket = layer;
    conversation.kind = undefined;
    this.openings = [new Opening(), new Opening()];
  }

  private decide(openings: [Opening, Opening], direction: Direction): void {
    const { conversation } = this;
    const { begun } = conversation;
    const opening = openings[direction];
    const { bytes, length } = opening;
    const expected = conversation.expectation();
    // Before anything else: a WebSocket frame can look like a SUBSCRIBE.
    const joined = !begun && conversation.webSocket === undefined;
    if (joined && this.isInsideWebSocket(openings, direction)) return;
    const found = recognise(bytes, 0, length);
    // TLS and WebSocket are seen through, or named, whatever the user expects inside.
    if (expected?.certain && found.as !== 'tls' && found.as !== 'http') {
      this.settle(openings, expected.protocol, begun && opening.isWhole);
      return;
    }
    // Before MQTT itself: a server's message begins with the same octet as SUBSCRIBE.
    if (!begun && this.isInsideWebSocket(openings, direction)) return;
    if (found.as === 'protocol') {
      this.settle(
        openings,
        found.protocol,
        (begun && opening.isWhole) || protocolById(found.protocol)?.begins(bytes, 0) === true,
      );
      return;
    }
    if (found.as === 'tls' || found.as === 'http') {
      conversation.kind = found.as;
      if (found.as === 'tls') this.readHello(opening, direction);
      else this.readHttp(openings, direction);
      return;
    }
    if (expected !== undefined) {
      const protocol = protocolById(expected.protocol);
      const synced = begun && opening.isWhole;
      if (!synced || (protocol !== undefined && isPossible(protocol, bytes, 0, length))) {
        this.settle(openings, expected.protocol, synced);
        return;
      }
    }
    if (found.as === 'open' && length < OPENING_LIMIT) return;
    opening.skip();
    const tries = openings[0].tries + openings[1].tries;
    if (tries > (begun ? TRIES_FROM_BEGINNING : TRIES)) conversation.stayUndecoded('foreign');
  }

  /** The protocol is known: what was held is cut into packets now, in the order of the capture. */
  private settle(openings: [Opening, Opening], protocol: string, synced: boolean): void {
    const { conversation } = this;
    conversation.speak(protocol, synced && openings[0].isWhole && openings[1].isWhole);
    for (const direction of [0, 1] as const) {
      const { skipped, isWhole, lost, reason } = openings[direction];
      if (lost !== 0) conversation.emitGap(direction, lost, reason);
      if (skipped > 0) conversation.emitUndecodable(direction, NOTHING, 0, skipped, NO_PROBLEMS);
      if (!synced || !isWhole) conversation.search(direction);
    }
    const pieces = [...piecesOf(openings[0], 0), ...piecesOf(openings[1], 1)];
    pieces.sort((a, b) => a.moment.order - b.moment.order);
    for (const { moment, direction, bytes, start, end } of pieces) {
      conversation.at(moment, () => conversation.takeContent(direction, bytes, start, end));
    }
  }

  private readHello(opening: Opening, direction: Direction): void {
    const { conversation } = this;
    const bytes = opening.bytes.subarray(0, opening.length);
    if (!isRecordComplete(bytes) && opening.length < OPENING_LIMIT) return;
    const hello = readClientHello(bytes);
    if (hello !== undefined) conversation.tls = hello;
    else conversation.tlsVersion ??= readServerHello(bytes)?.version;
    if (conversation.clientIsGuess) conversation.learnClient(hello !== undefined ? direction : direction === 0 ? 1 : 0);
    if (conversation.tls !== undefined && conversation.tlsVersion !== undefined) conversation.stayUndecoded('tls');
    else opening.close();
  }

  private readHttp(openings: [Opening, Opening], direction: Direction): void {
    const { conversation } = this;
    const other = openings[direction];
    const answer = recognise(other.bytes, 0, other.length);
    // A broker answers a stray HTTP request in its own protocol.
    if (answer.as === 'protocol') {
      this.settle(openings, answer.protocol, true);
      return;
    }
    const upgrade = readUpgrade(openings);
    if (upgrade === 'open' && other.length < OPENING_LIMIT) return;
    if (upgrade === 'none' || upgrade === 'open') {
      conversation.stayUndecoded('http');
      return;
    }
    const deflate = upgrade.response !== undefined && isDeflateAgreed(upgrade.response);
    this.upgrade(upgrade.client, new WebSocketLayer(conversation, deflate));
    for (const rest of upgrade.rest) {
      conversation.at(rest.moment, () =>
        conversation.webSocket?.push(rest.direction, rest.bytes, rest.start, rest.end),
      );
    }
  }

  /** A connection joined behind its upgrade: whole WebSocket frames whose inside proves itself. */
  private isInsideWebSocket(openings: [Opening, Opening], direction: Direction): boolean {
    const { conversation } = this;
    const { bytes, length } = openings[direction];
    // A client that sends piece by piece shows nothing of the inside at once; its frames alone are proof enough.
    if (isMaskedChain(bytes, length) && ++openings[direction].maskedSegments > 1) {
      const { pieces } = openings[direction];
      this.upgrade(direction, new WebSocketLayer(conversation, false, true));
      for (const piece of pieces) {
        conversation.at(piece.moment, () => conversation.webSocket?.push(direction, bytes, piece.start, piece.end));
      }
      return true;
    }
    const inside = unwrapSegment(bytes, 0, length);
    if (inside === undefined || inside.length === 0) return false;
    if (recognise(inside, 0, inside.length).as !== 'protocol') return false;
    conversation.webSocket = new WebSocketLayer(conversation, false);
    this.openings = [new Opening(), new Opening()];
    const pieces = [...piecesOf(openings[0], 0), ...piecesOf(openings[1], 1)];
    pieces.sort((a, b) => a.moment.order - b.moment.order);
    for (const piece of pieces) {
      conversation.at(piece.moment, () =>
        conversation.webSocket?.push(piece.direction, piece.bytes, piece.start, piece.end),
      );
    }
    return true;
  }

  /** The connection ends before its octets prove anything: then the port is believed, where it says something. */
  end(): void {
    const { conversation, openings } = this;
    if (conversation.kind !== undefined) return;
    const expected = conversation.expectation();
    const some = openings[0].length + openings[1].length > 0;
    if (expected !== undefined && some && openings[0].isWhole && openings[1].isWhole) {
      this.settle(openings, expected.protocol, conversation.begun);
    } else if (conversation.bytes > 0) conversation.stayUndecoded('foreign');
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
