import { Buffer } from 'node:buffer';
import type { Namespace } from './namespace.js';

/** A name as a feature writes it. `exactly "…"` keeps it as it stands; all others are namespaced. */
export interface WrittenName {
  readonly text: string;
  readonly exact: boolean;
}

/** A cell of a table, or the words of a step without their quotes: `meter/7`, `exactly #`. */
export function writtenName(cell: string): WrittenName {
  const exact = /^exactly (.*)$/s.exec(cell);
  const text = exact?.[1] ?? cell;
  return { text: text.replace(/^"(.*)"$/s, '$1'), exact: exact !== null };
}

/** A Topic Name or Topic Filter on the wire. */
export function wireTopic(name: WrittenName | string, namespace: Namespace): string {
  const { text, exact } = typeof name === 'string' ? writtenName(name) : name;
  const { head, size } = paddingOf(unescaped(text));
  return pad(exact ? head : namespace.topic(head), size);
}

export function wireClientId(cell: string, namespace: Namespace): string {
  const { text, exact } = writtenName(cell);
  const { head, size } = paddingOf(unescaped(text));
  if (exact || size !== undefined) return pad(exact ? head : `${namespace.prefix}${head}`, size);
  return namespace.clientId(head);
}

/** The name of an exchange, a queue or a consumer. */
export function wireAmqpName(cell: string, namespace: Namespace): string {
  const { text, exact } = writtenName(cell);
  const { head, size } = paddingOf(unescaped(text));
  return pad(exact ? head : namespace.amqp(head), size);
}

/** A text that is no name: a routing key, a field of a table. `paid… to 254 bytes, then y` goes on behind the filling. */
export function wireText(cell: string): string {
  const [, filled = cell, tail = ''] = /^(.*… to \d+ bytes), then (.*)$/s.exec(cell) ?? [];
  const { head, size } = paddingOf(unescaped(filled));
  return pad(head, size) + tail;
}

/**
 * A payload or another text that no broker looks at: `hex 00 FF` gives octets, `hex 00 to FF … to 1000 bytes` every octet
 * in turn, everything else is UTF-8.
 */
export function wirePayload(cell: string): Buffer {
  const turns = /^hex 00 to FF … to (\d+) bytes$/.exec(cell);
  if (turns !== null) return Buffer.from(Array.from({ length: Number(turns[1]) }, (_, index) => index & 0xff));
  const hex = /^hex ((?:[0-9a-fA-F]{2} ?)*)$/.exec(cell);
  if (hex !== null) return Buffer.from((hex[1] ?? '').replaceAll(' ', ''), 'hex');
  const { head, size } = paddingOf(unescaped(cell));
  return Buffer.from(pad(head, size), 'utf8');
}

/** `\u00E9`, `\u{1F600}` and `\0` → the character: what a feature could not show otherwise. */
export function unescaped(text: string): string {
  return text.replace(/\\(?:u\{([0-9a-fA-F]+)\}|u([0-9a-fA-F]{4})|0)/g, (_, long?: string, short?: string) =>
    String.fromCodePoint(Number.parseInt(long ?? short ?? '0', 16)),
  );
}

/** `meter/… to 65535 bytes`: filled up with `x` to so many octets, the namespace counted in. */
function paddingOf(text: string): { readonly head: string; readonly size?: number } {
  const padded = /^(.*)… to (\d+) bytes$/s.exec(text);
  return padded === null ? { head: text } : { head: padded[1] ?? '', size: Number(padded[2]) };
}

function pad(text: string, size: number | undefined): string {
  if (size === undefined) return text;
  return text + 'x'.repeat(Math.max(0, size - Buffer.byteLength(text)));
}
