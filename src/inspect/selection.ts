import type { Tally } from '../protocol/tally.js';
import type { Conversation } from './conversation.js';
import type { Filter } from './filter/filter.js';
import type { PacketSink, PacketView } from './packet-view.js';
import { isUdp } from './record.js';
import type { CaptureView, Totals } from './views/look.js';

/** Which packets are shown; numbers always count all of them. */
export interface Selection {
  /** First and last number. */
  readonly packets?: readonly [number, number];
  /** TCP connection, from 0. */
  readonly stream?: number;
  /** UDP flow, from 0. */
  readonly udpStream?: number;
  readonly problemsOnly?: boolean;
  readonly filter?: Filter;
}

/** Lets through what is selected, and counts it. */
export class Selector implements PacketSink {
  private readonly seen: Totals = { packets: 0, problems: 0, gaps: 0 };
  private readonly tallies: Tally[] = [];
  private readonly view: CaptureView;
  private readonly selection: Selection;
  private readonly all: boolean;

  constructor(view: CaptureView, selection: Selection) {
    this.view = view;
    this.selection = selection;
    this.all = Object.values(selection).every((value) => value === undefined || value === false);
  }

  get totals(): Totals {
    const tallied = this.tallies.reduce((sum, { packets }) => sum + packets, 0);
    return { ...this.seen, packets: this.seen.packets + tallied };
  }

  onPacket(packet: PacketView): void {
    if (!this.all && !this.isSelected(packet)) return;
    const { seen } = this;
    if (packet.kind === 'packet') seen.packets++;
    else if (packet.kind === 'gap') seen.gaps++;
    seen.problems += packet.problems.length;
    this.view.onPacket(packet);
  }

  onEnd(conversation: Conversation): void {
    if (this.all) this.view.onEnd?.(conversation);
  }

  tallyOf(protocol: string): Tally | undefined {
    if (!this.all) return undefined;
    const tally = this.view.tallyOf?.(protocol);
    if (tally !== undefined && !this.tallies.includes(tally)) this.tallies.push(tally);
    return tally;
  }

  private isSelected(packet: PacketView): boolean {
    const { packets, stream, udpStream, problemsOnly, filter } = this.selection;
    if (packets !== undefined && (packet.n < packets[0] || packet.n > packets[1])) return false;
    const { number } = packet.conversation.flow;
    if (stream !== undefined && (isUdp(packet) || number !== stream)) return false;
    if (udpStream !== undefined && (!isUdp(packet) || number !== udpStream)) return false;
    if (problemsOnly && packet.problems.length === 0) return false;
    return filter === undefined || filter(packet);
  }
}
