import { Buffer, isUtf8 } from 'node:buffer';
import { formatHexStart } from '../bytes/hex.js';
import { quoted, visible } from '../bytes/text.js';

/** Octets as people read them: JSON where it is JSON, text where it is text, else hex. At most `limit` characters. */
export function payloadText(octets: Uint8Array, limit: number): string {
  if (octets.length === 0) return 'empty';
  const head = Buffer.from(octets.buffer, octets.byteOffset, Math.min(octets.length, 4 * limit));
  const text = textOf(head, head.length < octets.length);
  if (text === undefined) return formatHexStart(octets, Math.max(4, Math.floor(limit / 3)));
  const whole = head.length === octets.length && text.length <= limit;
  if (whole && isJson(text)) return `JSON ${visible(text)}`;
  const shown = whole ? text : Array.from(text).slice(0, limit).join('');
  return `${quoted(shown)}${shown.length < text.length || head.length < octets.length ? ' …' : ''}`;
}

/** What the octets are: for a heading. */
export function payloadKind(octets: Uint8Array): 'empty' | 'JSON' | 'text' | 'binary' {
  if (octets.length === 0) return 'empty';
  const head = Buffer.from(octets.buffer, octets.byteOffset, Math.min(octets.length, 65_536));
  const text = textOf(head, head.length < octets.length);
  if (text === undefined) return 'binary';
  return head.length === octets.length && isJson(text) ? 'JSON' : 'text';
}

/** `undefined` for what is not text: ill-formed UTF-8, or mostly control characters. */
function textOf(octets: Buffer, cut: boolean): string | undefined {
  let end = octets.length;
  // A cut may go through a character.
  while (cut && end > 0 && octets.length - end < 4 && !isUtf8(octets.subarray(0, end))) end--;
  const part = octets.subarray(0, end);
  if (!isUtf8(part)) return undefined;
  const controls = part.reduce((sum, octet) => sum + (octet < 0x20 && !BLANKS.has(octet) ? 1 : 0), 0);
  return controls * 8 > part.length ? undefined : part.toString('utf8');
}

const BLANKS: ReadonlySet<number> = new Set([0x09, 0x0a, 0x0d]);

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
