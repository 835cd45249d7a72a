import { count } from '../bytes/count.js';
import { formatHex, hexRows } from '../bytes/hex.js';
import type { Span } from '../bytes/span.js';
import type { Evidence } from '../result/expectation.js';
import type { TranscriptEntry } from '../result/transcript.js';
import { paragraph } from './paragraph.js';
import { printable } from './printable.js';
import type { View } from './view.js';

/** Where the octets of a packet stand, and how many of them in a row. */
export interface Place {
  readonly indent: number;
  readonly perRow: 16 | 8;
}

/** Sixteen where they fit below their packet, else further to the left, else eight. */
export function placeOfOctets({ width }: View, outer: number, below: number): Place {
  const room = width - outer;
  if (below + widthOfRow(16) <= room) return { indent: below, perRow: 16 };
  if (2 + widthOfRow(16) <= room) return { indent: 2, perRow: 16 };
  return { indent: below + widthOfRow(8) <= room ? below : 2, perRow: 8 };
}

/** Offset, octets with a gap in the middle, the same as text. */
function widthOfRow(perRow: 16 | 8): number {
  return 6 + perRow * 3 + 1 + perRow + 2;
}

/** The octets of a packet: as the feature explains them where it does, else as a dump with the evidence marked. */
export function octetLines(
  { bytes, meanings }: TranscriptEntry & { readonly bytes: Uint8Array },
  evidence: Evidence,
  place: Place,
  view: View,
): string[] {
  const explained = meanings !== undefined && evidence.span === undefined && bytes.length <= mostRows * 16;
  const lines = explained ? meaningLines(meanings, place, view) : dumpLines(bytes, evidence, place, view);
  return lines.map((line) => `${' '.repeat(place.indent)}${line}`);
}

/** The octets as the feature wrote them, each with its meaning. */
function meaningLines(meanings: NonNullable<TranscriptEntry['meanings']>, { indent }: Place, view: View): string[] {
  const column = Math.min(view.width < 80 ? 23 : 40, Math.max(...meanings.map(({ bytes }) => bytes.length * 3 - 1)));
  let offset = 0;
  return meanings.flatMap(({ bytes, meaning }) => {
    const rows = bytes.length * 3 - 1 <= column ? [formatHex(bytes)] : hexRows(bytes, 8).map(({ hex }) => hex);
    const lines = rows.flatMap((hex, index) => {
      const at = (offset + (rows.length === 1 ? 0 : index * 8)).toString(16).padStart(4, '0');
      const label = `${view.paint.dim(at)}  ${hex.padEnd(column)}  `;
      return paragraph(
        label,
        6 + Math.max(column, hex.length) + 2,
        index === 0 ? printable(meaning) : '',
        view,
        indent + 4,
      );
    });
    offset += bytes.length;
    return lines;
  });
}

const mostRows = 16;

function dumpLines(bytes: Uint8Array, { span, note }: Evidence, { perRow }: Place, view: View): string[] {
  const rows = hexRows(bytes, perRow);
  const marked = span === undefined ? undefined : Math.floor(span.offset / perRow);
  const shown = rows.filter((_, index) => index < mostRows || (marked !== undefined && Math.abs(index - marked) <= 1));
  const lines: string[] = [];
  let expected = 0;
  for (const row of shown) {
    if (row.offset > expected) lines.push(`${view.unicode ? '…' : '...'} ${count(row.offset - expected)} bytes`);
    expected = row.offset + perRow;
    lines.push(
      `${view.paint.dim(row.offset.toString(16).padStart(4, '0'))}  ${row.hex.padEnd(perRow * 3)} |${row.text}|`,
    );
    const caret = caretsUnder(row.offset, span, perRow);
    if (caret === undefined) continue;
    const words = note === undefined || !isLastRow(row.offset, span, perRow) ? '' : ` ${printable(note)}`;
    lines.push(view.paint.red(`${caret}${words}`));
  }
  if (expected < bytes.length) lines.push(`${view.unicode ? '…' : '...'} ${count(bytes.length - expected)} more bytes`);
  return lines;
}

function caretsUnder(offset: number, span: Span | undefined, perRow: number): string | undefined {
  if (span === undefined) return undefined;
  const from = Math.max(span.offset, offset);
  const to = Math.min(span.offset + Math.max(1, span.length), offset + perRow);
  if (from >= to) return undefined;
  const column = (position: number) => 6 + position * 3 + (position >= perRow / 2 ? 1 : 0);
  const start = column(from - offset);
  const end = column(to - 1 - offset) + 2;
  return `${' '.repeat(start)}${'^'.repeat(end - start)}`;
}

function isLastRow(offset: number, span: Span | undefined, perRow: number): boolean {
  return span !== undefined && span.offset + Math.max(1, span.length) <= offset + perRow;
}
