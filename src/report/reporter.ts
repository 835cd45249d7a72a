import type { RunEvent } from '../result/run.js';
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
