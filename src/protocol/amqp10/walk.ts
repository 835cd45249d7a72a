import { Reader } from '../../bytes/reader.js';
import { span } from '../../bytes/span.js';
import type { Field, FieldValue } from '../field.js';
import type { Problem } from '../problem.js';
import { type Amqp10ProblemCode, amqp10Problem } from './problems.js';
import { type Amqp10Value, itemsOf } from './value.js';
import { valueText } from './value-text.js';

export interface ReadValue {
  readonly value: Amqp10Value;
  /** Only where the tree is asked for. */
  readonly field: Field | undefined;
}

/** What one walk over octets gathers. */
export class Walk {
  readonly problems: Problem[] = [];
  readonly tree: boolean;
  readonly reader: Reader;
  /** How many values were read, whatever sizes and counts claim. */
  values = 0;

  constructor(bytes: Uint8Array, start: number, end: number, tree: boolean) {
    this.reader = new Reader(bytes, start, end);
    this.tree = tree;
  }

  report(code: Amqp10ProblemCode, start: number, end: number, message?: string): undefined {
    this.problems.push(amqp10Problem(code, span(start, Math.max(start, end)), message));
    return undefined;
  }

  /** A value that holds no others. */
  leaf(name: string, value: Amqp10Value, start: number, end: number): ReadValue {
    if (!this.tree) return { value, field: undefined };
    const text = value.type === 'null' ? 'null' : `${valueText(value)}  ${value.type}`;
    return { value, field: { name, span: span(start, end), value: value.value as FieldValue, text } };
  }

  /** A list, map or array, with the fields of its items. */
  branch(name: string, value: Amqp10Value, start: number, end: number, children: readonly Field[]): ReadValue {
    if (!this.tree) return { value, field: undefined };
    const count = itemsOf(value).length;
    const items =
      value.type === 'map'
        ? `${count / 2} ${count === 2 ? 'entry' : 'entries'}`
        : `${count} ${count === 1 ? 'item' : 'items'}`;
    return { value, field: { name, span: span(start, end), text: `${value.type}, ${items}`, children } };
  }
}
