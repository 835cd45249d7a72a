import type { Span } from '../bytes/span.js';

/** Where in a transcript the evidence stands, and which octets of it to mark. */
export interface Evidence {
  /** Index of the transcript entry. */
  readonly entry?: number;
  readonly span?: Span;
  /** A few words under the mark: "bits 3-0 must be 0010". */
  readonly note?: string;
  /** Statement keys that this breach violates, where they differ from the scenario's own. */
  readonly statements?: readonly string[];
}

/** The broker did something that the step does not permit. */
export class ExpectationFailed extends Error {
  /** Every permitted outcome, in words. */
  readonly expected: readonly string[];
  /** What was seen, in words. */
  readonly actual: string;
  readonly evidence: Evidence;

  constructor(expected: readonly string[], actual: string, evidence: Evidence = {}) {
    super(`expected ${expected.join(' or ')}; actual: ${actual}`);
    this.name = 'ExpectationFailed';
    this.expected = expected;
    this.actual = actual;
    this.evidence = evidence;
  }
}

/** The broker says, on the wire, that it does not offer what the scenario needs. */
export class NotApplicable extends Error {
  constructor(reason: string) {
    super(reason);
    this.name = 'NotApplicable';
  }
}

/** The user's mistake: exit code 2, three lines, no stack. `why` and `hint` are one line each. */
export class UsageError extends Error {
  readonly why: string | undefined;
  readonly hint: string | undefined;

  constructor(message: string, why?: string, hint?: string) {
    super(message);
    this.name = 'UsageError';
    this.why = why;
    this.hint = hint;
  }
}

/** Nobody answers, or somebody else does: exit code 2. */
export class TargetUnreachable extends UsageError {
  constructor(message: string, why?: string, hint?: string) {
    super(message, why, hint);
    this.name = 'TargetUnreachable';
  }
}
