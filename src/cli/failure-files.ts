import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { failureBlock, fileNameFor } from '../report/failure.js';
import type { Reporter } from '../report/reporter.js';
import { plainPaint, type View } from '../report/view.js';
import { UsageError } from '../result/expectation.js';
import type { TargetResult } from '../result/run.js';
import { systemReason } from './system-reason.js';
import { beginningOf, WireCapture } from './wire-capture.js';

/** Writes the conversation of each failure into a folder: as text, and as a capture that any tool reads. */
export function failureFiles(folder: string, view: View): Reporter {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(`cannot write to ${folder}`, systemReason(error), 'name another folder:  --output DIR');
  }
  const paper = { ...view, paint: plainPaint, unicode: true, width: Number.POSITIVE_INFINITY, verbosity: 1 };
  let targets: readonly TargetResult[] = [];
  return {
    onEvent: (event) => {
      if (event.type === 'run-started') targets = event.targets;
      if (event.type !== 'scenario-finished' || event.result.verdict !== 'fail') return;
      const { result } = event;
      const file = path.join(folder, fileNameFor(result, view));
      const records: Uint8Array[] = [];
      new WireCapture((bytes) => records.push(bytes)).add(result, targets, beginningOf(result));
      writeFileSync(`${file}.txt`, `${failureBlock(result, paper)}\n`);
      writeFileSync(`${file}.pcap`, Buffer.concat(records));
    },
  };
}
