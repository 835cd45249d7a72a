import { CucumberHtmlStream } from '@cucumber/html-formatter';
import { type Envelope, parseEnvelope, type TestStepResultStatus } from '@cucumber/messages';
import { Query } from '@cucumber/query';
import { describe, expect, it } from 'vitest';
import { ExpectationFailed, NotApplicable } from '../result/expectation.js';
import { runSuite } from '../suite/run/run-suite.js';
import { step } from '../suite/step.js';
import { REPORTERS } from './reporters.js';
import { plainPaint } from './view.js';

const text = `@mqtt5
Feature: toy

  @MQTT-3.1.0-1
  Scenario: holds
    Given it holds
    Then it holds

  @MQTT-3.1.0-2
  Scenario Outline: breaks at <place>
    Given it holds
    When it breaks
    Then it holds

    Examples:
      | place |
      | 계량기  |

  @MQTT-3.1.0-3
  Scenario: is not offered
    Given it is not offered
    Then it holds
`;

const steps = [
  step('it holds', (world) => {
    world.transcript.add({ actor: 'Alice', direction: 'sent', title: 'CONNECT', text: '', bytes: Buffer.from('10') });
  }),
  step('it breaks', () => {
    throw new ExpectationFailed(['this'], 'that');
  }),
  step('it is not offered', () => {
    throw new NotApplicable('the broker says no');
  }),
];

async function stream(): Promise<string> {
  let written = '';
  const view = {
    paint: plainPaint,
    unicode: true,
    width: 80,
    verbosity: 0,
    quiet: false,
    strict: false,
    live: false,
    fullKeys: false,
    again: '',
  };
  const reporter = REPORTERS.messages?.({ write: (chunk) => (written += chunk), view });
  await runSuite({
    targets: [{ protocol: 'mqtt', host: '127.0.0.1', port: 1, url: 'mqtt://127.0.0.1:1' }],
    features: [{ uri: 'features/mqtt5/toy.feature', text }],
    steps,
    probe: async () => ({}),
    // Nobody listens there and nobody needs to: the steps say what happened.
    isUp: async () => true,
    onEnvelope: (envelope) => reporter?.onEnvelope?.(envelope),
  });
  return written;
}

describe("Cucumber's message stream", () => {
  it('tells in its own words what happened', async () => {
    const query = new Query();
    for (const line of (await stream()).trimEnd().split('\n')) query.update(parseEnvelope(line));
    const statuses: Record<string, TestStepResultStatus | undefined> = {};
    for (const started of query.findAllTestCaseStarted()) {
      const name = query.findPickleBy(started)?.name ?? '';
      statuses[name] = query.findMostSevereTestStepResultBy(started)?.status;
    }
    expect(statuses).toEqual({ holds: 'PASSED', 'breaks at 계량기': 'FAILED', 'is not offered': 'SKIPPED' });
    expect(query.findTestRunFinished()?.success).toBe(false);
  });

  it("is accepted by Cucumber's HTML formatter", async () => {
    const lines = (await stream()).trimEnd().split('\n');
    const html = new CucumberHtmlStream();
    const written: string[] = [];
    html.on('data', (chunk: Buffer | string) => written.push(String(chunk)));
    const ended = new Promise((resolve, reject) => html.once('end', resolve).once('error', reject));
    for (const line of lines) html.write(JSON.parse(line) as Envelope);
    html.end();
    await ended;
    const page = written.join('');
    expect(page).toContain('window.CUCUMBER_MESSAGES');
    expect(page).toContain('breaks at 계량기');
    expect(page.trimEnd().endsWith('</html>')).toBe(true);
  });
});
