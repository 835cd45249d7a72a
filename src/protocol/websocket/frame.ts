/*
 * The header of a WebSocket frame (RFC 6455 5.2):
 *
 *   | FIN | RSV1-3 | opcode (4) |  octet 0
 *   | MASK | length (7)         |  octet 1; 126: 16 bits follow, 127: 64 bits follow
 *   | masking key, 4 octets     |  from client to server
 *   | payload                   |
 */

export const CONTINUATION = 0;
export const TEXT = 1;
export const BINARY = 2;
export const CLOSE = 8;
const PING = 9;
const PONG = 10;

const OPCODES: ReadonlySet<number> = new Set([CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG]);

export interface FrameHeader {
  readonly final: boolean;
  /** RSV1 to RSV3 as three bits; RSV1 (4) marks a compressed message. */
  readonly reserved: number;
  readonly opcode: number;
  /** The masking key, 32 bits; `undefined` where the frame is not masked. */
  readonly mask: number | undefined;
  readonly payloadLength: number;
  readonly headerLength: number;
}

export const MAXIMUM_HEADER_LENGTH = 14;

/** `undefined` while the header is not all there. */
export function readFrameHeader(bytes: Uint8Array, start = 0, end = bytes.length): FrameHeader | undefined {
  if (end - start < 2) return undefined;
  const first = bytes[start] ?? 0;
  const second = bytes[start + 1] ?? 0;
  const short = second & 0x7f;
  const masked = (second & 0x80) !== 0;
  const lengthOctets = short === 127 ? 8 : short === 126 ? 2 : 0;
  const headerLength = 2 + lengthOctets + (masked ? 4 : 0);
  if (end - start < headerLength) return undefined;
  let payloadLength = lengthOctets === 0 ? short : 0;
  for (let i = 0; i < lengthOctets; i++) payloadLength = payloadLength * 256 + (bytes[start + 2 + i] ?? 0);
  const keyAt = start + 2 + lengthOctets;
  const mask = masked
    ? (((bytes[keyAt] ?? 0) << 24) |
        ((bytes[keyAt + 1] ?? 0) << 16) |
        ((bytes[keyAt + 2] ?? 0) << 8) |
        (bytes[keyAt + 3] ?? 0)) >>>
      0
    : undefined;
  return { final: first >= 0x80, reserved: (first >>> 4) & 7, opcode: first & 0x0f, mask, payloadLength, headerLength };
}

/** Whether the header obeys RFC 6455 5.2 and 5.5: no reserved bits or opcodes, control frames short and whole. */
export function isLegalHeader(header: FrameHeader): boolean {
  if ((header.reserved & 3) !== 0 || !OPCODES.has(header.opcode)) return false;
  return header.opcode < CLOSE || (header.final && header.payloadLength <= 125 && header.reserved === 0);
}
