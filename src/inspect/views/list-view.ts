import { clip, columns, pad } from '../../bytes/columns.js';
import { count, counted } from '../../bytes/count.js';
import type { CaptureSummary } from '../../capture/capture-reader.js';
import type { CaptureComment } from '../../capture/capture-sink.js';
import { elapsed } from '../../capture/capture-time.js';
import type { Conversation } from '../conversation.js';
import type { PacketView } from '../packet-view.js';
import { conversationLine, nameOf, type Start, spokenText } from './conversation-line.js';
import { fileLine } from './file-line.js';
import { arrowOf, type CaptureView, type Look, type Signs, signsOf, type Totals } from './look.js';
import { notesText } from './notes.js';

/** Rows that are kept to be shown by connection; a larger capture is shown in its own order, as it is read. */
const MAXIMUM_ROWS = 10_000;

/**
 * One line a packet. A capture of moderate size is shown connection by connection; a larger one, and one that grows,
 * as it comes, with the connection before each line.
 */
export class ListView implements CaptureView {
  private readonly name: string;
  private readonly write: (text: string) => void;
  private readonly look: Look;
  private readonly signs: Signs;
  private rows: Row[] | undefined = [];
  private start: Start | undefined;
  private readonly announced = new WeakSet<Conversation>();
  private readonly others: string[] = [];
  private unlisted = 0;

  /** `running`: do not wait for the end. */
  constructor(name: string, write: (text: string) => void, look: Look, running: boolean) {
    this.name = name;
    this.write = write;
    this.look = look;
    this.signs = signsOf(look);
    if (running) this.rows = undefined;
  }

  onPacket(view: PacketView): void {
    this.start ??= { seconds: view.startSeconds, nanos: view.startNanos };
    const row = this.rowOf(view, this.start);
    if (this.rows === undefined) this.print(row);
    else {
      this.rows.push(row);
      if (this.rows.length > MAXIMUM_ROWS) this.run();
    }
  }

  onEnd(conversation: Conversation): void {
    if (conversation.spoken !== undefined || conversation.bytes === 0) return;
    if (this.others.length < MAXIMUM_OTHERS) this.others.push(this.otherLine(conversation));
    else this.unlisted++;
  }

  flush(): void {}

  finish(summary: CaptureSummary, totals: Totals, comments: readonly CaptureComment[]): void {
    if (summary.format === undefined) return;
    const line = fileLine(this.name, summary, totals, this.look);
    if (this.rows === undefined) {
      this.write(`\n${line}\n`);
      this.foreign();
      this.write(notesText(summary, comments, this.look));
      return;
    }
    this.write(`${line}\n`);
    const start = this.start ?? { seconds: summary.firstTime?.seconds ?? 0, nanos: summary.firstTime?.nanos ?? 0 };
    const byConversation = new Map<Conversation, Row[]>();
    for (const row of this.rows) {
      const group = byConversation.get(row.conversation);
      if (group === undefined) byConversation.set(row.conversation, [row]);
      else group.push(row);
    }
    const groups = [...byConversation].sort(([a], [b]) => a.flow.number - b.flow.number);
    for (const [conversation, rows] of groups) this.group(conversation, rows, start);
    this.foreign();
    this.write(notesText(summary, comments, this.look));
  }

  /** Too much to be kept: from here on in the capture's own order. */
  private run(): void {
    const rows = this.rows ?? [];
    this.rows = undefined;
    for (const row of rows) this.print(row);
  }

  private group(conversation: Conversation, rows: readonly Row[], start: Start): void {
    const { paint } = this.look;
    const numbers = Math.max(4, ...rows.map((row) => row.number.length));
    const times = Math.max(7, ...rows.map((row) => row.time.length));
    const names = Math.max(13, ...rows.map((row) => row.arrow.length + 1 + row.name.length));
    const lengths = Math.max(5, ...rows.map((row) => row.length.length));
    const last = rows.at(-1)?.at;
    this.write(`\n${conversationLine(conversation, start, this.look, last)}\n`);
    const head = `${'#'.padStart(numbers)}  ${'time'.padStart(times - 1)}  ${'packet'.padEnd(names)}  ${'bytes'.padStart(lengths)}  summary`;
    this.write(`${paint.dim(head)}\n`);
    for (const row of rows) {
      if (row.stretch !== undefined) {
        this.write(`${' '.repeat(numbers + 2)}${paint.yellow(row.stretch)}\n`);
        continue;
      }
      const title = `${this.arrow(row)} ${row.name}${' '.repeat(Math.max(0, names - row.arrow.length - 1 - row.name.length))}`;
      const left = `${row.number.padStart(numbers)}  ${row.time.padStart(times - 1)}  ${title}  ${row.length.padStart(lengths)}  `;
      this.write(`${`${left}${this.tail(row, numbers + times + names + lengths + 7)}`.trimEnd()}\n`);
    }
  }

