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

/** `1,448` */
export function count(value: number): string {
  // Intl would take longer to load than a capture of a hundred thousand records to be read.
  return String(value).replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `1 packet`, `3 packets` */
export function counted(value: number, word: string, plural = `${word}s`): string {
  return `${count(value)} ${value === 1 ? word : plural}`;
}

/** Cut to so many columns, with an ellipsis. */
export function clip(text: string, width: number, mark = '…'): string {
  if (columns(text) <= width) return text;
  let used = mark.length;
  let kept = '';
  for (const character of text) {
    used += columnsOf(character);
    if (used > width) break;
    kept += character;
  }
  return kept + mark;
}

/** Filled up with blanks to so many columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/** Columns that a terminal needs: Korean, Chinese and Japanese characters and emoji take two, marks none. */
export function columns(text: string): number {
  if (PLAIN_TEXT.test(text)) return text.length;
  let sum = 0;
  for (const character of text) sum += columnsOf(character);
  return sum;
}

const PLAIN_TEXT = /^[ -~]*$/;
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1faff}\u{20000}-\u{3fffd}]$/u;

function columnsOf(character: string): number {
  if (NO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
