/*
 * The protocol header that opens a connection, of all AMQPs alike: "AMQP", then four octets. Those of 1.0 are an id and
 * 1 0 0, those of 0-9-1 are 0 0 9 1; the drafts before it have others.
 */

const LITERAL = [0x41, 0x4d, 0x51, 0x50];

/** `isOurs`: whether the major version is, 1 standing for 1.0 alone. */
export function opensWithHeader(
  bytes: Uint8Array,
  start: number,
  end: number,
  isOurs: (major: number) => boolean,
): 'yes' | 'no' | 'open' {
  const length = Math.min(LITERAL.length, end - start);
  for (let i = 0; i < length; i++) if (bytes[start + i] !== LITERAL[i]) return 'no';
  if (end - start < 8) return 'open';
  const is10 = bytes[start + 5] === 1 && bytes[start + 6] === 0 && bytes[start + 7] === 0;
  return isOurs(is10 ? 1 : 0) ? 'yes' : 'no';
}

export const beginsWithHeader = (bytes: Uint8Array, start: number): boolean =>
  bytes[start] === LITERAL[0] && bytes[start + 1] === LITERAL[1];
