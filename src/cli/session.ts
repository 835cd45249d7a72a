import { fstatSync, writeSync } from 'node:fs';
import { systemReason } from './system-reason.js';

/** What a command may touch of the world outside; tests give their own. */
export interface Session {
  readonly out: (text: string) => void;
  /** The same for octets; `done` says that they may be overwritten. Where it is missing they go through `out`. */
  readonly bytes?: (bytes: Uint8Array, done: () => void) => void;
  /** Kept when the reader of the output has caught up; `undefined` when nothing waits for him. */
  readonly drained?: () => Promise<void> | undefined;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly isTerminal: boolean;
  /** What is said on stderr stands among what is said on stdout. */
  readonly isErrTerminal?: boolean;
  readonly columns: number | undefined;
  /** 0 holds, 1 violated, 2 could not run, 130 interrupted. */
  exitCode: number;
  /** Ends the process at once, whatever is under way. */
  readonly end?: (code: number) => void;
}

export function processSession(): Session {
  const stdout = untilBroken(process.stdout);
  const stderr = untilBroken(process.stderr);
  return {
    out: (text) => {
      if (stdout.isOpen()) process.stdout.write(text);
    },
    bytes: takesAtOnce(1) ? writeAtOnce : (bytes, done) => void process.stdout.write(bytes, done),
    drained: () => (process.stdout.writableNeedDrain ? drained(process.stdout) : undefined),
    err: (text) => {
      if (stderr.isOpen()) process.stderr.write(text);
    },
    env: process.env,
    isTerminal: process.stdout.isTTY === true,
    isErrTerminal: process.stderr.isTTY === true,
    columns: process.stdout.columns,
    exitCode: 0,
    end: (code) => process.exit(code),
  };
}

/** Who reads may stop reading (`| head`): nothing more is said then, and what goes to files is still written. */
function untilBroken(stream: NodeJS.WriteStream): { readonly isOpen: () => boolean } {
  let open = true;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    open = false;
    if (error.code !== 'EPIPE') fail(error);
  });
  return { isOpen: () => open };
}

/** A disk that is full, say: what was asked for cannot be given. */
function fail(error: unknown): never {
  writeSync(2, `error: cannot write the output\n  ${systemReason(error)}\n  send it elsewhere\n`);
  process.exit(2);
}

/** A stream that breaks will never drain: nobody waits for it either. */
function drained(stream: NodeJS.WriteStream): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      for (const event of ['drain', 'close', 'error']) stream.off(event, settle);
      resolve();
    };
    for (const event of ['drain', 'close', 'error']) stream.on(event, settle);
  });
}

/** A file does, and a device such as /dev/null; a terminal or a pipe may keep its writer waiting. */
function takesAtOnce(descriptor: number): boolean {
  try {
    const stat = fstatSync(descriptor);
    return stat.isFile() || (stat.isCharacterDevice() && process.stdout.isTTY !== true);
  } catch {
    return false;
  }
}

/** At once: a stream would give the octets back only when the event loop turns. */
function writeAtOnce(bytes: Uint8Array, done: () => void): void {
  let at = 0;
  try {
    while (at < bytes.length) at += writeSync(1, bytes, at);
  } catch (error) {
    fail(error);
  }
  done();
}
