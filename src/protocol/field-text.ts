import { quoted, visible } from '../bytes/text.js';
import type { Field } from './field.js';
import { payloadText } from './payload-text.js';

/** A field's value as a person reads it; safe for a terminal. */
export function valueText(field: Field, limit = 200): string {
  if (field.text !== undefined) return visible(field.text);
  const { value } = field;
  if (value === undefined || value === null) return '';
  if (value instanceof Uint8Array) return payloadText(value, limit);
  return typeof value === 'string' ? quoted(value) : String(value);
}

/** A string's length and octets are told by its own line. */
export function isLengthAndValue(field: Field): boolean {
  const [first, second, third] = field.children ?? [];
  return first?.name === 'Length' && third === undefined && (second === undefined || second.name === 'Value');
}
