import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { statementOf } from '../../catalogue/statements.js';
import { fixture } from '../../testing/oracles.js';
import { broken } from '../conduct.js';
import { type MqttConduct, STRICT } from './conduct.js';
import { MQTT_DEFECTS } from './defects.js';

const FILE = fixture('spec/mqtt/mqtt-defects.tsv');

/** Statements chosen where the list says that none has a number, or leaves out one that the defect breaks too. */
const NEAREST: Readonly<Record<string, readonly string[]>> = {
  'accepts-malformed-connect': ['mqtt3/MQTT-3.1.4-1', 'mqtt5/MQTT-3.1.4-1'],
  'no-will-on-takeover': ['mqtt3/MQTT-3.1.2-8', 'mqtt5/MQTT-3.1.2-8'],
  'queued-message-with-dup': ['mqtt3/MQTT-3.1.2-5', 'mqtt5/MQTT-3.3.1-1', 'mqtt5/MQTT-4.3.2-2'],
  'sends-duplicate-property': ['mqtt5/MQTT-4.13.1-1'],
  'sends-property-in-wrong-packet': ['mqtt5/MQTT-4.13.1-1'],
  'unknown-alias-accepted': ['mqtt5/MQTT-4.13.1-1'],
  'serves-feature-declared-unavailable': ['mqtt5/MQTT-4.13.1-1'],
  'sets-reserved-connack-flags': ['mqtt3/MQTT-3.1.4-4', 'mqtt5/MQTT-3.2.2-1'],
  'stays-open-after-auth-failure': ['mqtt5/MQTT-3.1.4-2'],
  'unordered-by-default': ['mqtt3/MQTT-4.6.0-5', 'mqtt5/MQTT-4.6.0-6'],
  'v5-layout-on-v4': ['mqtt3/MQTT-3.3.4-1', 'mqtt3/MQTT-3.10.4-4'],
};

describe('the defects of the MQTT half', () => {
  it('have names of their own', () => {
    const ids = MQTT_DEFECTS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('change how the broker behaves, each of them', () => {
    const names = Object.keys(STRICT) as (keyof MqttConduct)[];
    const idle = MQTT_DEFECTS.filter(({ id }) => {
      const conduct = broken(STRICT, MQTT_DEFECTS, new Set([id]));
      return names.every((name) => conduct[name] === STRICT[name]);
    });
    expect(idle.map(({ id }) => id)).toEqual([]);
  });

  it('are what the conduct is for: it holds nothing that none of them changes', () => {
    const changed = new Set(
      MQTT_DEFECTS.flatMap(({ over }) => Object.keys(typeof over === 'function' ? over() : over)),
    );
    expect(Object.keys(STRICT).filter((name) => !changed.has(name))).toEqual([]);
  });

  it('break statements that there are', () => {
    const unknown = MQTT_DEFECTS.flatMap(({ breaks }) => breaks).filter((key) => statementOf(key) === undefined);
    expect(unknown).toEqual([]);
  });

  it('are those of the shared list, and break what it says', () => {
    const lines = readFileSync(FILE, 'utf8').trim().split('\n').slice(1);
    const expected = lines.flatMap((line) => {
      const [id = '', mqtt5 = '', mqtt3 = ''] = line.split('\t');
      const keys = (spec: string, ids: string) =>
        ids.split(' ').flatMap((one) => (one === '' ? [] : [`${spec}/${one}`]));
      return [[id, NEAREST[id] ?? [...keys('mqtt3', mqtt3), ...keys('mqtt5', mqtt5)]] as const];
    });
    expect(Object.fromEntries(MQTT_DEFECTS.map(({ id, breaks }) => [id, breaks]))).toEqual(
      Object.fromEntries(expected),
    );
  });
});
