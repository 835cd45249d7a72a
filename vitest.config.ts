import { defineConfig } from 'vitest/config';
import { SkippedReporter } from './scripts/testing/skipped-reporter.js';

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'scripts/**/*.test.ts'],
    testTimeout: 30_000,
    // Much of the time is spent in waiting for brokers and clocks.
    maxWorkers: 2,
    reporters: ['default', new SkippedReporter()],
  },
});
