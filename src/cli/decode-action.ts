import { basename } from 'node:path';
import { count } from '../bytes/count.js';
import type { CaptureProblem } from '../capture/capture-problem.js';
import { FATAL_CODES } from '../capture/capture-problem.js';
import type { CaptureProgress } from '../capture/capture-sink.js';
import { decodeCapture } from '../inspect/decode-capture.js';
import type { Selection } from '../inspect/selection.js';
import type { CaptureView, Look } from '../inspect/views/look.js';
import { type DecodeSettings, readDecodeOptions } from './decode-options.js';
import type { DecodeFlags } from './flags.js';
import type { Session } from './session.js';
import { isLive, makeView } from './terminal.js';

/** `conform decode`: every file in turn; what could be read is shown before what stopped it is said. */
export async function decode(files: readonly string[], flags: DecodeFlags, session: Session): Promise<void> {
  const settings = await readDecodeOptions(flags);
  const { paint, unicode, width } = makeView(session, flags);
  const look: Look = { paint, unicode, width: Number.isFinite(width) ? width : undefined };
  const stop = stopper();
  try {
    for (const file of files) {
      if (stop.signal.aborted) break;
      await decodeFile(file, { flags, settings, session, look, signal: stop.signal });
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPIPE')) throw error;
  } finally {
    stop.release();
  }
  if (stop.interrupted() && !flags.follow) session.exitCode = 130;
}

interface Job {
  readonly flags: DecodeFlags;
  readonly settings: DecodeSettings;
  readonly session: Session;
  readonly look: Look;
  readonly signal: AbortSignal;
}

async function decodeFile(file: string, { flags, settings, session, look, signal }: Job): Promise<void> {
  const name = file === '-' ? 'standard input' : basename(file);
  const out = new Output(session);
  const view = await makeCaptureView(name, flags, look, out);
  const progress = new Progress(session, flags.quiet === true);
  const { summary, totals } = await decodeCapture(file, view, {
    ...settings.inspector,
    level: flags.stats && !flags.problems && !flags.strict && !flags.where ? 'counts' : 'fields',
    selection: settings.selection satisfies Selection,
    capture: { signal, ready: () => out.ready(), ...(flags.follow ? { follow: true } : {}) },
    onProgress: (at, sums) => {
      if (flags.follow) out.flush();
      progress.show(at, sums.packets);
    },
  });
  progress.clear();
  out.flush();
  if (summary.problem !== undefined) {
    session.exitCode = 2;
    session.err(problemText(summary.problem));
  } else if (flags.strict && totals.problems > 0 && session.exitCode === 0) session.exitCode = 1;
  if (flags.verbose > 0) {
    for (const [code, times] of Object.entries(summary.notices)) session.err(`note: ${code} ${times} times\n`);
  }
}

async function makeCaptureView(name: string, flags: DecodeFlags, look: Look, out: Output): Promise<CaptureView> {
  const write = (text: string) => out.text(text);
  // Views that only some runs need are loaded when they are.
  if (flags.stats) {
    const { StatisticsView } = await import('../inspect/views/statistics-view.js');
    return new StatisticsView(name, write, look, flags.json === true || flags.ndjson === true);
  }
  if (flags.ndjson) {
    const { NdjsonView } = await import('../inspect/views/ndjson-view.js');
    return new NdjsonView((bytes, done) => out.bytes(bytes, done));
  }
  if (flags.json) {
    const { JsonView } = await import('../inspect/views/json-view.js');
    return new JsonView(name, write);
  }
  if (flags.packet !== undefined || flags.tree || flags.hex) {
    const { TreeView } = await import('../inspect/views/tree-view.js');
    return new TreeView(write, look, flags.hex === true);
  }
  if (flags.diagram) {
    const { DiagramView } = await import('../inspect/views/diagram-view.js');
    return new DiagramView(name, write, look);
  }
  const { ListView } = await import('../inspect/views/list-view.js');
  return new ListView(name, write, look, flags.follow === true);
}

/** Gathers small writes into large ones. */
class Output {
  private gathered: string[] = [];
  private length = 0;

  constructor(private readonly session: Session) {}

  text(text: string): void {
    this.gathered.push(text);
    this.length += text.length;
    if (this.length > 65_536) this.flush();
  }

  bytes(bytes: Uint8Array, done: () => void): void {
    if (this.session.bytes !== undefined) {
      this.session.bytes(bytes, done);
      return;
    }
    this.session.out(new TextDecoder().decode(bytes));
    done();
  }

  /** Before more is read: whoever reads the output may be slow. */
  ready(): Promise<void> | undefined {
    this.flush();
    return this.session.drained?.();
  }

  flush(): void {
    if (this.length === 0) return;
    this.session.out(this.gathered.join(''));
    this.gathered = [];
    this.length = 0;
  }
}

/** One line on a terminal's stderr for files that take their time. */
class Progress {
  private readonly live: boolean;
  private readonly began = performance.now();
  private last = 0;

  constructor(
    private readonly session: Session,
    quiet: boolean,
  ) {
    this.live = !quiet && isLive(session) && process.stderr.isTTY === true;
  }

  show({ bytesRead, bytesTotal, records }: CaptureProgress, packets: number): void {
    if (!this.live) return;
    const now = performance.now();
    if (now - this.began < 1000 || now - this.last < 100) return;
    this.last = now;
    const share = bytesTotal === undefined ? '' : ` ${Math.floor((100 * bytesRead) / Math.max(1, bytesTotal))} %`;
    this.session.err(`\r\u001b[Kreading${share}  ${count(records)} records, ${count(packets)} packets`);
  }

  clear(): void {
    if (this.last > 0) this.session.err('\r\u001b[K');
  }
}

function problemText({ what, why, next, code }: CaptureProblem): string {
  return `${FATAL_CODES.has(code) ? 'error' : 'warning'}: ${what}\n  ${why}\n  ${next}\n`;
}

/** Ends the reading at Ctrl-C, and when nobody reads what is written any more. */
function stopper(): {
  readonly signal: AbortSignal;
  readonly interrupted: () => boolean;
  readonly release: () => void;
} {
  const controller = new AbortController();
  let interrupted = false;
  const onInterrupt = () => {
    // The second Ctrl-C does not wait.
    if (interrupted) process.exit(130);
    interrupted = true;
    controller.abort();
  };
  const onBroken = (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') controller.abort();
    else throw error;
  };
  process.on('SIGINT', onInterrupt);
  process.stdout.on('error', onBroken);
  return {
    signal: controller.signal,
    interrupted: () => interrupted,
    release: () => {
      process.off('SIGINT', onInterrupt);
    },
  };
}
