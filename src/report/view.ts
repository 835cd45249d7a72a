import { Chalk, type ChalkInstance } from 'chalk';
import type { Verdict } from '../result/verdict.js';

/** How a report looks on the paper it is printed on. */
export interface View {
  /** Colours, or none: `plainPaint`. */
  readonly paint: ChalkInstance;
  /** False where only ASCII can be shown. */
  readonly unicode: boolean;
  /** Columns, at least 60; infinite where lines may be as long as they like (a pipe, a file). */
  readonly width: number;
  /** The cursor may be moved. */
  readonly live: boolean;
  /** 0; 1: steps of failures, every octet; 2: every packet as a tree, passed scenarios too. */
  readonly verbosity: number;
  /** Only failures and the totals. */
  readonly quiet: boolean;
  /** An advisory counts as a violation. */
  readonly strict: boolean;
  /** Two standards with the same ids are tested: `mqtt5/MQTT-3.8.3-4` instead of `MQTT-3.8.3-4`. */
  readonly fullKeys: boolean;
  /** How this run was started, without selectors: `conform run -t localhost:1883`. */
  readonly again: string;
  /** Folder into which the conversations of failures are written. */
  readonly output?: string;
}

export const plainPaint: ChalkInstance = new Chalk({ level: 0 });

interface Sign {
  readonly symbol: string;
  readonly ascii: string;
  readonly word: string;
  readonly colour: 'green' | 'red' | 'yellow' | 'gray' | 'cyan' | 'magenta';
}

const SIGNS: Readonly<Record<Verdict, Sign>> = {
  pass: { symbol: '✓', ascii: 'ok', word: 'passed', colour: 'green' },
  fail: { symbol: '✗', ascii: 'FAIL', word: 'failed', colour: 'red' },
  advisory: { symbol: '!', ascii: 'warn', word: 'advisory', colour: 'yellow' },
  notApplicable: { symbol: '–', ascii: 'n/a', word: 'not applicable', colour: 'gray' },
  known: { symbol: '~', ascii: 'known', word: 'known', colour: 'cyan' },
  blocked: { symbol: '?', ascii: 'blocked', word: 'blocked', colour: 'magenta' },
};

/** The order in which totals are told. */
export const TOLD: readonly Verdict[] = ['pass', 'fail', 'advisory', 'notApplicable', 'known', 'blocked'];

export function word(verdict: Verdict): string {
  return SIGNS[verdict].word;
}

export function symbol(verdict: Verdict, view: View): string {
  const { symbol: sign, ascii, colour } = SIGNS[verdict];
  return view.paint[colour](view.unicode ? sign : ascii);
}

export function arrow(direction: 'sent' | 'received' | 'event', view: View): string {
  const [fancy, plain] = ARROWS[direction];
  return view.unicode ? fancy : plain;
}

const ARROWS = { sent: ['→', '->'], received: ['←', '<-'], event: ['·', '.'] } as const;

/** `0.4 s`, `18.2 s`, `2 min 03 s` */
export function duration(milliseconds: number): string {
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, '0')} s`;
}