  private print(row: Row): void {
    const { paint } = this.look;
    const name = nameOf(row.conversation).padEnd(4);
    if (!this.announced.has(row.conversation)) {
      this.announced.add(row.conversation);
      this.write(`${conversationLine(row.conversation, this.start ?? row.at, this.look)}\n`);
    }
    if (row.stretch !== undefined) {
      this.write(`${name} ${paint.yellow(row.stretch)}\n`);
      return;
    }
    const left = `${name} ${row.number.padStart(6)} ${row.time.padStart(9)}  ${this.arrow(row)} ${row.name.padEnd(20)} ${row.length.padStart(7)}  `;
    this.write(`${`${left}${this.tail(row, 52)}`.trimEnd()}\n`);
  }

  private arrow(row: Row): string {
    const { paint } = this.look;
    return row.arrow.startsWith(this.signs.sent) ? paint.green(row.arrow) : paint.blue(row.arrow);
  }

  /** Summary and problem, within what is left of the line. */
  private tail(row: Row, used: number): string {
    const { paint, width } = this.look;
    const { gap, problem: sign } = this.signs;
    const problem = row.problem === undefined ? '' : `${sign} ${row.problem}`;
    if (width === undefined) return problem === '' ? row.summary : `${pad(row.summary, 30)} ${paint.red(problem)}`;
    const room = Math.max(20, width - used);
    if (problem === '') return clip(row.summary, room, gap);
    const summaryRoom = Math.max(10, room - columns(problem) - 1);
    const summary = pad(clip(row.summary, summaryRoom, gap), Math.min(summaryRoom, 30));
    return `${summary} ${paint.red(clip(problem, Math.max(12, room - columns(summary) - 1), gap))}`;
  }

  private rowOf(view: PacketView, start: Start): Row {
    const { summary, channel } = view.dissect(false);
    const cut = view.lost > 0 && view.kind === 'packet' ? `, ${counted(view.lost, 'byte')} not captured` : '';
    const [problem, ...more] = view.problems;
    const prefix = channel === undefined ? '' : `ch ${channel}  `;
    const message =
      problem === undefined ? undefined : `${problem.message}${more.length === 0 ? '' : ` (+${more.length} more)`}`;
    return {
      conversation: view.conversation,
      number: String(view.n),
      time: elapsed(start.seconds, start.nanos, view.seconds, view.nanos).toFixed(3),
      at: { seconds: view.seconds, nanos: view.nanos },
      arrow: arrowOf(view, this.signs),
      name: view.name,
      length: count(view.length),
      summary: `${prefix}${summary}${cut}`,
      problem: message,
      stretch: view.kind === 'packet' ? undefined : stretchText(view, this.signs),
    };
  }

  private otherLine(conversation: Conversation): string {
    const [first, second] = conversation.flow.endpoints.map((end) => `${end.address}:${end.port}`);
    const spoken = this.look.paint.cyan(spokenText(conversation));
    const ends = `${first} ${this.signs.to} ${second}`;
    return `${nameOf(conversation)}  ${ends}   ${spoken}   ${counted(conversation.bytes, 'byte')}`;
  }

  /** What was not decoded, so that nobody takes silence for absence. */
  private foreign(): void {
    const { paint } = this.look;
    if (this.others.length === 0) return;
    this.write(`\n${paint.dim('not decoded')}\n`);
    for (const line of this.others) this.write(`${line}\n`);
    if (this.unlisted > 0) this.write(`${this.signs.gap} and ${counted(this.unlisted, 'connection')} more\n`);
  }
}

const MAXIMUM_OTHERS = 200;

interface Row {
  readonly conversation: Conversation;
  readonly number: string;
  readonly time: string;
  readonly at: Start;
  readonly arrow: string;
  readonly name: string;
  readonly length: string;
  readonly summary: string;
  readonly problem: string | undefined;
  readonly stretch: string | undefined;
}

const REASONS: Readonly<Record<string, string>> = {
  lost: 'missing in the capture',
  cut: 'cut off by the snap length',
  limit: 'given up waiting for',
  end: 'missing when the connection ended',
  restart: 'missing, the connection begins anew',
};

/** `… 1,448 bytes missing in the capture (→)`: gaps are said, not hidden. */
export function stretchText(view: PacketView, signs: Signs): string {
  const arrow = arrowOf(view, signs);
  if (view.kind === 'gap') {
    const what = view.length < 0 ? 'an unknown number of bytes' : counted(view.length, 'byte');
    return `${signs.gap} ${what} ${REASONS[view.reason ?? 'lost']} (${arrow})`;
  }
  if (view.kind === 'undecodable') {
    const [problem] = view.problems;
    const size = counted(view.length, 'byte');
    if (problem !== undefined)
      return `${signs.gap} ${size} that belong to no packet (${arrow})   ${signs.problem} ${problem.message}`;
    return `${signs.gap} ${size} skipped (${arrow}); resynchronised at the next packet that proves itself`;
  }
  const name = view.conversation.spoken?.nameAt(view.buffer, view.start, view.end) ?? 'packet';
  const seen = view.end - view.start;
  return `${signs.gap} ${name} of ${counted(view.length, 'byte')} is incomplete: ${count(seen)} seen (${arrow})`;
}
