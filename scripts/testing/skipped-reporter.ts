import type { Reporter, TestModule } from 'vitest/node';

/** Says in one line how many tests were skipped, so that nobody takes their silence for a pass. */
export class SkippedReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const skipped = modules.flatMap((module) => [...module.children.allTests('skipped')]);
    if (skipped.length === 0) return;
    const tests = skipped.length === 1 ? '1 test' : `${skipped.length} tests`;
    process.stdout.write(`${tests} skipped: what they need is not here, see fixtures/README.md\n`);
  }
}
