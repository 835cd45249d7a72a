import { Buffer } from 'node:buffer';

/** `"82 19 | 00 0A"` → octets; blanks, `|` and line breaks separate. `undefined` when it is not hex. */
export function parseHex(text: string): Buffer | undefined {
  const digits = text.replace(/[\s|]+/g, '');
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) return undefined;
  return Buffer.from(digits, 'hex');
}

/** Octets → `"82 19 00 0a"`. */
export function formatHex(bytes: Uint8Array, separator = ' '): string {
  return Array.from(bytes, (octet) => octet.toString(16).padStart(2, '0')).join(separator);
}

/** The first octets in hex, and ` …` where there are more. */
export function formatHexStart(bytes: Uint8Array, most = 16): string {
  return `${formatHex(bytes.subarray(0, most))}${bytes.length > most ? ' …' : ''}`;
}

/** A number as standards write it: `0x81`; four digits for two octets. */
export function hexNumber(value: number, digits = 2): string {
  return `0x${value.toString(16).padStart(digits, '0')}`;
}

export interface HexRow {
  /** Offset of the row's first octet. */
  readonly offset: number;
  readonly hex: string;
  /** Printable ASCII, everything else a dot. */
  readonly text: string;
}

/** Rows of sixteen octets, as a hex dump shows them: a wider gap after the eighth. */
export function hexRows(bytes: Uint8Array, width = 16): HexRow[] {
  const rows: HexRow[] = [];
  for (let offset = 0; offset < bytes.length; offset += width) {
    const row = bytes.subarray(offset, offset + width);
    const half = width / 2;
    const hex =
      row.length > half ? `${formatHex(row.subarray(0, half))}  ${formatHex(row.subarray(half))}` : formatHex(row);
    const text = Array.from(row, (octet) => (octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : '.')).join(
      '',
    );
    rows.push({ offset, hex, text });
  }
  return rows;
}
