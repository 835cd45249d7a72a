import { describe, expect, it } from 'vitest';
import { SPEC_NAMES } from './specs.js';
import { find, isObservable, similar, statementOf, statements } from './statements.js';
import { probes } from './testing/probe-groups.js';

const keysOf = (text: string) => find(text).map((statement) => statement.key);

describe('the catalogue', () => {
  it('holds every statement of the four specifications', () => {
    expect(statements('mqtt3')).toHaveLength(141);
    expect(statements('mqtt5')).toHaveLength(251);
    expect(statements('amqp091')).toHaveLength(211);
    expect(statements('rabbitmq')).toHaveLength(52);
    expect(statements()).toHaveLength(141 + 251 + 263);
  });

  it('knows 128 statements of MQTT 3.1.1 and 237 of MQTT 5.0 that a client can see violated', () => {
    expect(statements('mqtt3').filter(isObservable)).toHaveLength(128);
    expect(statements('mqtt5').filter(isObservable)).toHaveLength(237);
  });

  it('has one key for one statement', () => {
    const keys = statements().map((statement) => statement.key);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('writes ids that can stand in a tag', () => {
    expect(statements().filter((statement) => !/^(MQTT|AMQP|RMQ)-[\w.-]+$/.test(statement.id))).toEqual([]);
  });

  it('gives each statement a title of its own within its specification, in one short line', () => {
    const long = statements().filter((statement) => statement.title.length > 100 || /[.!]$/.test(statement.title));
    expect(long.map((statement) => statement.key)).toEqual([]);
  });

  it('gives a reason for every statement that no client can see, and for few others', () => {
    const unexplained = statements().filter((one) => !isObservable(one) && one.untestable === null);
    expect(unexplained.map((statement) => statement.key)).toEqual([]);
    const excused = statements().filter((one) => isObservable(one) && one.untestable !== null);
    for (const spec of SPEC_NAMES)
      expect(excused.filter((one) => one.spec === spec).length, spec).toBeLessThanOrEqual(5);
  });

  it('flags the ids that AMQP itself does not have', () => {
    const named = [...statements('amqp091'), ...statements('rabbitmq')].filter((one) => one.assigned !== true);
    expect(named).toHaveLength(139);
    expect(statementOf('amqp091/AMQP-frame.layout')?.assigned).toBe(true);
    expect(statementOf('amqp091/AMQP-queue.bind.unique')?.assigned).toBeUndefined();
  });

  it('names only known statements in its probes', () => {
    expect(probes()).toHaveLength(444);
    expect(probes('frame')).toHaveLength(81);
    const unknown = probes().flatMap((probe) => probe.statements.filter((key) => statementOf(key) === undefined));
    expect(unknown).toEqual([]);
  });
});

describe('find', () => {
  it.each([
    ['a key', 'mqtt5/MQTT-3.8.3-4', ['mqtt5/MQTT-3.8.3-4']],
    ['a bare id, which may exist twice', 'MQTT-3.8.3-4', ['mqtt3/MQTT-3.8.3-4', 'mqtt5/MQTT-3.8.3-4']],
    ['another case', 'mqtt-3.8.3-5', ['mqtt5/MQTT-3.8.3-5']],
    ['a misprint of the standard', 'MQTT-3-8.3-4', ['mqtt3/MQTT-3.8.3-4']],
    ['another misprint', 'mqtt3/MQTT-3.3.1.-1', ['mqtt3/MQTT-3.3.1-1']],
    ['the number of an appendix', 'MQTT-4.2.0-1', ['mqtt5/MQTT-4.2-1']],
    ['brackets, as the standard prints them', '[MQTT-1.5.5-1]', ['mqtt5/MQTT-1.5.5-1']],
    ['an AMQP id', 'AMQP-queue.bind.unique', ['amqp091/AMQP-queue.bind.unique']],
    [
      "AMQP's own spelling",
      'exchange.declare.passive/equivalent',
      ['amqp091/AMQP-exchange.declare.passive.equivalent'],
    ],
    ['a rule with blanks', 'tx/not multiple queues', ['amqp091/AMQP-tx.not-multiple-queues']],
    ['an extension', 'RMQ-x-message-ttl', ['rabbitmq/RMQ-x-message-ttl']],
    ['a key of an extension without its prefix', 'rabbitmq/confirm/all queues', ['rabbitmq/RMQ-confirm.all-queues']],
    ['nothing', 'MQTT-9.9.9-9', []],
  ])('understands %s', (_what, text, keys) => {
    expect(keysOf(text)).toEqual(keys);
  });
});

describe('similar', () => {
  it('finds the id that was meant', () => {
    expect(similar('MQTT-3.8.3-44')[0]).toBe('MQTT-3.8.3-4');
    expect(similar('AMQP-queue.bind.uniqe')).toContain('AMQP-queue.bind.unique');
  });

  it('says nothing when nothing resembles', () => {
    expect(similar('umbrella')).toEqual([]);
  });
});
