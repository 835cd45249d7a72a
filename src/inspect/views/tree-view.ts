import { clip, columns, pad, wrap } from '../../bytes/columns.js';
import { counted } from '../../bytes/count.js';
import { hexRows } from '../../bytes/hex.js';
import type { CaptureSummary } from '../../capture/capture-reader.js';
import { elapsed } from '../../capture/capture-time.js';
import { bareId } from '../../catalogue/statement.js';
import { statementOf } from '../../catalogue/statements.js';
import type { Field } from '../../protocol/field.js';
import { isLengthAndValue, valueText } from '../../protocol/field-text.js';
import { payloadKind } from '../../protocol/payload-text.js';
import type { Problem } from '../../protocol/problem.js';
import type { PacketView } from '../packet-view.js';
import { spokenText } from './conversation-line.js';
import { hexListing } from './hex-listing.js';
import { stretchText } from './list-view.js';
import { arrowOf, type CaptureView, type Look, type Signs, signsOf, type Totals } from './look.js';

/** Each packet as a tree of fields with their places, or (`hex`) as octets with their meaning. */
export class TreeView implements CaptureView {
  private readonly write: (text: string) => void;
  private readonly look: Look;
  private readonly signs: Signs;
  private readonly hex: boolean;
  private shown = 0;

  constructor(write: (text: string) => void, look: Look, hex: boolean) {
    this.write = write;
    this.look = look;
    this.signs = signsOf(look);
    this.hex = hex;
  }

  onPacket(view: PacketView): void {
    const { paint } = this.look;
    if (this.shown++ > 0) this.write('\n');
    if (view.kind !== 'packet') {
      this.write(`#${view.n} ${paint.yellow(stretchText(view, this.signs))}\n`);
      return;
    }
    const { field, completes } = view.dissect(true);
    this.write(`${this.title(view, field)}\n`);
    if (field === undefined) this.write(hexDump(view.bytes(), view.problems, this.look));
    else if (this.hex) this.write(hexListing(view, field, this.look));
    else {
      this.write(`\n${this.tree(view, field)}\n`);
      this.write(hexDump(view.bytes(), view.problems, this.look));
    }
    if (completes !== undefined) this.write(`\n  ${completes}\n`);
    if (view.problems.length > 0) this.write(`\n${this.verdicts(view)}`);
  }

  flush(): void {}

  finish(summary: CaptureSummary, _totals: Totals): void {
    if (this.shown === 0 && summary.format !== undefined)
      this.write(`no packet to show among ${counted(summary.records, 'record')}\n`);
  }

  /** `#5 → PUBREL   0.015 s   4 bytes   MQTT 5.0 §3.6   answers #4` */
  private title(view: PacketView, field: Field | undefined): string {
    const { paint } = this.look;
    const name = `${paint.bold(`#${view.n}`)} ${arrowOf(view, this.signs)} ${paint.bold(view.name)}`;
    if (this.hex) return `${name}   ${counted(view.length, 'byte')}`;
    const spec = field?.spec === undefined ? '' : ` ${this.look.unicode ? '§' : 'section '}${field.spec}`;
    const parts = [
      name,
      `${elapsed(view.startSeconds, view.startNanos, view.seconds, view.nanos).toFixed(3)} s`,
      counted(view.length, 'byte'),
      `${spokenText(view.conversation)}${spec}`,
    ];
    if (view.lost > 0) parts.push(paint.yellow(`${counted(view.lost, 'byte')} not captured`));
    if (view.answers > 0) parts.push(`answers #${view.answers}`);
    return parts.join('   ');
  }

  private tree(view: PacketView, root: Field): string {
    const lines: Line[] = [];
    collect(root, '', '', true, lines, this.look.unicode ? BRANCHES : PLAIN_BRANCHES);
    const homes = placeProblems(root, view.problems);
    const nameWidth = Math.max(...lines.map((line) => line.left.length)) + 3;
    const places = lines.map((line) => placeText(line.field, this.signs));
    const placeWidth = Math.max(...places.map((place) => place.length)) + 3;
    const { paint, width } = this.look;
    // On a narrow screen the bits go first, then the ends of the values, so that every place stays in its column.
    const space = (width ?? Number.POSITIVE_INFINITY) - 2 - nameWidth - 3 - placeWidth;
    const bits = lines.some(({ field }) => field.bits !== undefined) && space - BITS_WIDTH >= 12 ? BITS_WIDTH : 0;
    const limit = width === undefined ? 400 : Math.max(8, Math.min(48, space - bits));
    const texts = lines.map((line) => clip(fieldText(line.field), limit, this.signs.gap));
    const valueWidth = Math.min(48, Math.max(4, ...texts.map(columns))) + 3;
    return lines
      .flatMap((line, index) => {
        const text = texts[index] ?? '';
        const value = pad(text, Math.max(valueWidth, columns(text) + 2));
        const right = `${(places[index] ?? '').padEnd(placeWidth)}${bits === 0 ? '' : (line.field.bits ?? '').padEnd(line.field.bits === undefined ? 0 : 12)}`;
        const problems = (homes.get(line.field) ?? [])
          .map((problem) => `${this.signs.problem} ${bareId(problem.statement) ?? problem.message}`)
          .join(' ');
        const left = `  ${line.left.padEnd(nameWidth)}${value}`;
        const marked = paint.red(problems);
        if (columns(left) + right.length + columns(problems) <= (width ?? Number.POSITIVE_INFINITY))
          return [`${left}${paint.dim(right)}${marked}`.trimEnd()];
        return [
          `${left}${paint.dim(right.trimEnd())}`,
          ...wrap(problems, (width ?? 0) - 6).map((part) => `      ${paint.red(part)}`),
        ];
      })
      .join('\n')
      .concat('\n');
  }

