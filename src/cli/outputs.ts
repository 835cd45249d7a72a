import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { finished } from 'node:stream/promises';
import type { Reporter } from '../report/reporter.js';
import { reporters } from '../report/reporters.js';
import { plainPaint, type View } from '../report/view.js';
import { UsageError } from '../result/expectation.js';
import type { RunEvent } from '../result/run.js';
import type { RunFlags } from './commands/run.js';
import type { Config } from './config.js';
import { failureFiles } from './failure-files.js';
import { nearest } from './nearest.js';
import type { Session } from './session.js';
import { isLive } from './terminal.js';

export interface Outputs {
  readonly hear: (event: RunEvent) => void;
  readonly hearEnvelope?: (envelope: object) => void;
  readonly close: () => Promise<void>;
}

/** True when stdout carries one document, and so nothing else may be said there. */
export function isStdoutData(flags: RunFlags, config: Config): boolean {
  return askedFor(flags, config).some((name) => documents.has(name));
}

const documents: ReadonlySet<string> = new Set(['json', 'junit', 'html', 'messages']);

function askedFor(flags: RunFlags, config: Config): string[] {
  return [...(flags.json === true ? ['json'] : []), ...(flags.reporter ?? config.run.reporters ?? [])];
}

/** The reporters asked for, each with its paper; stdout belongs to one of them. */
export async function openReporters(flags: RunFlags, config: Config, session: Session, view: View): Promise<Outputs> {
  const asked = askedFor(flags, config);
  const onStdout = asked.filter((text) => !text.includes(':'));
  const onlyData = isStdoutData(flags, config);
  if (onlyData && onStdout.length > 1) {
    throw new UsageError(
      `${onStdout.join(' and ')} cannot share stdout`,
      'one document and nothing else must stand there',
      `give the others a file:  --reporter ${onStdout[1]}:report.txt`,
    );
  }
  if (onStdout.length === 0) asked.unshift(isLive(session) ? 'terminal' : 'lines');
  if (session.env.GITHUB_ACTIONS === 'true' && !onlyData && !asked.includes('github')) asked.push('github');
  const made: Reporter[] = view.output === undefined ? [] : [await failureFiles(view.output, view)];
  const closing: (() => Promise<void>)[] = [];
  for (const text of asked) {
    const [name = '', ...rest] = text.split(':');
    const make = reporters[name];
    if (make === undefined) {
      const near = nearest(name, Object.keys(reporters));
      throw new UsageError(
        `there is no reporter "${name}"`,
        `known are ${Object.keys(reporters).join(', ')}`,
        near === undefined ? undefined : `did you mean:  --reporter ${near}`,
      );
    }
    const file = rest.join(':');
    if (file === '') {
      made.push(make({ write: session.out, view }));
      continue;
    }
    const stream = await openFile(file);
    made.push(make({ write: (chunk) => void stream.write(chunk), view: { ...view, paint: plainPaint } }));
    closing.push(async () => {
      stream.end();
      await finished(stream);
    });
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

async function openFile(file: string): Promise<WriteStream> {
  try {
    await mkdir(path.dirname(file), { recursive: true });
    const stream = createWriteStream(file);
    await once(stream, 'open');
    return stream;
  } catch (error) {
    throw new UsageError(`cannot write ${file}`, error instanceof Error ? error.message : String(error));
  }
}

function tellAll(listeners: readonly Reporter[]): (envelope: object) => void {
  return (envelope) => {
    for (const { onEnvelope } of listeners) onEnvelope?.(envelope);
  };
}
