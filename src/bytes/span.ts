/** A range of octets inside a packet: `offset` from its first octet, `length` in octets. */
export interface Span {
  readonly offset: number;
  readonly length: number;
}

export const span = (offset: number, end: number): Span => ({ offset, length: end - offset });
