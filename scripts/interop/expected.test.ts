import { describe, expect, it } from 'vitest';
import { brokersDocument } from './document.mjs';
import { surprises } from './expected.mjs';
import { nameOf } from './judge.mjs';

const noLocal = {
  id: 'features/mqtt5/3-control-packets/3.08-subscribe.feature:41',
  name: 'A shared subscription with No Local',
  statements: ['mqtt5/MQTT-3.8.3-4'],
  level: 'must' as const,
  verdict: 'fail' as const,
  expected: ["the broker closes Alice's connection"],
  actual: 'SUBACK for packet 10 granting QoS 1',
  reason: null,
  transcript: [
    { actor: 'Alice', direction: 'sent', hex: '820a000a00', title: 'SUBSCRIBE', text: '' },
    { actor: 'Bob', direction: 'received', hex: 'd000', title: 'PINGRESP', text: '' },
    { actor: 'Alice', direction: 'received', hex: '9004000a0001', title: 'SUBACK', text: '' },
  ],
};
const passed = { ...noLocal, verdict: 'pass' as const, actual: null, expected: [] };

describe('surprises', () => {
  const written = { why: 'grants what it should refuse', fail: [nameOf(noLocal)] };

  it('are none where a run is as it was written down', () => {
    expect(surprises([written], [noLocal])).toEqual([]);
    expect(surprises([], [passed])).toEqual([]);
  });

  it('are new failures, failures that are gone, and failures that nobody explained', () => {
    expect(surprises([], [noLocal])).toHaveLength(1);
    expect(surprises([written], [passed])).toHaveLength(1);
    expect(surprises([{ ...written, why: '' }], [noLocal])).toHaveLength(1);
  });

  it('are scenarios that were blocked, too', () => {
    const blocked = { ...noLocal, verdict: 'blocked' as const };
    expect(surprises([], [blocked])).toHaveLength(1);
    expect(surprises([written], [blocked])).toHaveLength(1);
    expect(surprises([{ why: 'known', blocked: [nameOf(noLocal)] }], [blocked])).toEqual([]);
  });

  it('do not depend on the line on which a scenario stands', () => {
    expect(surprises([written], [{ ...noLocal, id: noLocal.id.replace(':41', ':77') }])).toEqual([]);
  });
});

describe('docs/brokers.md', () => {
  it('shows of a failure its statement, what was seen and the octets of both sides', () => {
    const text = brokersDocument([
      {
        name: 'somebroker',
        version: '1.0',
        selectors: ['mqtt5'],
        counts: { scenarios: 2, fail: 1 },
        scenarios: [noLocal],
      },
    ]);
    expect(text).toContain('| somebroker | 1.0 | mqtt5 | 2 | 0 | 1 | 0 | 0 |');
    expect(text).toContain('| mqtt5/MQTT-3.8.3-4 | A shared subscription with No Local | SUBACK for packet 10');
    expect(text).toContain('`→ 82 0a 00 0a 00` `← 90 04 00 0a 00 01`');
  });

  it('is the same whatever the names on the wire were', () => {
    const named = (name: string) => {
      const hex = `820c0001000d${Buffer.from(name).toString('hex')}00`;
      const transcript = [{ actor: 'Alice', direction: 'sent', hex, title: 'SUBSCRIBE', text: '' }];
      const scenarios = [{ ...noLocal, transcript }];
      return brokersDocument([{ name: 'somebroker', version: '1.0', selectors: [], counts: {}, scenarios }]);
    };
    expect(named('interopabc123')).toBe(named('interop9z8y7x'));
    expect(named('interopabc123')).toContain('69 6e 74 65 72 6f 70');
  });

  it('keeps a line where only what a broker makes up has changed', () => {
    const withActual = (actual: string, hex: string, before?: string) => {
      const transcript = [{ actor: 'Alice', direction: 'sent', hex, title: 'SUBSCRIBE', text: '' }];
      const scenarios = [{ ...noLocal, actual, transcript }];
      return brokersDocument([{ name: 'somebroker', version: '1.0', selectors: [], counts: {}, scenarios }], before);
    };
    const before = withActual('PUBLISH packet 4711, QoS 1 | "a"', '820c01');
    expect(withActual('PUBLISH packet 12, QoS 1 | "a"', '820c02', before)).toBe(before);
    expect(withActual('PUBLISH packet 12, QoS 2 | "a"', '820c02', before)).not.toBe(before);
  });
});