  private verdicts(view: PacketView): string {
    const { paint } = this.look;
    return view.problems
      .map((problem) => {
        if (problem.statement === null) return `${paint.red(this.signs.problem)} ${problem.message}\n`;
        const known = statementOf(problem.statement);
        const id = bareId(problem.statement);
        const level = known === undefined ? '' : ` ${known.level.toUpperCase()}`;
        const explain = known === undefined ? '' : `   ${paint.dim(`conform explain ${id}`)}`;
        return `${paint.red(`${this.signs.problem} ${id}${level}`)}   ${problem.message}${explain}\n`;
      })
      .join('');
  }
}

/** `0110 ....` */
const BITS_WIDTH = 9;

interface Line {
  readonly left: string;
  readonly field: Field;
}

const BRANCHES = { middle: '├─ ', last: '└─ ', through: '│  ', none: '   ' };
const PLAIN_BRANCHES = { middle: '+- ', last: '`- ', through: '|  ', none: '   ' };

function collect(
  field: Field,
  own: string,
  below: string,
  root: boolean,
  lines: Line[],
  branches: typeof BRANCHES,
): void {
  lines.push({ left: `${own}${field.name}`, field });
  const children = isLengthAndValue(field) ? [] : (field.children ?? []);
  children.forEach((child, index) => {
    const last = index === children.length - 1;
    const prefix = root ? '' : below;
    collect(
      child,
      `${prefix}${last ? branches.last : branches.middle}`,
      `${prefix}${last ? branches.none : branches.through}`,
      false,
      lines,
      branches,
    );
  });
}

function fieldText(field: Field): string {
  if (field.value === undefined && field.text === undefined) return '';
  if (field.value instanceof Uint8Array && field.text === undefined) {
    const kind = payloadKind(field.value);
    const size = kind === 'binary' ? `${counted(field.value.length, 'byte')}: ` : '';
    return `${size}${valueText(field)}`;
  }
  return valueText(field);
}

function placeText({ span }: Field, signs: Signs): string {
  if (span.length <= 1) return String(span.offset);
  return `${span.offset}${signs.dash}${span.offset + span.length - 1}`;
}

/** Where each problem hangs: on the field that says so, else on the smallest field that holds its octets. */
function placeProblems(root: Field, problems: readonly Problem[]): Map<Field, Problem[]> {
  const homes = new Map<Field, Problem[]>();
  for (const problem of problems) {
    const home = ownerOf(root, problem) ?? smallest(root, problem) ?? root;
    homes.set(home, [...(homes.get(home) ?? []), problem]);
  }
  return homes;
}

function ownerOf(field: Field, problem: Problem): Field | undefined {
  if (!isLengthAndValue(field)) {
    for (const child of field.children ?? []) {
      const found = ownerOf(child, problem);
      if (found !== undefined) return found;
    }
  }
  const same = (other: Problem) => other.code === problem.code && other.span.offset === problem.span.offset;
  return field.problems?.some(same) ? field : undefined;
}

function smallest(field: Field, problem: Problem): Field | undefined {
  const { offset, length } = problem.span;
  const holds = field.span.offset <= offset && offset + length <= field.span.offset + field.span.length;
  if (!holds) return undefined;
  if (isLengthAndValue(field)) return field;
  for (const child of field.children ?? []) {
    const found = smallest(child, problem);
    if (found !== undefined) return found;
  }
  return field;
}

const MAXIMUM_DUMP = 512;

/** Rows of sixteen octets, of eight on a narrow screen; what is wrong is marked below its row. */
function hexDump(bytes: Uint8Array, problems: readonly Problem[], look: Look): string {
  const perRow = look.width !== undefined && look.width < WIDTH_OF_SIXTEEN ? 8 : 16;
  const shown = bytes.subarray(0, MAXIMUM_DUMP);
  const lines = hexRows(shown, perRow).flatMap((row) => {
    const place = look.paint.dim(row.offset.toString(16).padStart(4, '0'));
    const dump = `  ${place}  ${row.hex.padEnd(perRow * 3 + 1)}|${row.text}|`;
    return [dump, ...problems.flatMap((problem) => marks(problem, row.offset, perRow, look))];
  });
  if (bytes.length > shown.length) lines.push(`  ${counted(bytes.length - shown.length, 'more byte')}`);
  return `${lines.join('\n')}\n`;
}

/** `  0000  ` and 48 columns of octets, a blank, the text between two bars. */
const WIDTH_OF_SIXTEEN = 8 + 49 + 18;

function marks(problem: Problem, rowOffset: number, perRow: number, look: Look): string[] {
  const from = Math.max(problem.span.offset, rowOffset);
  const to = Math.min(problem.span.offset + Math.max(1, problem.span.length), rowOffset + perRow);
  if (from >= to) return [];
  let line = '';
  for (let at = rowOffset; at < to; at++) {
    const gap = at === rowOffset + perRow / 2 ? '  ' : at === rowOffset ? '' : ' ';
    line += at > from ? gap.replace(/ /g, '^') : gap;
    line += at >= from ? '^^' : '  ';
  }
  if (problem.span.offset !== from) return [`        ${look.paint.red(line)}`];
  const beside = look.width === undefined || 8 + line.length + 1 + columns(problem.message) <= look.width;
  if (beside) return [`        ${look.paint.red(`${line} ${problem.message}`)}`];
  const words = wrap(problem.message, (look.width ?? 0) - 8).map((part) => `        ${look.paint.red(part)}`);
  return [`        ${look.paint.red(line)}`, ...words];
}
