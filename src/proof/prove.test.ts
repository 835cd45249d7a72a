import { describe, expect, it } from 'vitest';
import { planSuite } from '../suite/plan/plan-suite.js';
import { step } from '../suite/step.js';
import { pairUp } from './pairs.js';
import { prove } from './prove.js';
import { settingsFor } from './setup.js';

describe('pairs', () => {
  it('set each defect against the scenarios of its statements, first candidates first', async () => {
    const text = `@mqtt5
Feature: toy

  @MQTT-3.8.3-4
  Scenario: one
    Then it holds

  @MQTT-3.8.3-4 @MQTT-3.6.1-1
  Scenario: two
    Then it holds
`;
    const steps = [step('it holds', () => undefined)];
    const { scenarios } = await planSuite({ features: [{ uri: 'features/mqtt5/toy.feature', text }], steps });
    const defects = [
      { id: 'both', breaks: ['mqtt5/MQTT-3.8.3-4', 'mqtt5/MQTT-3.6.1-1'] },
      { id: 'second', breaks: ['mqtt5/MQTT-3.6.1-1'] },
      { id: 'namesake', breaks: ['mqtt3/MQTT-3.8.3-4'] },
    ];
    const pairs = pairUp(defects, scenarios).map(({ defect, scenario }) => `${defect.id} ${scenario.name}`);
    expect(pairs).toEqual(['both one', 'second two', 'both two']);
  });
});

describe('the settings of a reference broker', () => {
  it('follow from @setup tags; what every broker has needs none', () => {
    expect(settingsFor({ 'maximum-qos': '1' })).toEqual({ maximumQos: 1 });
    expect(settingsFor({ user: 'stranger' })).toEqual({});
    expect(settingsFor({ 'no-such-setting': '1' })).toBeUndefined();
  });
});

describe('a proof', () => {
  const select = ['features/mqtt3/3-control-packets/3.06-pubrel.feature'];

  it('catches a defect by a violation of its statement', async () => {
    const proof = await prove({ select, only: ['accepts-pubrel-flags-0'] });
    expect(proof.defects[0]).toMatchObject({ verdict: 'caught', misses: [] });
    expect(proof.unsound).toEqual([]);
  });

  it('lets a defect survive that no selected scenario could see', async () => {
    const proof = await prove({ select, only: ['accepts-pubrel-flags-0', 'accepts-alias-0'] });
    const survivor = proof.defects.find(({ id }) => id === 'accepts-alias-0');
    expect(survivor).toMatchObject({ verdict: 'survived', by: [] });
  });

  it('looks beyond the selection for who sees a defect of several statements', async () => {
    const proof = await prove({ select: ['features/amqp091/basic/messages.feature:11'] });
    const byBasic = proof.defects.find(({ id }) => id === 'truncates-long-bodies');
    expect(byBasic?.verdict).toBe('caught');
    expect(proof.idle).toEqual([]);
  });

  it('counts the scenarios that catch something', async () => {
    const proof = await prove({ select: [`${select[0]}:18`] });
    expect(proof.idle).toEqual([]);
    expect(proof.scenarios).toBe(1);
  });

  it('refuses a defect that is none', async () => {
    await expect(prove({ only: ['does-nothing'] })).rejects.toThrow('there is no defect "does-nothing"');
  });
});
