import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import { nearest } from '../bytes/words.js';
import type { Reporter } from '../report/reporter.js';
import { REPORTERS } from '../report/reporters.js';
import { plainPaint, type View } from '../report/view.js';
import { UsageError } from '../result/expectation.js';
import type { RunEvent } from '../result/run.js';
import type { Config } from './config-file.js';
import { failureFiles } from './failure-files.js';
import type { RunFlags } from './flags.js';
import { recording } from './recording.js';
import type { Session } from './session.js';
import { systemReason } from './system-reason.js';

export interface Outputs {
  readonly hear: (event: RunEvent) => void;
  readonly hearEnvelope?: (envelope: object) => void;
  readonly close: () => Promise<void>;
}

/** True when stdout carries one document, and so nothing else may be said there. */
export function isStdoutData(flags: RunFlags, config: Config): boolean {
  return askedFor(flags, config).some((name) => DOCUMENTS.has(name));
}

const DOCUMENTS: ReadonlySet<string> = new Set(['json', 'junit', 'html', 'messages']);

function askedFor(flags: RunFlags, config: Config): string[] {
  return [...(flags.json === true ? ['json'] : []), ...(flags.reporter ?? config.run.reporters ?? [])];
}

/** What cannot be printed is told before anything is started. */
export function checkReporters(flags: RunFlags, config: Config): void {
  const asked = askedFor(flags, config);
  for (const text of asked) {
    const [name = ''] = text.split(':');
    if (REPORTERS[name] !== undefined) continue;
    const near = nearest(name, Object.keys(REPORTERS));
    const where = flags.reporter?.includes(text) === true ? '' : ` in ${config.file ?? 'conform.toml'}`;
    throw new UsageError(
      `there is no reporter "${name}"${where}`,
      `known are ${Object.keys(REPORTERS).join(', ')}`,
      near === undefined
        ? 'try:  --reporter junit:report.xml'
        : `did you mean:  --reporter ${text.replace(name, near)}`,
    );
  }
  // `github` only adds its annotations to what is there.
  const onStdout = asked.filter((text) => !text.includes(':') && text !== 'github');
  const [first, second] = onStdout;
  if (second === undefined && !(asked.includes('github') && isStdoutData(flags, config))) return;
  const other = second ?? 'github';
  const shared = second ?? first ?? other;
  throw new UsageError(
    `${first} and ${other} cannot share stdout`,
    isStdoutData(flags, config) ? 'one document and nothing else must stand there' : 'both are for people to read',
    `give one of them a file:  --reporter ${shared}:report.${ENDINGS[shared] ?? 'txt'}`,
  );
}

const ENDINGS: Readonly<Record<string, string>> = { json: 'json', junit: 'xml', html: 'html', messages: 'ndjson' };

/** The reporters asked for, each with its paper; stdout belongs to one of them. */
export async function openReporters(flags: RunFlags, config: Config, session: Session, view: View): Promise<Outputs> {
  const asked = askedFor(flags, config);
  const onlyData = isStdoutData(flags, config);
  if (!asked.some((text) => !text.includes(':') && text !== 'github')) asked.unshift(view.live ? 'terminal' : 'lines');
  if (session.env.GITHUB_ACTIONS === 'true' && !onlyData && !asked.includes('github')) asked.push('github');
  const made: Reporter[] = view.output === undefined ? [] : [failureFiles(view.output, view)];
  const closing: (() => Promise<void> | void)[] = [];
  if (flags.record !== undefined) {
    const { reporter, close } = recording(flags.record);
    made.push(reporter);
    closing.push(close);
  }
  for (const text of asked) {
    const [name = '', ...rest] = text.split(':');
    const make = REPORTERS[name];
    if (make === undefined) continue;
    const file = rest.join(':');
    if (file === '') {
      made.push(make({ write: session.out, view }));
      continue;
    }
    const { write, close } = await openFile(file);
    made.push(make({ write, view: onPaper(view) }));
    closing.push(close);
  }
  const listeners = made.filter(({ onEnvelope }) => onEnvelope !== undefined);
  return {
    hear: (event) => {
      if (event.type === 'notice' && onlyData) session.err(`${event.text}\n`);
      for (const { onEvent } of made) onEvent?.(event);
    },
    ...(listeners.length === 0 ? {} : { hearEnvelope: tellAll(listeners) }),
    close: async () => {
      for (const close of closing) await close();
    },
  };
}

/** A file has no colours, no cursor and no width, and is read as UTF-8. */
function onPaper(view: View): View {
  return { ...view, paint: plainPaint, live: false, width: Number.POSITIVE_INFINITY, unicode: true };
}

interface OpenFile {
  readonly write: (chunk: string) => void;
  readonly close: () => Promise<void>;
}

async function openFile(file: string): Promise<OpenFile> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const stream = createWriteStream(file);
    await once(stream, 'open');
    let failed: unknown;
    stream.on('error', (error) => {
      failed ??= error;
    });
    return {
      write: (chunk) => {
        if (failed === undefined) stream.write(chunk);
      },
      close: async () => {
        if (failed === undefined) await finished(stream.end()).catch((error: unknown) => (failed ??= error));
        if (failed !== undefined) throw cannotWrite(file, failed);
      },
    };
  } catch (error) {
    throw cannotWrite(file, error);
  }
}

function cannotWrite(file: string, error: unknown): UsageError {
  return new UsageError(`cannot write ${file}`, systemReason(error), 'name another place:  --reporter NAME:FILE');
}

function tellAll(listeners: readonly Reporter[]): (envelope: object) => void {
  return (envelope) => {
    for (const { onEnvelope } of listeners) onEnvelope?.(envelope);
  };
}
