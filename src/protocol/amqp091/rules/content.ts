/** A message on its way: method, content header, and so much of its body. */
export interface ContentProgress {
  /** Number of the method's packet; 0 where it was not seen. */
  readonly method: number;
  /** -1 while the content header has not come. */
  readonly bodySize: number;
  readonly received: number;
  readonly frames: number;
  /** The first octets of a body that comes in more than one frame. */
  readonly head: Uint8Array;
}

/** The contents of one direction of a channel, one after the other: one object for all of them. */
export class Content implements ContentProgress {
  /** What is due next. */
  due: 'nothing' | 'header' | 'body' = 'nothing';
  /** The frame that was followed last belongs to it. */
  isShown = false;
  method = 0;
  bodySize = -1;
  received = 0;
  frames = 0;
  head: Uint8Array = NO_HEAD;

  begin(method: number): void {
    this.due = 'header';
    this.isShown = true;
    this.method = method;
    this.bodySize = -1;
    this.received = 0;
    this.frames = 0;
    this.head = NO_HEAD;
  }

  header(bodySize: number): void {
    if (this.due === 'nothing') this.begin(0);
    this.isShown = true;
    this.bodySize = bodySize;
    this.due = bodySize > 0 ? 'body' : 'nothing';
  }

  body(length: number, buffer: Uint8Array, start: number, end: number): void {
    this.frames++;
    this.isShown = true;
    if (this.head.length < HEAD_LENGTH && (this.received > 0 || length < this.bodySize)) {
      this.head = joined(this.head, buffer.subarray(start, end));
    }
    this.received += length;
    if (this.received >= this.bodySize) this.due = 'nothing';
  }

  /** Whatever was on its way is over. */
  end(): void {
    this.due = 'nothing';
    this.isShown = false;
  }
}

const HEAD_LENGTH = 4096;
const NO_HEAD = new Uint8Array(0);

function joined(head: Uint8Array, more: Uint8Array): Uint8Array {
  const taken = more.subarray(0, HEAD_LENGTH - head.length);
  const both = new Uint8Array(head.length + taken.length);
  both.set(head);
  both.set(taken, head.length);
  return both;
}
