import { type Envelope, TimeConversion, version } from '@cucumber/messages';

/** The identifier of the one run in a message stream. */
export const runId = 'run';

/** Who speaks: the head of every message stream. */
export function metaEnvelope(): Envelope {
  return {
    meta: {
      protocolVersion: version,
      implementation: { name: 'conform' },
      runtime: { name: 'node.js', version: process.version },
      os: { name: process.platform },
      cpu: { name: process.arch },
    },
  };
}

export function runStartedEnvelope(): Envelope {
  return { testRunStarted: { id: runId, timestamp: now() } };
}

export function runFinishedEnvelope(success: boolean): Envelope {
  return { testRunFinished: { testRunStartedId: runId, success, timestamp: now() } };
}

export function now(): { seconds: number; nanos: number } {
  return TimeConversion.millisecondsSinceEpochToTimestamp(Date.now());
}
