import type { MakeReporter } from './reporter.js';

/** Cucumber's own message stream: one JSON document a line. */
export const messagesReporter: MakeReporter = ({ write }) => ({
  onEnvelope: (envelope) => write(`${JSON.stringify(envelope)}\n`),
});
