import { githubReporter } from './github.js';
import { htmlReporter } from './html.js';
import { jsonReporter } from './json.js';
import { junitReporter } from './junit.js';
import { linesReporter } from './lines.js';
import { messagesReporter } from './messages.js';
import type { MakeReporter } from './reporter.js';
import { terminalReporter } from './terminal.js';

/** By the name that `--reporter` takes. */
export const REPORTERS: Readonly<Record<string, MakeReporter>> = {
  terminal: terminalReporter,
  lines: linesReporter,
  json: jsonReporter,
  junit: junitReporter,
  html: htmlReporter,
  github: githubReporter,
  messages: messagesReporter,
};
