import { Buffer } from 'node:buffer';
import { quoted } from '../../bytes/text.js';
import { decodeUtf8 } from '../../bytes/utf8.js';
import { type Amqp10Value, itemsOf } from './value.js';

/** A value in few words, safe for a terminal. */
export function valueText(value: Amqp10Value | undefined, depth = 0): string {
  if (value === undefined || value.value === null) return 'null';
  const { value: content } = value;
  if (depth > 4) return '…';
  if (value.type === 'described') {
    const [inner] = itemsOf(value);
    if (value.composite === undefined)
      return `${valueText(value.descriptor, depth + 1)} ${valueText(inner, depth + 1)}`;
    const items = value.composite.fields.flatMap((field, index) => {
      const item = itemsOf(inner)[index];
      return item === undefined || item.type === 'null' ? [] : [`${field.name} ${valueText(item, depth + 1)}`];
    });
    return items.length === 0 ? value.composite.name : `${value.composite.name} (${items.join(', ')})`;
  }
  if (content instanceof Uint8Array) return binaryText(content);
  if (typeof content === 'string') {
    return value.type === 'symbol' ? quoted(content).slice(1, -1) : quoted(content);
  }
  if (!Array.isArray(content)) return value.type === 'timestamp' ? timestampText(content as bigint) : String(content);
  const items = itemsOf(value);
  const shown = items.slice(0, 16).map((item) => valueText(item, depth + 1));
  const more = items.length > 16 ? ', …' : '';
  if (value.type !== 'map') return `[${shown.join(', ')}${more}]`;
  const pairs = shown.flatMap((text, index) => (index % 2 === 0 ? [`${text}: ${shown[index + 1] ?? ''}`] : []));
  return `{${pairs.join(', ')}${more}}`;
}

function binaryText(octets: Uint8Array): string {
  const printable = octets.length > 0 && octets.length <= 64 && octets.every((octet) => octet >= 0x20 && octet < 0x7f);
  if (printable) return quoted(decodeUtf8(octets));
  const head = Buffer.from(octets.buffer, octets.byteOffset, Math.min(16, octets.length)).toString('hex');
  return octets.length === 0 ? 'empty' : `0x${head}${octets.length > 16 ? `… (${octets.length} octets)` : ''}`;
}

function timestampText(milliseconds: bigint): string {
  const number = Number(milliseconds);
  return Math.abs(number) <= 8.64e15 ? new Date(number).toISOString() : String(milliseconds);
}
