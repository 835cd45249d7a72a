import { incomplete, measureFrame, tooLarge, wrongFrameEnd } from '../../protocol/amqp091/framing.js';
import type { Faults } from './defects.js';

export type InputUnit =
  | { readonly frame: Buffer }
  | 'none'
  | 'wrong-end'
  | 'too-large'
  | 'too-large-for-handshake'
  | 'deaf';

/** How the connection stands, as far as frames care. */
export interface FramingState {
  readonly tuned: boolean;
  readonly running: boolean;
  readonly frameMax: number;
}

const smallHandshakeBuffer = 1024;

/** The octets that have come, cut into frames. */
export class FrameInput {
  private octets: Buffer = Buffer.alloc(0);

  constructor(private readonly faults: Faults) {}

  get bytes(): Buffer {
    return this.octets;
  }

  add(octets: Buffer, running: boolean): void {
    const keeps = this.octets.length > 0 && !(running && this.faults.has('needs-frame-in-one-read'));
    this.octets = keeps ? Buffer.concat([this.octets, octets]) : octets;
  }

  skip(count: number): void {
    this.octets = this.octets.subarray(count);
  }

  clear(): void {
    this.octets = Buffer.alloc(0);
  }

  next(state: FramingState): InputUnit {
    const size = measureFrame(this.octets, 0, this.octets.length, this.limit(state));
    if (size === incomplete) return 'none';
    if (size === tooLarge) return this.tooLarge();
    if (size === wrongFrameEnd) return this.wrongEnd();
    if (!state.tuned && size > smallHandshakeBuffer && this.faults.has('has-a-small-handshake-buffer')) {
      return 'too-large-for-handshake';
    }
    return this.take(size);
  }

  private take(size: number): { readonly frame: Buffer } {
    const frame = this.octets.subarray(0, size);
    this.skip(size);
    return { frame };
  }

  private limit({ tuned, running, frameMax }: FramingState): number {
    if (this.faults.has('ignores-frame-max')) return 0;
    if (!tuned && this.faults.has('waits-for-huge-frame-before-tune')) return 0;
    return running && this.faults.has('counts-frame-max-one-short') ? frameMax - 1 : frameMax;
  }

  private tooLarge(): InputUnit {
    return this.octets[0] === 1 && this.faults.has('hangs-on-oversize-method') ? 'deaf' : 'too-large';
  }

  private wrongEnd(): InputUnit {
    const end = 7 + this.octets.readUInt32BE(3);
    if (this.faults.has('ignores-frame-end')) {
      const { frame } = this.take(end + 1);
      return { frame: Buffer.concat([frame.subarray(0, -1), Buffer.of(0xce)]) };
    }
    if (this.faults.has('resynchronises-at-frame-end')) {
      const next = this.octets.indexOf(0xce, end);
      this.skip(next < 0 ? this.octets.length : next + 1);
      return { frame: heartbeat };
    }
    return 'wrong-end';
  }
}

/** Stands for a frame that was passed over. */
const heartbeat = Buffer.from('08000000000000ce', 'hex');
