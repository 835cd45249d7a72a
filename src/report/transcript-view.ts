import { formatHex, hexRows } from '../bytes/hex.js';
import type { Span } from '../bytes/span.js';
import type { Evidence } from '../result/expectation.js';
import type { ScenarioResult } from '../result/run.js';
import type { TranscriptEntry } from '../result/transcript.js';
import { printable } from './printable.js';
import { arrow, count, symbol, type View } from './view.js';

/**
 * The conversation of a failed scenario: a line for each packet, the octets of those that matter (all of them with
 * -v), and the marked octet with its note.
 */
export function transcriptLines({ transcript, evidence, verdict, durationMs }: Conversation, view: View): string[] {
  const lines: string[] = [];
  const lastSent = transcript.findLastIndex(
    ({ direction }, index) => direction === 'sent' && index <= (evidence.entry ?? Number.POSITIVE_INFINITY),
  );
  const first = skipped(transcript, evidence, lastSent);
  const actors = [...new Set(transcript.map(({ actor }) => actor))];
  // One client stands above its conversation; several stand before each line.
  const column = actors.length > 1 ? Math.max(...actors.map((actor) => printable(actor).length)) + 2 : 0;
  if (column === 0 && actors[0] !== undefined) lines.push(view.paint.bold(printable(actors[0])));
  transcript.forEach((entry, index) => {
    if (index < first && index !== evidence.entry) {
      if (index === 0)
        lines.push(`  ${view.paint.dim(`${view.unicode ? '…' : '...'} ${count(first)} entries before`)}`);
      return;
    }
    const isEvidence = index === evidence.entry;
    const who = column === 0 ? '  ' : view.paint.bold(printable(entry.actor).padEnd(column));
    lines.push(`${who}${packetLine(entry, view)}${isEvidence ? mark(evidence, view) : ''}`);
    const shown = isEvidence || index === lastSent || entry.meanings !== undefined || view.verbosity > 0;
    if (shown && entry.bytes !== undefined) {
      lines.push(
        ...octetLines(entry, isEvidence ? evidence : {}, view).map(
          (line) => `${' '.repeat(Math.max(2, column) + 10)}${line}`,
        ),
      );
    }
  });
  // What was waited for never came: the mark is on the moment when the waiting ended.
  if (transcript.length > 0 && evidence.entry === undefined && verdict !== 'blocked') {
    const end = { at: durationMs, actor: '', direction: 'event', title: 'the end', text: 'of the waiting' } as const;
    lines.push(`${' '.repeat(Math.max(2, column))}${packetLine(end, view)}   ${symbol('fail', view)}`);
  }
  return lines;
}

type Conversation = Pick<ScenarioResult, 'transcript' | 'evidence' | 'verdict' | 'durationMs'>;

const longest = 60;

/** Of a very long conversation only the end is shown. */
function skipped(transcript: readonly TranscriptEntry[], evidence: Evidence, lastSent: number): number {
  if (transcript.length <= longest) return 0;
  const important = Math.min(evidence.entry ?? transcript.length, lastSent < 0 ? transcript.length : lastSent);
  return Math.min(Math.max(0, important - 10), transcript.length - longest);
}

function packetLine(entry: TranscriptEntry, view: View): string {
  const at = (entry.at / 1000).toFixed(3).padStart(7);
  const text = printable(shortened(entry.text));
  return `${view.paint.dim(at)}  ${arrow(entry.direction, view)}  ${printable(entry.title).padEnd(11)} ${text}`.trimEnd();
}

/** The note stands under the marked octets, or here where none are marked. */
function mark({ note, span }: Evidence, view: View): string {
  const words = note === undefined || span !== undefined ? '' : ` ${printable(note)}`;
  return `   ${symbol('fail', view)}${view.paint.red(words)}`;
}

function octetLines(entry: TranscriptEntry, evidence: Evidence, view: View): string[] {
  const bytes = entry.bytes ?? new Uint8Array();
  if (entry.meanings !== undefined && evidence.span === undefined && bytes.length <= mostRows * 16) {
    return meaningLines(entry.meanings, view);
  }
  return hexLines(bytes, evidence, view);
}

/** The octets as the feature wrote them, each with its meaning. */
function meaningLines(meanings: NonNullable<TranscriptEntry['meanings']>, view: View): string[] {
  const column = Math.min(40, Math.max(...meanings.map(({ bytes }) => bytes.length * 3 - 1)));
  let offset = 0;
  return meanings.flatMap(({ bytes, meaning }) => {
    const rows = bytes.length * 3 - 1 <= column ? [formatHex(bytes)] : hexRows(bytes, 8).map(({ hex }) => hex);
    const lines = rows.map((hex, index) => {
      const at = (offset + (rows.length === 1 ? 0 : index * 8)).toString(16).padStart(4, '0');
      return `${view.paint.dim(at)}  ${hex.padEnd(column)}  ${index === 0 ? printable(meaning) : ''}`.trimEnd();
    });
    offset += bytes.length;
    return lines;
  });
}

const mostRows = 16;

function hexLines(bytes: Uint8Array, { span, note }: Evidence, view: View): string[] {
  const rows = hexRows(bytes);
  const marked = span === undefined ? undefined : Math.floor(span.offset / 16);
  const shown = rows.filter((_, index) => index < mostRows || (marked !== undefined && Math.abs(index - marked) <= 1));
  const lines: string[] = [];
  let expected = 0;
  for (const row of shown) {
    if (row.offset > expected) lines.push(`${view.unicode ? '…' : '...'} ${count(row.offset - expected)} bytes`);
    expected = row.offset + 16;
    lines.push(`${view.paint.dim(row.offset.toString(16).padStart(4, '0'))}  ${row.hex.padEnd(48)} |${row.text}|`);
    const caret = caretsUnder(row.offset, span);
    if (caret !== undefined) lines.push(view.paint.red(`${caret}${isLastRow(row.offset, span) ? noteText(note) : ''}`));
  }
  if (expected < bytes.length) lines.push(`${view.unicode ? '…' : '...'} ${count(bytes.length - expected)} more bytes`);
  return lines;
}

function caretsUnder(offset: number, span: Span | undefined): string | undefined {
  if (span === undefined) return undefined;
  const from = Math.max(span.offset, offset);
  const to = Math.min(span.offset + Math.max(1, span.length), offset + 16);
  if (from >= to) return undefined;
  const column = (position: number) => 6 + position * 3 + (position >= 8 ? 1 : 0);
  const start = column(from - offset);
  const end = column(to - 1 - offset) + 2;
  return `${' '.repeat(start)}${'^'.repeat(end - start)}`;
}

function isLastRow(offset: number, span: Span | undefined): boolean {
  return span !== undefined && span.offset + Math.max(1, span.length) <= offset + 16;
}

function noteText(note: string | undefined): string {
  return note === undefined ? '' : ` ${printable(note)}`;
}

function shortened(text: string): string {
  return text.length <= 300 ? text : `${text.slice(0, 300)}… (${count(text.length)} characters)`;
}
