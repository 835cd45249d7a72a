import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { Reporter } from '../report/reporter.js';
import { UsageError } from '../result/expectation.js';
import type { TargetResult } from '../result/run.js';
import { systemReason } from './system-reason.js';
import { beginningOf, WireCapture } from './wire-capture.js';

/** Everything that crossed the wire, in one capture: scenario after scenario, as they end. */
export function recording(file: string): { readonly reporter: Reporter; readonly close: () => void } {
  const descriptor = open(file);
  const capture = new WireCapture((bytes) => writeSync(descriptor, bytes));
  let targets: readonly TargetResult[] = [];
  return {
    reporter: {
      onEvent: (event) => {
        if (event.type === 'run-started') targets = event.targets;
        // A rule for every packet points into a scenario that is recorded already.
        if (event.type !== 'scenario-finished' || event.result.seenIn !== undefined) return;
        capture.add(event.result, targets, beginningOf(event.result));
      },
    },
    close: () => closeSync(descriptor),
  };
}

function open(file: string): number {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    return openSync(file, 'w');
  } catch (error) {
    throw new UsageError(`cannot write ${file}`, systemReason(error), 'name another file:  --record session.pcap');
  }
}
