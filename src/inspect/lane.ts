import type { Direction, GapReason } from '../capture/capture-sink.js';
import type { Problem } from '../protocol/problem.js';
import { HEADER_INCOMPLETE, NO_PROBLEMS, type Conversation as Spoken } from '../protocol/protocol.js';
import { AT_SEGMENT_EDGE, judgeBoundary } from './boundary.js';
import { HEAD, type Holding } from './holding.js';
import type { Moment } from './opening.js';

/** Whose direction it is: packets, and what is none, are handed to it. */
export interface LaneOwner {
  readonly spoken: Spoken | undefined;
  readonly webSocket: object | undefined;
  /** Counts packets of which nobody wants to see more; answers where the first other one begins. */
  count(buffer: Uint8Array, start: number, end: number): number;
  moment(): Moment;
  at(moment: Moment, act: () => void): void;
  emitPacket(direction: Direction, buffer: Uint8Array, start: number, end: number, length: number, lost: number): void;
  emitGap(direction: Direction, bytes: number, reason: GapReason): void;
  emitUndecodable(
    direction: Direction,
    buffer: Uint8Array,
    held: number,
    length: number,
    faults: readonly Problem[],
  ): void;
  emitIncomplete(direction: Direction, buffer: Uint8Array, held: number, length: number): void;
}

/**
 * One direction of a conversation, cut into packets. Whole packets are handed on where they lie; what is cut by the end
 * of a segment is held until the rest comes. After a loss the lane looks for the next boundary that proves itself.
 */
export class Lane {
  readonly direction: Direction;
  private readonly conversation: LaneOwner;
  private readonly holding: Holding;
  private held: Uint8Array | undefined;
  private heldLength = 0;
  /** Octets the packet in progress claims; 0 while its header is incomplete. */
  private claimed = 0;
  /** Octets of the packet in progress that have gone by: held, let go, or lost. */
  private passed = 0;
  /** Looking for a boundary: the octets at hand are in `held`. */
  private searching = false;
  /** Octets that were stepped over in this search. */
  private skipped = 0;
  /** Where segments begin in `held`, and when they came, while searching. */
  private edges: Edge[] = [];
  /** Octets of the packet in progress that the capture does not hold. */
  private lost = 0;
  /** What is wrong with the octets that began the search; nothing where a loss did. */
  private faults: readonly Problem[] = NO_PROBLEMS;

  constructor(conversation: LaneOwner, direction: Direction, holding: Holding) {
    this.conversation = conversation;
    this.direction = direction;
    this.holding = holding;
  }

  /** Begins in the middle of a conversation: nothing is a boundary until it proves to be one. */
  search(faults: readonly Problem[] = NO_PROBLEMS): void {
    this.searching = true;
    this.faults = faults;
    this.skipped = 0;
    this.edges = [];
  }

  push(buffer: Uint8Array, start: number, end: number): void {
    let at = start;
    while (at < end) {
      if (this.searching) at = this.seek(buffer, at, end, at === start);
      else if (this.passed > 0) at = this.resume(buffer, at, end);
      else at = this.cut(buffer, at, end);
    }
  }

  /** `bytes` octets will never come; -1 where nobody knows how many. */
  gap(bytes: number, reason: GapReason): void {
    const { conversation } = this;
    const inside = this.claimed > 0 && bytes >= 0 && this.passed + bytes <= this.claimed;
    if (inside) {
      conversation.emitGap(this.direction, bytes, reason);
      this.passed += bytes;
      this.lost += bytes;
      if (this.passed === this.claimed) this.finish();
      return;
    }
    if (this.searching) this.giveUp();
    else if (this.claimed > 0) {
      this.lost += this.claimed - this.passed;
      this.finish();
    } else if (this.passed > 0) this.dropHeld();
    conversation.emitGap(this.direction, bytes, reason);
    conversation.spoken?.lose();
    this.search();
  }

  /** The connection or the capture is over. */
  end(): void {
    if (this.searching) this.giveUp();
    else if (this.passed > 0) {
      const { held, heldLength, passed, claimed } = this;
      this.release();
      this.conversation.emitIncomplete(this.direction, held ?? NOTHING, heldLength, Math.max(claimed, passed));
      this.free(held);
    }
  }

