import { Buffer } from 'node:buffer';
import type { Field, FieldValue } from '../field.js';
import type { Problem } from '../problem.js';

/** A field of the tree while reading goes on. */
export interface OpenField {
  name: string;
  start: number;
  end: number;
  value?: FieldValue;
  text?: string;
  bits?: string;
  spec?: string;
  problems?: Problem[];
  children: OpenField[];
}

/** The field as everybody sees it, with all that is in it. */
export function closeField({ name, start, end, children, value, ...rest }: OpenField): Field {
  return {
    name,
    span: { offset: start, length: end - start },
    ...(value === undefined ? {} : { value: value instanceof Uint8Array ? Buffer.from(value) : value }),
    ...rest,
    ...(children.length === 0 ? {} : { children: children.map(closeField) }),
  };
}
