import type { Role } from '../../problem.js';
import type { AmqpFacts } from '../facts.js';
import { MULTIPLE, methodCode } from '../scan.js';
import type { AmqpRule } from './amqp-rule.js';
import { isProven } from './channels.js';
import { type AmqpState, DELIVERY_TAG } from './state.js';

const DELIVER = methodCode('basic.deliver');
const CONSUMES: readonly number[] = [methodCode('basic.consume')];
const SETTLING: readonly number[] = [methodCode('basic.ack'), methodCode('basic.nack'), methodCode('basic.reject')];
const EXISTENCE: Readonly<Record<number, string>> = {
  [methodCode('basic.ack')]: 'amqp091/AMQP-basic.ack.multiple.exists',
  [methodCode('basic.nack')]: 'rabbitmq/RMQ-basic.nack.multiple.exists',
};

/** A delivery goes to a consumer that is there. */
const CONSUMER_RULES: readonly AmqpRule[] = [
  {
    code: 'AMQP_DELIVERY_BEFORE_CONSUME_OK',
    on: [DELIVER],
    binds: 'server',
    statement: () => 'amqp091/AMQP-channel.content-sync',
    when: (_, state) => knowsConsumers(state) && state.channel.questions[state.other].find(CONSUMES) >= 0,
    broken: (_, { consumer }) => consumer === undefined,
    says: () => 'a delivery to a consumer that no consume-ok has named yet',
  },
  {
    code: 'AMQP_DELIVERY_WITHOUT_CONSUMER',
    on: [DELIVER],
    binds: 'server',
    statement: () => 'amqp091/AMQP-basic.deliver.fields',
    when: (_, state, packet) =>
      knowsConsumers(state) &&
      (state.consumer !== undefined ||
        (state.channel.questions[state.other].find(CONSUMES) < 0 && isProven(state, packet))),
    broken: (_, { consumer }) => consumer === undefined,
    says: () => 'no consumer of this channel has that consumer-tag',
  },
  {
    code: 'AMQP_DELIVERY_AFTER_CANCEL',
    on: [DELIVER],
    binds: 'server',
    statement: () => 'amqp091/AMQP-basic.cancel.unacked',
    when: (_, state, packet) => state.consumer?.ended === true && knowsConsumers(state) && isProven(state, packet),
    broken: () => true,
    says: () => 'a delivery to a consumer that the broker has cancelled',
  },
];

/** Each delivery of a channel has its own tag, which is acknowledged there, and once. */
const TAG_RULES: readonly AmqpRule[] = [
  {
    code: 'AMQP_DELIVERY_TAG_TWICE',
    on: [DELIVER, methodCode('basic.get-ok')],
    binds: 'server',
    statement: () => 'amqp091/AMQP-delivery-tag.channel-local',
    when: ({ scan }, { channel }) => (scan.numbers[DELIVERY_TAG] as number) > 0 && channel.isWhole,
    broken: ({ scan }, { channel }) => channel.tags.isGiven(scan.numbers[DELIVERY_TAG] as number),
    says: ({ scan }) => `delivery tag ${scan.numbers[DELIVERY_TAG]} was given on this channel before`,
  },
  {
    code: 'AMQP_DELIVERY_TAG_SETTLED',
    on: SETTLING,
    binds: 'client',
    statement: existence,
    when: ({ scan }, { channel }) => {
      const tag = scan.numbers[DELIVERY_TAG] as number;
      return tag > 0 && channel.isWhole && !channel.isTransacted && !channel.tags.isUnknown(tag);
    },
    broken: ({ scan }, { channel }) =>
      channel.tags.isSettled(scan.numbers[DELIVERY_TAG] as number, (scan.bits & MULTIPLE) !== 0),
    says: ({ scan }) =>
      `delivery tag ${scan.numbers[DELIVERY_TAG]} waits for no acknowledgement: settled, or sent no-ack`,
  },
  {
    code: 'AMQP_DELIVERY_TAG_UNKNOWN',
    on: SETTLING,
    binds: 'client',
    statement: existence,
    when: (facts, state, packet) =>
      (facts.scan.numbers[DELIVERY_TAG] as number) > 0 &&
      state.channel.isWhole &&
      (!isUnknown(facts, state) || (isProven(state, packet) && !isElsewhere(facts, state))),
    broken: isUnknown,
    says: ({ scan }) => `delivery tag ${scan.numbers[DELIVERY_TAG]} was never given on this channel`,
  },
  {
    code: 'AMQP_DELIVERY_TAG_CHANNEL',
    on: SETTLING,
    binds: 'client',
    statement: () => 'amqp091/AMQP-delivery-tag.channel-local',
    when: (facts, state, packet) =>
      (facts.scan.numbers[DELIVERY_TAG] as number) > 0 &&
      state.channel.isWhole &&
      isUnknown(facts, state) &&
      isProven(state, packet),
    broken: isElsewhere,
    says: ({ scan }, state) =>
      `delivery tag ${scan.numbers[DELIVERY_TAG]} was given on channel ${state.channelWaitingFor(scan.numbers[DELIVERY_TAG] as number)?.number}`,
  },
];

export const DELIVERY_RULES: readonly AmqpRule[] = [...CONSUMER_RULES, ...TAG_RULES];

/** No statement speaks of basic.reject. */
function existence(_version: number, _from: Role | null, number: number): string | null {
  return EXISTENCE[number] ?? null;
}

const knowsConsumers = ({ channel }: AmqpState): boolean => channel.isWhole && channel.knowsConsumers;

function isUnknown({ scan }: AmqpFacts, { channel }: AmqpState): boolean {
  return channel.tags.isUnknown(scan.numbers[DELIVERY_TAG] as number);
}

function isElsewhere({ scan }: AmqpFacts, state: AmqpState): boolean {
  return state.channelWaitingFor(scan.numbers[DELIVERY_TAG] as number) !== undefined;
}