  /** Packets that lie whole in `buffer` are handed on; the rest is held. */
  private cut(buffer: Uint8Array, start: number, end: number): number {
    const { conversation } = this;
    const { spoken } = conversation;
    if (spoken === undefined) return end;
    let at = start;
    while (at < end) {
      at = conversation.count(buffer, at, end);
      if (at === end) return end;
      const length = spoken.claim(buffer, at, end);
      if (length < 0) {
        this.breakOff(buffer, at, end);
        return at;
      }
      if (length === HEADER_INCOMPLETE || at + length > end) {
        this.claimed = length;
        this.hold(buffer, at, end);
        return end;
      }
      conversation.emitPacket(this.direction, buffer, at, at + length, length, 0);
      at += length;
      if (conversation.spoken !== spoken) return at;
    }
    return at;
  }

  /** Goes on with the packet in progress; answers where the octets behind it begin. */
  private resume(buffer: Uint8Array, start: number, end: number): number {
    let at = start;
    if (this.claimed === 0) {
      // One octet at a time, until the header says how long the packet is.
      while (this.claimed === 0 && at < end) {
        this.hold(buffer, at, at + 1);
        at++;
        const length = this.conversation.spoken?.claim(this.held ?? NOTHING, 0, this.heldLength) ?? -1;
        if (length < 0) {
          this.breakOff(this.held ?? NOTHING, 0, this.heldLength);
          return at;
        }
        this.claimed = length;
      }
      if (this.claimed === 0) return at;
    }
    const taken = Math.min(end - at, this.claimed - this.passed);
    this.hold(buffer, at, at + taken);
    if (this.passed >= this.claimed) this.finish();
    return at + taken;
  }

  /** Hands on the packet in progress with what there is of it. */
  private finish(): void {
    const { conversation, held = NOTHING, heldLength, claimed, lost } = this;
    this.release();
    const isCounted = heldLength === claimed && conversation.count(held, 0, claimed) === claimed;
    if (!isCounted) conversation.emitPacket(this.direction, held, 0, heldLength, claimed, lost);
    this.free(held);
  }

  /** Octets are held only as long as all before them are, and within the limits. */
  private hold(buffer: Uint8Array, start: number, end: number): void {
    const length = end - start;
    if (this.heldLength === this.passed) {
      const wanted = this.heldLength + length;
      const room = this.reserve(wanted);
      const taken = Math.min(length, room - this.heldLength);
      if (taken > 0) {
        if (length <= 32)
          for (let i = 0; i < taken; i++) (this.held as Uint8Array)[this.heldLength + i] = buffer[start + i] ?? 0;
        else this.held?.set(buffer.subarray(start, start + taken), this.heldLength);
        this.heldLength += taken;
      }
    }
    this.passed += length;
  }

  /** Room for `wanted` octets, or for as many as the limits allow; answers how many fit. */
  private reserve(wanted: number): number {
    const had = this.held;
    if (had !== undefined && had.length >= wanted) return had.length;
    // A packet whose length is known gets its buffer at once if it is small; a large claim grows with what arrives.
    const size = this.claimed > wanted && this.claimed <= HEAD ? this.claimed : wanted;
    const grown =
      this.holding.take(Math.min(size, this.holding.perPacket)) ??
      (had === undefined ? this.holding.take(HEAD) : undefined);
    if (grown === undefined) return had?.length ?? 0;
    if (had !== undefined) {
      grown.set(had.subarray(0, this.heldLength));
      this.holding.give(had);
    }
    this.held = grown;
    return grown.length;
  }

  private release(): void {
    this.held = undefined;
    this.heldLength = 0;
    this.claimed = 0;
    this.passed = 0;
    this.lost = 0;
  }

  private free(buffer: Uint8Array | undefined): void {
    if (buffer !== undefined) this.holding.give(buffer);
  }

  /** No packet can begin here: looks on behind it. What is held of a header is looked at again. */
  private breakOff(buffer: Uint8Array, start: number, end: number): void {
    const { spoken } = this.conversation;
    const faults = spoken?.explain(buffer.subarray(start, end));
    spoken?.lose();
    this.search(faults);
    this.claimed = 0;
    this.passed = 0;
  }

