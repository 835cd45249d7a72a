/**
 * Fixed-width integers at an offset, without a cursor: for the hot path, where `Reader` would allocate.
 * The caller has checked the bounds.
 */
export const u16 = (buffer: Uint8Array, at: number): number =>
  ((buffer[at] as number) << 8) | (buffer[at + 1] as number);

/** Thirty-two bits as a signed number: sequence numbers and addresses, where only equality and difference matter. */
export const i32 = (buffer: Uint8Array, at: number): number =>
  ((buffer[at] as number) << 24) |
  ((buffer[at + 1] as number) << 16) |
  ((buffer[at + 2] as number) << 8) |
  (buffer[at + 3] as number);

export const u32 = (buffer: Uint8Array, at: number): number => i32(buffer, at) >>> 0;

export const u16le = (buffer: Uint8Array, at: number): number =>
  ((buffer[at + 1] as number) << 8) | (buffer[at] as number);

export const u32le = (buffer: Uint8Array, at: number): number =>
  (((buffer[at + 3] as number) << 24) |
    ((buffer[at + 2] as number) << 16) |
    ((buffer[at + 1] as number) << 8) |
    (buffer[at] as number)) >>>
  0;
