import { clip, columns, pad } from '../bytes/columns.js';
import type { Field } from '../protocol/field.js';
import { isLengthAndValue, valueText } from '../protocol/field-text.js';
import { type Octets, packetFields } from './packet-fields.js';
import type { View } from './view.js';

/** The fields of an entry's packets as a tree, each with its octets' places: `├─ Packet Identifier   10   2–3`. */
export function fieldLines(conversation: Octets, index: number, indent: number, view: View): string[] {
  return packetFields(conversation, index).flatMap(({ offset, field }) => {
    const rows: Row[] = [];
    collect(field, '', '', true, rows, view.unicode ? BRANCHES : PLAIN_BRANCHES);
    const names = Math.max(...rows.map(({ left }) => left.length)) + 2;
    const room = Math.max(12, view.width - outer - indent - names - 12);
    const values = rows.map(({ value }) => clip(value, room, view.unicode ? '…' : '...'));
    const width = Math.min(28, Math.max(...values.map(columns))) + 2;
    return rows.map(({ left, field: { span } }, at) => {
      const from = offset + span.offset;
      const place = span.length <= 1 ? `${from}` : `${from}${view.unicode ? '–' : '-'}${from + span.length - 1}`;
      const value = pad(values[at] ?? '', Math.max(width, columns(values[at] ?? '') + 2));
      return `${' '.repeat(indent)}${left.padEnd(names)}${value}${view.paint.dim(place)}`;
    });
  });
}

/** Columns that stand before every line of a failure. */
const outer = 4;

interface Row {
  readonly left: string;
  readonly field: Field;
  readonly value: string;
}

const BRANCHES = { middle: '├─ ', last: '└─ ', through: '│  ', none: '   ' };
const PLAIN_BRANCHES = { middle: '+- ', last: '`- ', through: '|  ', none: '   ' };

function collect(field: Field, own: string, below: string, root: boolean, rows: Row[], signs: typeof BRANCHES): void {
  rows.push({ left: `${own}${field.name}`, field, value: valueText(field, 60) });
  const children = isLengthAndValue(field) ? [] : (field.children ?? []);
  children.forEach((child, at) => {
    const isLast = at === children.length - 1;
    const prefix = root ? '' : below;
    const deeper = `${prefix}${isLast ? signs.none : signs.through}`;
    collect(child, `${prefix}${isLast ? signs.last : signs.middle}`, deeper, false, rows, signs);
  });
}
