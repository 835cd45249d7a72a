import type { PacketView } from '../packet-view.js';
import { type PacketRecord, recordOf } from '../record.js';
import { type Expression, type FilterProblem, type Literal, type Operator, parseFilter } from './filter-parser.js';
import { publishPayload } from './filter-payload.js';

/** Does the packet at hand match? */
export type Filter = (view: PacketView) => boolean;

export type { FilterProblem };

/**
 * `topic == "a/b" and qos > 0`, `packet == "basic.publish"`, `problem`, `not (stream == 3)`.
 * Fields are those of `--ndjson`. A packet that lacks a field matches no comparison with it.
 */
export function makeFilter(text: string): Filter | FilterProblem {
  const parsed = parseFilter(text);
  if ('message' in parsed) return parsed;
  const test = compile(parsed);
  return (view) => test({ view, record: recordOf(view) });
}

interface Subject {
  readonly view: PacketView;
  readonly record: PacketRecord;
}

type Test = (subject: Subject) => boolean;

function compile(expression: Expression): Test {
  switch (expression.kind) {
    case 'and': {
      const [left, right] = [compile(expression.left), compile(expression.right)];
      return (subject) => left(subject) && right(subject);
    }
    case 'or': {
      const [left, right] = [compile(expression.left), compile(expression.right)];
      return (subject) => left(subject) || right(subject);
    }
    case 'not': {
      const inner = compile(expression.inner);
      return (subject) => !inner(subject);
    }
    case 'present':
      return (subject) => isTrue(fieldValue(subject, expression.field));
    case 'compare': {
      const { field, value } = expression;
      const compare = COMPARE[expression.operator];
      return (subject) => {
        const found = fieldValue(subject, field);
        return Array.isArray(found) ? found.some((item) => compare(item, value)) : compare(found, value);
      };
    }
  }
}

function fieldValue({ view, record }: Subject, field: string): unknown {
  if (field === 'problem') return record.problems.flatMap(({ code, statement, message }) => [code, statement, message]);
  if (field === 'payload') return publishPayload(view);
  if (field === 'time') return Number(record.time);
  return record[field];
}

function isTrue(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== false;
}

type Compare = (found: unknown, value: Literal) => boolean;

const COMPARE: Readonly<Record<Operator, Compare>> = {
  '==': isEqual,
  '!=': (found, value) => found !== undefined && !isEqual(found, value),
  '<': (found, value) => order(found, value, (a, b) => a < b),
  '<=': (found, value) => order(found, value, (a, b) => a <= b),
  '>': (found, value) => order(found, value, (a, b) => a > b),
  '>=': (found, value) => order(found, value, (a, b) => a >= b),
  contains: (found, value) => typeof found === 'string' && found.includes(String(value)),
  startswith: (found, value) => typeof found === 'string' && found.startsWith(String(value)),
};

function isEqual(found: unknown, value: Literal): boolean {
  if (typeof found === 'string')
    return (
      found === String(value) ||
      (typeof value === 'string' && found.toLowerCase() === value.toLowerCase() && NAMES.test(found))
    );
  if (typeof found === 'number') return found === Number(value);
  return found === value;
}

/** Packets' names may be written in any case: `packet == publish`. */
const NAMES = /^[A-Z]+$|^[a-z0-9-]+\.[a-z0-9-]+$/;

function order(found: unknown, value: Literal, test: (a: number | string, b: number | string) => boolean): boolean {
  if (typeof found === 'number') return test(found, Number(value));
  return typeof found === 'string' && typeof value === 'string' && test(found, value);
}
