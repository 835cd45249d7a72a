import type { CaptureNotice, CaptureSink, NoticeCode } from './capture-sink.js';
import type { TcpStream } from './flow.js';

/** A hostile capture could give a notice a record; beyond this many of one code they are only counted. */
const TOLD_PER_CODE = 1_000;

/** Counts every notice and passes the first of each kind on. */
export class NoticeBoard {
  readonly counts: Partial<Record<NoticeCode, number>> = {};
  private readonly sink: CaptureSink;

  constructor(sink: CaptureSink) {
    this.sink = sink;
  }

  tell(code: NoticeCode, frame: number, message: string, stream?: TcpStream): void {
    const count = (this.counts[code] ?? 0) + 1;
    this.counts[code] = count;
    if (count > TOLD_PER_CODE || this.sink.onNotice === undefined) return;
    const notice: CaptureNotice = stream === undefined ? { code, frame, message } : { code, frame, message, stream };
    this.sink.onNotice(notice);
  }
}
