import { incomplete, measureFrame, tooLarge, wrongFrameEnd } from '../../protocol/amqp091/framing.js';
import type { AmqpConduct } from './conduct.js';
import type { Connection } from './connection.js';

export const framing = { reassemble, measureNext, refuseFrame };

export type InputUnit = { readonly frame: Buffer } | 'none' | FramingFault;
export type FramingFault = 'wrong-end' | 'too-large';

/** How the connection stands, as far as frames care. */
export interface FramingState {
  readonly tuned: boolean;
  readonly running: boolean;
  readonly frameMax: number;
}

/** The octets that have come, cut into frames. */
export class FrameInput {
  private octets: Buffer = Buffer.alloc(0);

  constructor(private readonly conduct: AmqpConduct) {}

  get bytes(): Buffer {
    return this.octets;
  }

  add(octets: Buffer, running: boolean): void {
    this.octets = this.conduct.reassemble(this.octets, octets, running);
  }

  skip(count: number): void {
    this.octets = this.octets.subarray(count);
  }

  clear(): void {
    this.octets = Buffer.alloc(0);
  }

  next(state: FramingState): InputUnit {
    const size = this.conduct.measureNext(this.octets, state);
    if (size === incomplete) return 'none';
    if (size === tooLarge) return 'too-large';
    if (size === wrongFrameEnd) return 'wrong-end';
    const frame = this.octets.subarray(0, size);
    this.skip(size);
    return { frame };
  }
}

/** A frame may come in any number of pieces. */
function reassemble(rest: Buffer, octets: Buffer, _running: boolean): Buffer {
  return rest.length > 0 ? Buffer.concat([rest, octets]) : octets;
}

/** The size of the frame that the octets begin with, or what stands in its way: see measureFrame. */
function measureNext(octets: Buffer, { frameMax }: FramingState): number {
  return measureFrame(octets, 0, octets.length, frameMax);
}

/** One that is too large is told so; behind a wrong end octet nothing can be told from anything (4.2.3). */
function refuseFrame(connection: Connection, fault: FramingFault): void {
  if (fault === 'wrong-end' || connection.state === 'closing') connection.drop();
  else {
    connection.input.clear();
    connection.raise('frame-error', `a frame of more than ${connection.frameMax} octets`);
  }
}
