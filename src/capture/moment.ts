/** The record that is being read: one object, filled again for each record, read by every layer. */
export class Moment {
  /** 1-based number of the record; 0 before the first. */
  frame = 0;
  seconds = 0;
  nanos = 0;
  /** The buffer that the record lies in, and which filling of it: what was delivered of the same one can be seen again. */
  buffer: Uint8Array | undefined = undefined;
  chunk = 0;
}
