import { describe, expect, it } from 'vitest';
import { statementOf } from '../../catalogue/statements.js';
import { probes } from '../../catalogue/testing/probe-groups.js';
import { broken } from '../conduct.js';
import { STRICT } from './conduct.js';
import { AMQP_DEFECTS } from './defects.js';
import { DEFECT_PROBES } from './testing/defect-probes.js';

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

describe('the defects of the AMQP half', () => {
  it.each(AMQP_DEFECTS.map(({ id }) => id))('%s changes what it overrides and nothing else', (id) => {
    const row = AMQP_DEFECTS.find((one) => one.id === id);
    const over = typeof row?.over === 'function' ? row.over() : (row?.over ?? {});
    const conduct = broken(STRICT, AMQP_DEFECTS, new Set([id]));
    const changed = names.filter((name) => conduct[name] !== STRICT[name]);
    expect(changed.sort()).toEqual(Object.keys(over).sort());
  });

  it('leave no decision of the conduct as it is', () => {
    const replaced = new Set(
      AMQP_DEFECTS.flatMap(({ over }) => Object.keys(typeof over === 'function' ? over() : over)),
    );
    expect(names.filter((name) => !replaced.has(name))).toEqual([]);
  });

  it('break the statements of their own probe, and none that does not exist', () => {
    const byId = new Map(probes().map((probe) => [probe.id, probe]));
    for (const { id, breaks } of AMQP_DEFECTS) {
      expect(breaks).toEqual(expect.arrayContaining([...(byId.get(DEFECT_PROBES[id] ?? '')?.statements ?? ['none'])]));
      for (const key of breaks) expect(statementOf(key)?.key).toBe(key);
    }
  });

  it('leave no probe of these groups without one', () => {
    const served = new Set(AMQP_DEFECTS.map(({ id }) => DEFECT_PROBES[id]));
    const wanted = groups.flatMap((group) => probes(group)).map(({ id }) => id);
    expect(wanted.filter((id) => !served.has(id))).toEqual([]);
  });
});

const names = Object.keys(STRICT) as (keyof typeof STRICT)[];
