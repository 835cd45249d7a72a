import { describe, expect, it } from 'vitest';
import { step } from '../step.js';
import { readFeatures } from './features.js';
import { lintFeatures, untestedStatements } from './lint.js';
import { KNOWN_CAPABILITIES } from './tags.js';

const steps = [step('the broker answers', () => undefined)];

const good = `@mqtt5
Feature: MQTT 5.0 §3.6 — PUBREL

  Rule: The flag bits are 0010

    @MQTT-3.6.1-1 @requires:qos-2 @malformed
    Scenario: Other flags
      Then the broker answers
`;

const uri = 'features/mqtt5/3-control-packets/3.06-pubrel.feature';

function messages(text: string, at = uri): string[] {
  return lintFeatures([{ uri: at, text }], steps).map(({ line, message }) => `${line}: ${message}`);
}

describe('the feature linter', () => {
  it('has nothing to say of the features of this repository', async () => {
    const findings = lintFeatures(await readFeatures());
    expect(findings.map(({ uri: file, line, message }) => `${file}:${line} ${message}`)).toEqual([]);
  });

  it.each([
    ['mqtt3', 0],
    ['mqtt5', 3],
    ['amqp091', 0],
    ['rabbitmq', 0],
  ])('lets the number of observable statements of %s without a scenario (%i) only shrink', async (spec, most) => {
    const untested = untestedStatements(await readFeatures()).filter((key) => key.startsWith(`${spec}/`));
    expect(untested.length).toBeLessThanOrEqual(most);
  });

  it('knows no capability that no feature asks for', async () => {
    const text = (await readFeatures()).map((feature) => feature.text).join('\n');
    const asked = new Set([...text.matchAll(/@requires:([\w-]+)/g)].map(([, name]) => name));
    expect(KNOWN_CAPABILITIES.filter((name) => !asked.has(name))).toEqual([]);
  });

  it('is content with a good one', () => {
    expect(messages(good)).toEqual([]);
  });

  it.each([
    ['an unknown statement', good.replace('3.6.1-1', '3.6.1-9'), '7: there is no statement mqtt5/MQTT-3.6.1-9'],
    ['no statement', good.replace('@MQTT-3.6.1-1 ', ''), '7: the scenario names no statement'],
    ['a level beside that of the catalogue', good.replace('@malformed', '@level:must'), '7: unknown tag @level:must'],
    [
      'a soft one without a reason',
      good.replace('@malformed', '@soft'),
      '7: @soft needs a reason: a description of the scenario',
    ],
    [
      'a comment that wants to be a tag',
      good.replace('    @MQTT', '    # soft: no sentence states the reaction\n    @MQTT'),
      '6: a comment cannot say what a tag does: # soft: no sentence states the reaction',
    ],
    ['an unknown tag', good.replace('@malformed', '@broken'), '7: unknown tag @broken'],
    ['an unknown capability', good.replace('qos-2', 'qos-3'), '7: unknown tag @requires:qos-3'],
    [
      'a tag of scenarios at the feature',
      good.replace('@mqtt5', '@mqtt5 @clock'),
      '2: @clock stands at the feature; it belongs to scenarios',
    ],
    [
      'another spec than the folder',
      good.replace('@mqtt5', '@mqtt3'),
      '2: the feature is tagged @mqtt3 and stands in mqtt5/',
    ],
    ['another section in the title', good.replace('§3.6', '§3.7'), '2: the file is of section 3.6, its title says 3.7'],
    ['too many steps', good + '      And the broker answers\n'.repeat(8), '7: the scenario has 9 steps, at most 8'],
    ['an undefined step', good.replace('answers', 'sings'), '8: no step definition matches "the broker sings"'],
  ])('finds %s', (_, text, message) => {
    expect(messages(text)).toContain(message);
  });

  it('finds two scenarios of one title', () => {
    const scenario = good.slice(good.indexOf('    @MQTT'));
    expect(messages(`${good}\n${scenario}`)).toEqual(['11: line 7 has the same title: Other flags']);
  });

  it('finds a section in the folder of another chapter', () => {
    expect(messages(good, 'features/mqtt5/4-operational-behaviour/3.06-pubrel.feature')).toEqual([
      '2: section 3.6 stands in 4-operational-behaviour/',
    ]);
  });

  it('finds a definition that no feature uses', () => {
    const more = [...steps, step('the broker sings', () => undefined)];
    const [finding] = lintFeatures([{ uri, text: good }], more);
    expect(finding?.message).toBe('no feature says "the broker sings"');
  });

  it('finds a soft scenario where the catalogue says MAY', () => {
    const text = good
      .replace('@mqtt5', '@amqp091')
      .replace('@MQTT-3.6.1-1', '@AMQP-channel.flow.initial-state')
      .replace('@malformed', '@soft');
    expect(messages(text, 'features/amqp091/basic/get.feature')).toContain(
      '7: @soft stands where the catalogue says MAY: nothing is weaker',
    );
  });

  it('finds two scenarios of one statement with one title, wherever they stand', () => {
    const elsewhere = { uri: 'features/mqtt5/2-packet-format/2.1.3-flags.feature', text: good.replace('3.6', '2.1.3') };
    expect(lintFeatures([{ uri, text: good }, elsewhere], steps).map(({ message }) => message)).toEqual([
      `mqtt5/MQTT-3.6.1-1 has another scenario of this title: Other flags, ${uri}:7`,
    ]);
  });

  it('lets a soft scenario say why it is weaker than its statement', () => {
    const soft = good
      .replace('@malformed', '@soft')
      .replace('Other flags', 'Other flags\n      No sentence states the reaction.\n');
    expect(messages(soft)).toEqual([]);
  });
});
