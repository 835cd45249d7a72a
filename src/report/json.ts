import { formatHex } from '../bytes/hex.js';
import type { RunResult, ScenarioResult } from '../result/run.js';
import { tool } from '../result/tool.js';
import type { MakeReporter } from './reporter.js';

/** One document, `conform.run/1`: fields are added, never renamed. With -v the conversations of what did not pass. */
export const jsonReporter: MakeReporter = ({ write, view }) => ({
  onEvent: (event) => {
    if (event.type === 'run-finished')
      write(`${JSON.stringify(toDocument(event.result, view.verbosity > 0), null, 2)}\n`);
  },
});

function toDocument(result: RunResult, withConversations: boolean) {
  return {
    schema: 'conform.run/1',
    tool: tool(),
    role: result.role,
    targets: result.targets,
    started: result.started,
    durationMs: Math.round(result.durationMs),
    counts: result.counts,
    scenarios: result.scenarios.map((scenario) => scenarioRow(scenario, withConversations)),
    statements: result.statements,
    staleKnown: result.staleKnown,
    stopped: result.stopped ?? null,
  };
}

function scenarioRow(scenario: ScenarioResult, withConversation: boolean) {
  const { id, name, protocol, version, rule, statements, level, verdict, expected, actual, reason, durationMs } =
    scenario;
  const row = {
    id,
    name,
    protocol,
    version,
    rule,
    statements,
    level,
    verdict,
    expected,
    actual,
    reason,
    durationMs: Math.round(durationMs),
  };
  if (!withConversation || verdict === 'pass' || verdict === 'notApplicable') return row;
  const seen = scenario.seenIn === undefined ? {} : { seenIn: scenario.seenIn };
  return { ...row, ...seen, steps: scenario.steps, evidence: scenario.evidence, transcript: conversation(scenario) };
}

function conversation({ transcript }: ScenarioResult) {
  return transcript.map(({ at, actor, direction, title, text, bytes }) => ({
    at: Math.round(at * 1000) / 1000,
    actor,
    direction,
    title,
    text,
    ...(bytes === undefined ? {} : { hex: formatHex(bytes, '') }),
  }));
}
