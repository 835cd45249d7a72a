/**
 * Where one frame ends and the next begins (4.2.3):
 *
 *     0      1         3         7            7+size 8+size
 *     +------+---------+---------+------------+------+
 *     | type | channel |  size   |  payload   | 0xCE |
 *     +------+---------+---------+------------+------+
 *
 * A stream opens with a protocol header instead: "AMQP" and four octets.
 */
import { u32 } from '../../bytes/octets.js';

export const frameOverhead = 8;
export const frameMinSize = 4096;
export const frameEnd = 0xce;
export const protocolHeaderSize = 8;

/** What `measureFrame` answers in place of a length. */
export const incomplete = 0;
export const wrongFrameEnd = -1;
export const tooLarge = -2;

export type FrameBoundary =
  | { readonly status: 'complete'; readonly kind: 'protocol-header' | 'frame'; readonly size: number }
  /** `size` once the frame's own header has been seen. */
  | { readonly status: 'incomplete'; readonly size?: number }
  | { readonly status: 'malformed'; readonly code: 'AMQP_FRAME_END' | 'AMQP_FRAME_TOO_LARGE'; readonly size: number };

/**
 * The octets of the frame or protocol header at `offset`, or `incomplete`, `wrongFrameEnd` or `tooLarge`. Allocates nothing.
 * `frameMax` counts the whole frame, as in connection.tune; 0 sets no limit.
 */
export function measureFrame(bytes: Uint8Array, offset = 0, end = bytes.length, frameMax = 0): number {
  const available = end - offset;
  if (available >= 4 && isProtocolHeader(bytes, offset)) {
    return available >= protocolHeaderSize ? protocolHeaderSize : incomplete;
  }
  if (available < 7) return incomplete;
  const size = frameSize(bytes, offset);
  if (frameMax > 0 && size > frameMax) return tooLarge;
  if (available < size) return incomplete;
  return bytes[offset + size - 1] === frameEnd ? size : wrongFrameEnd;
}

/** The same in words. */
export function findFrame(bytes: Uint8Array, offset = 0, end = bytes.length, frameMax = 0): FrameBoundary {
  const size = measureFrame(bytes, offset, end, frameMax);
  if (size > 0)
    return { status: 'complete', kind: isProtocolHeader(bytes, offset) ? 'protocol-header' : 'frame', size };
  const claimed = end - offset >= 7 ? frameSize(bytes, offset) : undefined;
  if (size === incomplete || claimed === undefined) {
    return claimed === undefined || isProtocolHeader(bytes, offset)
      ? { status: 'incomplete' }
      : { status: 'incomplete', size: claimed };
  }
  const code = size === wrongFrameEnd ? 'AMQP_FRAME_END' : 'AMQP_FRAME_TOO_LARGE';
  return { status: 'malformed', code, size: claimed };
}

/** The four letters "AMQP". */
export function isProtocolHeader(bytes: Uint8Array, offset = 0): boolean {
  return (
    bytes[offset] === 0x41 && bytes[offset + 1] === 0x4d && bytes[offset + 2] === 0x51 && bytes[offset + 3] === 0x50
  );
}

/** What the frame's header claims it to be as a whole; the seven octets must be there. */
function frameSize(bytes: Uint8Array, offset: number): number {
  return u32(bytes, offset + 3) + frameOverhead;
}
