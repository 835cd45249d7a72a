import { clip, columns, pad } from '../../bytes/columns.js';
import { counted } from '../../bytes/count.js';
import type { CaptureSummary } from '../../capture/capture-reader.js';
import type { CaptureComment } from '../../capture/capture-sink.js';
import { elapsed } from '../../capture/capture-time.js';
import type { Conversation } from '../conversation.js';
import type { PacketView } from '../packet-view.js';
import { conversationLine, nameOf, type Start } from './conversation-line.js';
import { fileLine } from './file-line.js';
import { stretchText } from './list-view.js';
import { type CaptureView, type Look, signsOf, type Totals } from './look.js';
import { notesText } from './notes.js';

/** Who said what to whom: client on the left, server on the right, time downwards. One diagram a connection. */
export class DiagramView implements CaptureView {
  private readonly name: string;
  private readonly write: (text: string) => void;
  private readonly look: Look;
  private readonly groups = new Map<Conversation, Row[]>();
  private start: Start | undefined;
  private rows = 0;
  private left = 0;

  constructor(name: string, write: (text: string) => void, look: Look) {
    this.name = name;
    this.write = write;
    this.look = look;
  }

  onPacket(view: PacketView): void {
    this.start ??= { seconds: view.startSeconds, nanos: view.startNanos };
    if (this.rows === MAXIMUM_ROWS) {
      this.left++;
      return;
    }
    this.rows++;
    const rows = this.groups.get(view.conversation);
    if (rows === undefined) this.groups.set(view.conversation, [rowOf(view, this.look)]);
    else rows.push(rowOf(view, this.look));
  }

  flush(): void {}

  finish(summary: CaptureSummary, totals: Totals, comments: readonly CaptureComment[]): void {
    if (summary.format === undefined) return;
    this.write(`${fileLine(this.name, summary, totals, this.look)}\n`);
    const start = this.start ?? { seconds: 0, nanos: 0 };
    const groups = [...this.groups].sort(([a], [b]) => a.flow.number - b.flow.number);
    for (const [conversation, rows] of groups) this.draw(conversation, rows, start);
    if (this.left > 0) {
      const hint = `narrow it with --stream ${nameOf(groups[0]?.[0] as Conversation)} or --where`;
      this.write(`\n${signsOf(this.look).gap} ${counted(this.left, 'packet')} more; ${hint}\n`);
    }
    this.write(notesText(summary, comments, this.look));
  }

  private draw(conversation: Conversation, rows: readonly Row[], start: Start): void {
    const { paint, width, unicode } = this.look;
    const { wall, line, right, left } = unicode ? FANCY : PLAIN;
    const lane = Math.max(24, ...rows.map(({ name }) => name.length + 8));
    this.write(`\n${conversationLine(conversation, start, this.look, rows.at(-1)?.at)}\n`);
    this.write(`${paint.dim(`${' '.repeat(11)}${'client'.padEnd(lane - 4)}server`)}\n`);
    for (const { time, name, direction, words, problem } of rows) {
      const room = width === undefined ? Number.POSITIVE_INFINITY : Math.max(12, width - lane - 16);
      const said = clip(
        words,
        problem === '' ? room : Math.max(10, room - columns(problem) - 2),
        signsOf(this.look).gap,
      );
      const wrong = problem === '' ? '' : `  ${paint.red(clip(problem, Math.max(12, room - columns(said) - 2)))}`;
      const bar = line.repeat(lane - name.length - 6);
      const arrow = {
        sent: `${line.repeat(3)} ${name} ${bar}${right}`,
        received: `${left}${bar} ${name} ${line.repeat(3)}`,
        none: pad(` ${name}`, lane),
      }[direction];
      const drawn = direction === 'sent' ? paint.green(arrow) : paint.blue(arrow);
      this.write(`${`${time.padStart(9)}  ${wall}${drawn}${wall}  ${said}${wrong}`.trimEnd()}\n`);
    }
  }
}

/** A drawing of more is read by nobody. */
const MAXIMUM_ROWS = 5000;

const FANCY = { wall: '│', line: '─', right: '▶', left: '◀' } as const;
const PLAIN = { wall: '|', line: '-', right: '>', left: '<' } as const;

interface Row {
  readonly at: Start;
  readonly time: string;
  readonly name: string;
  readonly direction: 'sent' | 'received' | 'none';
  readonly words: string;
  readonly problem: string;
}

function rowOf(view: PacketView, look: Look): Row {
  const { seconds, nanos } = view;
  const row = { at: { seconds, nanos }, time: elapsed(view.startSeconds, view.startNanos, seconds, nanos).toFixed(3) };
  const signs = signsOf(look);
  if (view.kind !== 'packet')
    return { ...row, name: '', direction: 'none', words: stretchText(view, signs), problem: '' };
  const { summary, channel } = view.dissect(false);
  const [problem] = view.problems;
  const from = view.from ?? (view.direction === 0 ? 'client' : 'server');
  return {
    ...row,
    name: view.name,
    direction: from === 'client' ? 'sent' : 'received',
    words: `${channel === undefined ? '' : `ch ${channel}  `}${summary}`,
    problem: problem === undefined ? '' : `${signs.problem} ${problem.message}`,
  };
}
