import { describe, expect, it } from 'vitest';
import { statementOf } from '../../../catalogue/statements.js';
import { AMQP_RULE_CODES, type AmqpRuleCode } from './amqp-rule.js';
import { AMQP_RULES } from './amqp-rules.js';
import { body, c, consume, content, deliver, EXAMPLES, OPENED, PUBLISH, s } from './testing/examples.js';
import { type Line, type TalkOptions, talk } from './testing/talk.js';

const broken = AMQP_RULE_CODES.flatMap((code) =>
  (['client', 'server'] as const).flatMap((role) =>
    (EXAMPLES[code].breaks[role] ?? []).map((lines, index) => [code, role, index + 1, lines] as const),
  ),
);
const near = AMQP_RULE_CODES.flatMap((code) =>
  EXAMPLES[code].near.map((lines, index) => [code, index + 1, lines] as const),
);
const codes = (lines: readonly Line[], options?: TalkOptions) =>
  talk(lines, options).problems.map(({ n, code }) => `${n} ${code}`);

describe('what only a whole AMQP conversation shows', () => {
  it.each(broken)('%s is found in what the %s does (%i), and nothing else', (code, role, _, lines) => {
    const { problems } = talk(lines);
    expect(problems.map((problem) => [problem.n, problem.code, problem.blames])).toEqual([[lines.length, code, role]]);
  });

  it.each(near)('%s is not found in what comes near (%i)', (_, __, lines) => {
    expect(codes(lines)).toEqual([]);
  });

  it.each(AMQP_RULE_CODES)('%s names a statement of the catalogue', (code) => {
    const { statement, breaks } = EXAMPLES[code];
    const found = Object.values(breaks).flatMap((all) => all.flatMap((lines) => talk(lines).problems));
    expect(found.map((problem) => problem.statement)).toContain(statement);
    for (const problem of found) {
      if (problem.statement !== null) expect(statementOf(problem.statement)?.key).toBe(problem.statement);
    }
  });

  it('says of every answer to a no-wait request which statement it breaks', () => {
    const statements = AMQP_RULES.filter(({ code }) => code === 'AMQP_ANSWER_UNWANTED');
    expect(statements).toHaveLength(1);
    const asks = ['exchange.declare', 'exchange.delete', 'exchange.bind', 'queue.declare', 'queue.bind', 'queue.purge'];
    for (const method of [...asks, 'basic.consume', 'basic.cancel']) {
      const [problem] = talk([...OPENED, c(method, { 'no-wait': true }), s(`${method}-ok`)]).problems;
      expect(problem?.statement).toMatch(new RegExp(`${method}\\.no-wait$`));
      expect(statementOf(problem?.statement ?? '')?.key).toBe(problem?.statement);
    }
  });

  it('blames a client for an answer to nothing without a statement that speaks of it', () => {
    const [problem] = talk([...OPENED, c('channel.flow-ok', { active: true })]).problems;
    expect(problem).toMatchObject({ code: 'AMQP_ANSWER_WITHOUT_REQUEST', blames: 'client', statement: null });
  });

  it('asserts nothing that a missing beginning may explain', () => {
    const explained = broken.filter(([code]) => !NEEDS_NO_PAST.has(code));
    for (const [, , , lines] of explained) expect(codes(lines.slice(1))).toEqual([]);
    for (const [, , , lines] of explained) expect(codes(lines, { begun: false })).toEqual([]);
  });

  it('asserts nothing that a loss may explain', () => {
    for (const [code, , , lines] of broken) {
      if (NEEDS_NO_PAST.has(code)) continue;
      for (let at = 2; at <= lines.length; at++) expect(codes(lines, { losesAt: at })).toEqual([]);
    }
  });

  it('asserts nothing that octets of the other direction may explain while they are missing', () => {
    const lacking = broken.filter(([code]) => NEEDS_THE_OTHER.has(code));
    expect(lacking.length).toBeGreaterThan(8);
    for (const [, , , lines] of lacking) expect(codes(lines, { lacks: true })).toEqual([]);
  });

  it('knows which method answers which, oldest first', () => {
    const lines = [...OPENED, c('basic.qos'), c('queue.purge'), c('basic.qos'), s('basic.qos-ok')];
    const { answers } = talk([...lines, s('queue.purge-ok'), s('basic.qos-ok'), s('basic.qos-ok')]);
    expect(answers).toEqual([0, 0, 2, 0, 0, 0, 4, 5, 6, 0]);
  });

  it('counts how often a rule was tried and broken', () => {
    const { ledger } = talk([...OPENED, PUBLISH, ...content('client', 'hi'), body('client', 'x')]);
    const row = ledger.find(({ statement }) => statement === 'amqp091/AMQP-content.sequence');
    expect(row).toMatchObject({ exercised: 3, broken: 1 });
  });

  it('survives more requests, consumers and deliveries than it remembers', () => {
    const many = Array.from({ length: 3000 }, () => c('basic.qos'));
    expect(codes([...OPENED, ...many, s('basic.qos-ok')])).toEqual([]);
    const consumers = Array.from({ length: 10_001 }, (_, index) => consume(`c${index}`)).flat();
    expect(codes([...OPENED, ...consumers, ...deliver('c10000', 1n), ...deliver('c1', 2n)])).toEqual([]);
  });
});

/** Found by the frame itself, or by what the same direction has just sent. */
const NEEDS_NO_PAST: ReadonlySet<AmqpRuleCode> = new Set([
  'AMQP_AFTER_CLOSE_OK',
  'AMQP_CHANNEL_NUMBER',
  'AMQP_TUNE_CHANNEL_MAX',
  'AMQP_TUNE_FRAME_MAX',
  'AMQP_FRAME_MAX_MINIMUM',
  'AMQP_CONTENT_INTERRUPTED',
  'AMQP_CONTENT_TOO_LONG',
]);

const NEEDS_THE_OTHER: ReadonlySet<AmqpRuleCode> = new Set([
  'AMQP_CHANNEL_OPEN_TWICE',
  'AMQP_CHANNEL_COUNT',
  'AMQP_ANSWER_WITHOUT_REQUEST',
  'AMQP_ANSWER_UNWANTED',
  'AMQP_DELIVERY_WITHOUT_CONSUMER',
  'AMQP_DELIVERY_AFTER_CANCEL',
  'AMQP_DELIVERY_TAG_UNKNOWN',
  'AMQP_DELIVERY_TAG_CHANNEL',
]);
