import { isIPv4, isIPv6 } from 'node:net';

/** "192.0.2.1", "2001:db8::1" → 4 or 16 octets; `undefined` for anything else. IPv4 in IPv6 becomes plain IPv4. */
export function parseAddress(text: string): Uint8Array | undefined {
  if (isIPv4(text)) return Uint8Array.from(text.split('.'), Number);
  const plain = text.replace(/%.*$/, '');
  if (!isIPv6(plain)) return undefined;
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain);
  if (mapped?.[1] !== undefined) return parseAddress(mapped[1]);
  const groups = plain.includes('.') ? withoutDots(plain) : plain;
  const [head = '', tail] = groups.split('::');
  const front = head === '' ? [] : head.split(':');
  const back = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = new Array<string>(8 - front.length - back.length).fill('0');
  return Uint8Array.from(
    [...front, ...zeros, ...back].flatMap((group) => {
      const value = Number.parseInt(group, 16);
      return [value >>> 8, value & 255];
    }),
  );
}

/** "64:ff9b::192.0.2.1" → "64:ff9b::c000:201" */
function withoutDots(text: string): string {
  const at = text.lastIndexOf(':') + 1;
  const [a = 0, b = 0, c = 0, d = 0] = text.slice(at).split('.').map(Number);
  return `${text.slice(0, at)}${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
}
