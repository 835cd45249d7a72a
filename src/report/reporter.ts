import type { RunEvent } from '../result/run.js';
import { githubReporter } from './github.js';
import { jsonReporter } from './json.js';
import { junitReporter } from './junit.js';
import { linesReporter } from './lines.js';
import { messagesReporter } from './messages.js';
import { terminalReporter } from './terminal.js';
import type { View } from './view.js';

/** A pure consumer of run events (and, for `messages`, of Cucumber's envelopes). */
export interface Reporter {
  readonly onEvent?: (event: RunEvent) => void;
  readonly onEnvelope?: (envelope: object) => void;
}

export interface Paper {
  readonly write: (text: string) => void;
  readonly view: View;
}

export type MakeReporter = (paper: Paper) => Reporter;

/** By the name that `--reporter` takes. */
export const reporters: Readonly<Record<string, MakeReporter>> = {
  terminal: terminalReporter,
  lines: linesReporter,
  json: jsonReporter,
  junit: junitReporter,
  github: githubReporter,
  messages: messagesReporter,
};
