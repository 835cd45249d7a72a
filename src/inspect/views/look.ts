import type { ChalkInstance } from 'chalk';
import type { CaptureSummary } from '../../capture/capture-reader.js';
import type { CaptureComment } from '../../capture/capture-sink.js';
import type { PacketSink, PacketView } from '../packet-view.js';

/** How a view looks on the paper it is printed on. */
export interface Look {
  readonly paint: ChalkInstance;
  /** False where only ASCII can be shown. */
  readonly unicode: boolean;
  /** Columns to keep to; `undefined` where lines may be as long as they like (a pipe, a file). */
  readonly width: number | undefined;
}

/** Something that shows packets of one capture, from its beginning to its end. */
export interface CaptureView extends PacketSink {
  /** Everything has been read; `summary` says what the capture held and what stopped it. */
  finish(summary: CaptureSummary, totals: Totals, comments: readonly CaptureComment[]): void;
  /** A moment to hand on what has gathered. */
  flush(): void;
}

/** Of everything that was selected. */
export interface Totals {
  packets: number;
  problems: number;
  gaps: number;
}

export interface Signs {
  readonly sent: string;
  readonly received: string;
  readonly unknown: string;
  readonly problem: string;
  readonly gap: string;
  readonly dash: string;
  readonly to: string;
}

export function signsOf(look: Look): Signs {
  return look.unicode ? FANCY : PLAIN;
}

const FANCY: Signs = { sent: '→', received: '←', unknown: '·', problem: '✗', gap: '…', dash: '–', to: '→' };
const PLAIN: Signs = { sent: '->', received: '<-', unknown: '.', problem: 'FAIL', gap: '...', dash: '-', to: '->' };

export function arrowOf(view: PacketView, signs: Signs): string {
  const { from } = view;
  if (from === null && view.conversation.flow.ports[0] === view.conversation.flow.ports[1]) return signs.unknown;
  if (from === null) return view.direction === 0 ? `${signs.sent}?` : `${signs.received}?`;
  return from === 'client' ? signs.sent : signs.received;
}