  private dropHeld(): void {
    const { held, heldLength } = this;
    this.release();
    if (held !== undefined)
      this.conversation.emitUndecodable(this.direction, held, heldLength, heldLength, NO_PROBLEMS);
    this.free(held);
  }

  /** Collects octets until a boundary among them proves itself; then goes on from there. */
  private seek(buffer: Uint8Array, start: number, end: number, aligned: boolean): number {
    const taken = Math.min(end - start, SEARCH_WINDOW - this.heldLength);
    if (aligned) this.edges.push({ at: this.heldLength, moment: this.conversation.moment() });
    this.passed = this.heldLength;
    this.hold(buffer, start, start + taken);
    this.passed = 0;
    const held = this.held ?? NOTHING;
    const edge = start + taken === end;
    const found = this.findBoundary(held, this.heldLength, edge);
    if (found >= 0) this.goOn(held, found);
    return start + taken;
  }

  /** Offset of a proven boundary in `held`; -1 where there is none yet, after letting go what cannot hold one. */
  private findBoundary(held: Uint8Array, length: number, edge: boolean): number {
    const spoken = this.conversation.spoken;
    if (spoken === undefined) return -1;
    let keep = length;
    let nextEdge = 0;
    const isWebSocket = this.conversation.webSocket !== undefined;
    for (let at = 0; at < length; at++) {
      while ((this.edges[nextEdge]?.at ?? length) < at) nextEdge++;
      const begins = this.edges[nextEdge]?.at === at ? AT_SEGMENT_EDGE : 0;
      // A WebSocket message may hold a piece of a packet, a single string even: only one of whole packets says something.
      const aligned = isWebSocket ? 0 : begins;
      const atEnd = edge ? (isWebSocket ? 2 * begins : AT_SEGMENT_EDGE) : 0;
      const verdict = judgeBoundary(spoken, held, at, length, aligned, atEnd);
      if (verdict === 'proven') return at;
      if (verdict === 'open' && keep === length) keep = at;
    }
    // A candidate that stays open while the window fills is none.
    this.letGo(length >= SEARCH_WINDOW ? Math.max(keep, SEARCH_WINDOW / 2) : keep);
    return -1;
  }

  private letGo(count: number): void {
    if (count === 0) return;
    this.skipped += count;
    this.held?.copyWithin(0, count, this.heldLength);
    this.heldLength -= count;
    const kept = this.edges.map((edge) => ({ ...edge, at: edge.at - count }));
    // The segment in which the rest begins keeps its moment, not its edge.
    this.edges = kept.filter((edge, index) => edge.at >= 0 || (kept[index + 1]?.at ?? 1) > 0);
    if (this.heldLength === 0) {
      const { held } = this;
      this.held = undefined;
      this.free(held);
    }
  }

  private goOn(held: Uint8Array, at: number): void {
    const length = this.heldLength;
    this.searching = false;
    this.release();
    const skipped = this.skipped + at;
    this.skipped = 0;
    if (skipped > 0) this.conversation.emitUndecodable(this.direction, held, at, skipped, this.faults);
    // `held` is given back only afterwards: the packets are read from it, each segment at its own moment.
    const edges = this.edges;
    this.edges = [];
    edges.forEach((edge, index) => {
      const from = Math.max(at, edge.at);
      const to = edges[index + 1]?.at ?? length;
      if (from < to) this.conversation.at(edge.moment, () => this.push(held, from, to));
    });
    this.free(held);
  }

  /** The search ends without a boundary. */
  private giveUp(): void {
    const { held, heldLength, skipped } = this;
    this.release();
    this.searching = false;
    this.skipped = 0;
    if (heldLength + skipped > 0) {
      this.conversation.emitUndecodable(this.direction, held ?? NOTHING, heldLength, heldLength + skipped, this.faults);
    }
    this.free(held);
  }
}

interface Edge {
  readonly at: number;
  readonly moment: Moment;
}

/** Every lane may hold so much, whatever others hold. */
const SEARCH_WINDOW = HEAD;
const NOTHING: Uint8Array = new Uint8Array(0);
