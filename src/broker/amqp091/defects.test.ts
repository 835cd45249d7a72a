import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { statementOf } from '../../catalogue/statements.js';
import { probes } from '../../catalogue/testing/probe.js';
import { AMQP_DEFECTS } from './defects.js';

const groups = [
  'frame',
  'connection',
  'channel',
  'exchange',
  'routing',
  'queue',
  'basic',
  'tx',
  'confirm',
  'table',
  'x-',
];

const sources = readdirSync(import.meta.dirname)
  .filter((file) => /\.ts$/.test(file) && !/^defects|\.test\.ts$/.test(file))
  .map((file) => readFileSync(`${import.meta.dirname}/${file}`, 'utf8'))
  .join('\n');

describe('the defects of the AMQP half', () => {
  it('each stand somewhere in the broker', () => {
    expect(AMQP_DEFECTS.map(({ id }) => id).filter((id) => !sources.includes(`'${id}'`))).toEqual([]);
  });

  it('break the statements of their own probe, and none that does not exist', () => {
    const byId = new Map(probes().map((probe) => [probe.id, probe]));
    for (const { probe, breaks } of AMQP_DEFECTS) {
      expect(breaks).toEqual(expect.arrayContaining([...(byId.get(probe)?.statements ?? ['none'])]));
      for (const key of breaks) expect(statementOf(key)?.key).toBe(key);
    }
  });

  it('leave no probe of these groups without one', () => {
    const served = new Set(AMQP_DEFECTS.map(({ probe }) => probe));
    const wanted = groups.flatMap((group) => probes(group)).map(({ id }) => id);
    expect(wanted.filter((id) => !served.has(id))).toEqual([]);
  });
});
