import { count } from '../bytes/count.js';
import type { Evidence } from '../result/expectation.js';
import type { ScenarioResult } from '../result/run.js';
import type { TranscriptEntry } from '../result/transcript.js';
import { fieldLines } from './field-lines.js';
import { octetLines, placeOfOctets } from './octet-lines.js';
import type { Octets } from './packet-fields.js';
import { paragraph } from './paragraph.js';
import { printable } from './printable.js';
import { arrow, symbol, type View } from './view.js';

/**
 * The conversation of a failed scenario: a line for each packet, the octets of those that matter (all of them with
 * -v, and their fields with -vv), and the marked octet with its note.
 */
export function transcriptLines(conversation: Conversation, view: View): string[] {
  const { transcript, evidence, verdict, durationMs } = conversation;
  const lines: string[] = [];
  const lastSent = transcript.findLastIndex(
    ({ direction }, index) => direction === 'sent' && index <= (evidence.entry ?? Number.POSITIVE_INFINITY),
  );
  const first = skipped(transcript, evidence, lastSent);
  const columns = columnsOf(transcript);
  // One client stands above its conversation; several stand before each line.
  if (!columns.several && transcript[0] !== undefined) lines.push(view.paint.bold(printable(transcript[0].actor)));
  const place = placeOfOctets(view, outer, columns.actor + 10);
  transcript.forEach((entry, index) => {
    if (index < first && index !== evidence.entry) {
      if (index === 0)
        lines.push(`  ${view.paint.dim(`${view.unicode ? '…' : '...'} ${count(first)} entries before`)}`);
      return;
    }
    const isEvidence = index === evidence.entry;
    lines.push(...packetLines(entry, columns, view, isEvidence ? mark(evidence, view) : ''));
    const shown = isEvidence || index === lastSent || entry.meanings !== undefined || view.verbosity > 0;
    if (!shown || entry.bytes === undefined) return;
    const evidenced = isEvidence ? evidence : {};
    lines.push(...octetLines({ ...entry, bytes: entry.bytes }, evidenced, place, view));
    if (view.verbosity > 1) lines.push(...fieldLines(conversation, index, place.indent, view));
  });
  // What was waited for never came: the mark is on the moment when the waiting ended.
  if (transcript.length > 0 && evidence.entry === undefined && verdict !== 'blocked' && verdict !== 'pass') {
    const end = { at: durationMs, actor: '', direction: 'event', title: 'the end', text: 'of the waiting' } as const;
    lines.push(...packetLines(end, columns, view, `   ${symbol('fail', view)}`));
  }
  return lines;
}

export type Conversation = Octets & Pick<ScenarioResult, 'evidence' | 'verdict' | 'durationMs'>;

/** Columns that stand before every line of a failure. */
const outer = 4;
const longest = 60;

/** Of a very long conversation only the end is shown. */
function skipped(transcript: readonly TranscriptEntry[], evidence: Evidence, lastSent: number): number {
  if (transcript.length <= longest) return 0;
  const important = Math.min(evidence.entry ?? transcript.length, lastSent < 0 ? transcript.length : lastSent);
  return Math.min(Math.max(0, important - 10), transcript.length - longest);
}

interface Columns {
  readonly several: boolean;
  /** Of the client's name; 2 where it stands above. */
  readonly actor: number;
  readonly title: number;
}

function columnsOf(transcript: readonly TranscriptEntry[]): Columns {
  const actors = [...new Set(transcript.map(({ actor }) => printable(actor).length))];
  const several = new Set(transcript.map(({ actor }) => actor)).size > 1;
  const titles = transcript.map(({ title }) => printable(title).length);
  return { several, actor: several ? Math.max(...actors) + 2 : 2, title: Math.min(22, Math.max(11, ...titles)) };
}

function packetLines(entry: TranscriptEntry, { several, actor, title }: Columns, view: View, mark: string): string[] {
  const { paint } = view;
  const who = several
    ? `${paint.bold(printable(entry.actor))}${' '.repeat(actor - printable(entry.actor).length)}`
    : '  ';
  const at = (entry.at / 1000).toFixed(3).padStart(7);
  const sign = arrow(entry.direction, view);
  const name = printable(entry.title).padEnd(title);
  const label = `${who}${paint.dim(at)}  ${sign}  ${name} `;
  const lines = paragraph(label, actor + 7 + 2 + sign.length + 2 + name.length + 1, words(entry), view, outer);
  lines[lines.length - 1] += mark;
  return lines;
}

function words({ text }: TranscriptEntry): string {
  return printable(text.length <= 300 ? text : `${text.slice(0, 300)}… (${count(text.length)} characters)`);
}

/** The note stands under the marked octets, or here where none are marked. */
function mark({ note, span }: Evidence, view: View): string {
  const words = note === undefined || span !== undefined ? '' : ` ${printable(note)}`;
  return `   ${symbol('fail', view)}${view.paint.red(words)}`;
}
