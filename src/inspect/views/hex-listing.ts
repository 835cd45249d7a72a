import { columns, wrap } from '../../bytes/columns.js';
import { counted } from '../../bytes/count.js';
import { formatHex } from '../../bytes/hex.js';
import type { Field } from '../../protocol/field.js';
import { isLengthAndValue, valueText } from '../../protocol/field-text.js';
import type { PacketView } from '../packet-view.js';
import { type Look, signsOf } from './look.js';

const OCTETS_A_ROW = 8;
/** Where the meanings stand. */
const NOTE_COLUMN = 34;
/** Rows of one field; a long payload is not for reading. */
const MAXIMUM_ROWS = 32;

/** `0002  00 07                     Topic Name length 7`: every octet of the packet once, with what it means. */
export function hexListing(view: PacketView, root: Field, look: Look): string {
  const bytes = view.bytes();
  const lines: string[] = [];
  let at = 0;
  for (const piece of piecesOf(root)) {
    if (piece.offset > at) lines.push(...rows(bytes, at, piece.offset, 'not read', look));
    const end = Math.min(piece.offset + piece.length, bytes.length);
    if (end > piece.offset)
      lines.push(...rows(bytes, piece.offset, end, piece.meaning, look, problemsOf(view, piece, look)));
    at = Math.max(at, end);
  }
  if (at < bytes.length) lines.push(...rows(bytes, at, bytes.length, 'not read', look));
  return `${lines.join('\n')}\n`;
}

interface Piece {
  readonly offset: number;
  readonly length: number;
  readonly meaning: string;
}

/** The leaves in order of their octets; fields that share octets (flags) share a piece. */
function piecesOf(root: Field): Piece[] {
  const pieces: Piece[] = [];
  const add = (offset: number, length: number, meaning: string) => {
    const last = pieces.at(-1);
    if (last !== undefined && last.offset === offset && last.length === length) {
      pieces[pieces.length - 1] = { offset, length, meaning: `${last.meaning}, ${meaning}` };
    } else if (length > 0) pieces.push({ offset, length, meaning });
  };
  const walk = (field: Field, depth: number) => {
    const { span, children } = field;
    if (isLengthAndValue(field)) {
      const [length, value] = children ?? [];
      if (length !== undefined)
        add(length.span.offset, length.span.length, `${field.name} length ${String(length.value)}`);
      if (value !== undefined) add(value.span.offset, value.span.length, valueText(field));
      return;
    }
    if (children === undefined || children.length === 0) {
      add(span.offset, span.length, depth === 0 ? field.name : meaningOf(field));
      return;
    }
    // What stands in front of the first child is the field's own: a size, a count, a constructor.
    const first = Math.min(...children.map((child) => child.span.offset));
    if (first > span.offset && depth > 0) add(span.offset, first - span.offset, meaningOf(field));
    for (const child of children) walk(child, depth + 1);
  };
  walk(root, 0);
  return pieces.sort((a, b) => a.offset - b.offset);
}

function meaningOf(field: Field): string {
  if (field.name === 'Control Packet Type' || field.name === 'type') return valueText(field).replace(/^\d+ /, '');
  const text = valueText(field);
  return text === '' || text === field.name ? field.name : `${field.name} ${text.replace(`${field.name}, `, '')}`;
}

function rows(bytes: Uint8Array, start: number, end: number, meaning: string, look: Look, marks = ''): string[] {
  const lines: string[] = [];
  // What does not fit beside the first octets goes on beside and below the others.
  const notes = notesOf(meaning, marks, look);
  for (let at = start; at < end && lines.length < MAXIMUM_ROWS; at += OCTETS_A_ROW) {
    const octets = formatHex(bytes.subarray(at, Math.min(at + OCTETS_A_ROW, end)));
    const place = look.paint.dim(at.toString(16).padStart(4, '0'));
    lines.push(`  ${place}  ${octets.padEnd(26)}${notes[lines.length] ?? ''}`.trimEnd());
  }
  for (const note of notes.slice(lines.length)) lines.push(`${' '.repeat(NOTE_COLUMN)}${note}`);
  const shown = MAXIMUM_ROWS * OCTETS_A_ROW;
  if (end - start > shown) lines.push(`        ${signsOf(look).gap} ${counted(end - start - shown, 'more byte')}`);
  return lines;
}

/** What octets mean, and what is wrong with them: on one line where it fits. */
function notesOf(meaning: string, marks: string, { width, paint }: Look): string[] {
  const room = (width ?? Number.POSITIVE_INFINITY) - NOTE_COLUMN;
  const words = wrap(meaning, room);
  if (marks === '') return words;
  const last = words.at(-1) ?? '';
  if (columns(last) + 3 + columns(marks) > room) return [...words, ...wrap(marks, room).map((line) => paint.red(line))];
  return [...words.slice(0, -1), `${last}   ${paint.red(marks)}`];
}

function problemsOf(view: PacketView, piece: Piece, look: Look): string {
  const here = view.problems.filter(
    ({ span }) => span.offset >= piece.offset && span.offset < piece.offset + piece.length,
  );
  if (here.length === 0) return '';
  const signs = signsOf(look);
  return here.map((problem) => `${signs.problem} ${problem.message}`).join('; ');
}
