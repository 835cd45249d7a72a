import type { Rule } from '../../rule.js';
import type { AmqpFacts } from '../facts.js';
import type { AmqpState } from './state.js';

/** Everything that a frame can be wrong in by what came before it on its connection. */
export const AMQP_RULE_CODES = [
  'AMQP_AFTER_CLOSE_OK',
  'AMQP_CHANNEL_OPEN_TWICE',
  'AMQP_CHANNEL_NOT_OPEN',
  'AMQP_CHANNEL_NUMBER',
  'AMQP_CHANNEL_COUNT',
  'AMQP_TUNE_CHANNEL_MAX',
  'AMQP_TUNE_FRAME_MAX',
  'AMQP_FRAME_MAX_MINIMUM',
  'AMQP_CONTENT_INTERRUPTED',
  'AMQP_CONTENT_SEQUENCE',
  'AMQP_CONTENT_TOO_LONG',
  'AMQP_ANSWER_WITHOUT_REQUEST',
  'AMQP_ANSWER_UNWANTED',
  'AMQP_DELIVERY_BEFORE_CONSUME_OK',
  'AMQP_DELIVERY_WITHOUT_CONSUMER',
  'AMQP_DELIVERY_AFTER_CANCEL',
  'AMQP_DELIVERY_TAG_TWICE',
  'AMQP_DELIVERY_TAG_SETTLED',
  'AMQP_DELIVERY_TAG_UNKNOWN',
  'AMQP_DELIVERY_TAG_CHANNEL',
] as const;

export type AmqpRuleCode = (typeof AMQP_RULE_CODES)[number];

export type AmqpRule = Rule<AmqpFacts, AmqpState> & { readonly code: AmqpRuleCode };
