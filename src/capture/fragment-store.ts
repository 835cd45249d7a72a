import type { AddressPair } from './flow-key.js';
import type { Moment } from './moment.js';
import type { NoticeBoard } from './notice-board.js';
import { PieceList } from './piece-list.js';

/**
 * Puts fragmented IP datagrams together. What a fragment brings is copied; where fragments overlap, the first copy
 * is kept. Bounded in datagrams, octets and time.
 */
export class FragmentStore {
  private readonly datagrams = new Map<string, Datagram>();
  private cost = 0;
  private readonly limit: number;
  private readonly moment: Moment;
  private readonly notices: NoticeBoard;

  constructor(limit: number, moment: Moment, notices: NoticeBoard) {
    this.limit = Math.max(1, limit);
    this.moment = moment;
    this.notices = notices;
  }

  /** Adds `buffer[start, end)` at `offset` of its datagram; answers the whole payload when that completes it. */
  add(
    name: string,
    offset: number,
    more: boolean,
    buffer: Uint8Array,
    start: number,
    end: number,
  ): Uint8Array | undefined {
    const datagram = this.datagram(name);
    const until = offset + end - start;
    if (datagram.done || until > MAX_DATAGRAM) return undefined;
    if (!more && datagram.length < 0) datagram.length = until;
    const before = datagram.pieces.cost;
    datagram.pieces.insert(offset, until, buffer, start, this.moment);
    this.cost += datagram.pieces.cost - before;
    const whole = assemble(datagram);
    if (whole !== undefined) {
      // Remembered for a moment, so that a second copy of the fragments does not begin a datagram that never ends.
      this.cost -= datagram.pieces.cost;
      datagram.pieces = new PieceList();
      datagram.done = true;
    }
    this.makeRoom();
    return whole;
  }

  /** The capture has ended. */
  finish(): void {
    for (const [name, datagram] of this.datagrams) this.drop(name, datagram);
  }

  private datagram(name: string): Datagram {
    const known = this.datagrams.get(name);
    if (known !== undefined) {
      const age = Math.abs(this.moment.seconds - known.seconds);
      if (age <= (known.done ? REPEAT_SECONDS : WAIT_SECONDS)) return known;
      this.drop(name, known);
    }
    const { frame, seconds } = this.moment;
    const datagram: Datagram = { pieces: new PieceList(), length: -1, done: false, frame, seconds };
    this.datagrams.set(name, datagram);
    return datagram;
  }

  private makeRoom(): void {
    for (const [name, datagram] of this.datagrams) {
      if (this.datagrams.size <= this.limit && this.cost <= MAX_COST) return;
      this.drop(name, datagram);
    }
  }

  private drop(name: string, datagram: Datagram): void {
    this.datagrams.delete(name);
    this.cost -= datagram.pieces.cost;
    if (datagram.done) return;
    const message = 'fragments of the datagram that begins here are missing; it is left out';
    this.notices.tell('CAPTURE_FRAGMENTS_MISSING', datagram.frame, message);
  }
}

/** What tells the datagrams of one pair of hosts apart. */
export const datagramName = (addresses: AddressPair, identification: number, protocol: number): string =>
  [
    addresses.version,
    protocol,
    identification,
    addresses.source0,
    addresses.source1,
    addresses.source2,
    addresses.source3,
    addresses.target0,
    addresses.target1,
    addresses.target2,
    addresses.target3,
  ].join();

interface Datagram {
  pieces: PieceList;
  /** -1 until the last fragment is known. */
  length: number;
  done: boolean;
  readonly frame: number;
  readonly seconds: number;
}

const MAX_DATAGRAM = 65_535;
const MAX_COST = 16 * 1024 * 1024;
const WAIT_SECONDS = 30;
const REPEAT_SECONDS = 1;

function assemble(datagram: Datagram): Uint8Array | undefined {
  const { length, pieces } = datagram;
  if (length < 0 || pieces.covered < length) return undefined;
  let count = 0;
  let at = 0;
  for (let piece = pieces.first; piece !== undefined && at < length; piece = pieces.at(++count)) {
    if (piece.start !== at) return undefined;
    at = piece.end;
  }
  const whole = new Uint8Array(at);
  for (let index = 0; index < count; index++) {
    const piece = pieces.at(index);
    if (piece?.data !== undefined) whole.set(piece.data, piece.start);
  }
  return whole.subarray(0, length);
}
