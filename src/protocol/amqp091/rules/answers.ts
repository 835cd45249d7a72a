import { DEFINITIONS } from '../definitions.js';
import type { AmqpFacts } from '../facts.js';
import { methodCode } from '../scan.js';
import type { AmqpRule } from './amqp-rule.js';
import { isProven } from './channels.js';
import { QUESTIONS_OF, requestOf } from './requests.js';
import type { AmqpState } from './state.js';

/** Clients that know what comes answer these before they are asked. */
const HANDSHAKE: ReadonlySet<string> = new Set(['connection.start-ok', 'connection.secure-ok', 'connection.tune-ok']);

const ANSWERS: readonly number[] = DEFINITIONS.methods
  .filter(({ name }) => requestOf(name) !== undefined && !HANDSHAKE.has(name))
  .map(({ name }) => methodCode(name));

/** Requests have their answer, in their order; those with no-wait have none. */
export const ANSWER_RULES: readonly AmqpRule[] = [
  {
    code: 'AMQP_ANSWER_WITHOUT_REQUEST',
    on: ANSWERS,
    statement: (_, from) => (from === 'server' ? 'amqp091/AMQP-channel.content-sync' : null),
    when: (facts, state, packet) =>
      state.channel.isWhole && !wasToldNotTo(facts, state) && (state.question >= 0 || isProven(state, packet)),
    broken: (_, { question }) => question < 0,
    says: (_, __, { name }) => `${name} answers nothing: no ${requestOf(name)} waits for it`,
  },
  {
    code: 'AMQP_ANSWER_UNWANTED',
    on: ANSWERS,
    binds: 'server',
    statement: (_version, _from, number) => NO_WAIT_STATEMENTS[number] ?? null,
    when: (facts, state, packet) =>
      state.channel.isWhole && wasToldNotTo(facts, state) && (state.question >= 0 || isProven(state, packet)),
    broken: (_, { question }) => question < 0,
    says: (_, __, { name }) => `${name}, though every ${requestOf(name)} that waits for nothing said no-wait`,
  },
];

/** A request of this kind said no-wait. */
function wasToldNotTo({ scan }: AmqpFacts, { channel: { silent } }: AmqpState): boolean {
  if (silent.size === 0) return false;
  return (QUESTIONS_OF[scan.layout?.code ?? 0] ?? []).some((code) => silent.has(code));
}

/** By the code of the answer; the others of the standard and its extensions have no statement of their own. */
const NO_WAIT_STATEMENTS: Readonly<Record<number, string>> = {
  [methodCode('exchange.declare-ok')]: 'amqp091/AMQP-exchange.declare.no-wait',
  [methodCode('exchange.delete-ok')]: 'amqp091/AMQP-exchange.delete.no-wait',
  [methodCode('exchange.bind-ok')]: 'rabbitmq/RMQ-exchange.bind.no-wait',
  [methodCode('queue.declare-ok')]: 'amqp091/AMQP-queue.declare.no-wait',
  [methodCode('queue.bind-ok')]: 'amqp091/AMQP-queue.bind.no-wait',
  [methodCode('queue.purge-ok')]: 'amqp091/AMQP-queue.purge.no-wait',
  [methodCode('basic.consume-ok')]: 'amqp091/AMQP-basic.consume.no-wait',
  [methodCode('basic.cancel-ok')]: 'amqp091/AMQP-basic.cancel.no-wait',
};
