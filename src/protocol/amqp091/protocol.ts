import { beginsWithHeader, opensWithHeader } from '../amqp-opening.js';
import type { Protocol } from '../protocol.js';
import { AmqpConversation } from './conversation.js';
import { claimAmqp, weighAmqp } from './evidence.js';
import { AmqpFacts } from './facts.js';
import { AMQP_FIELDS, amqpPayload, tellAmqp } from './fields.js';

/** AMQP 0-9-1, and the drafts before it as far as their protocol header. */
export const AMQP091: Protocol = {
  id: 'amqp091',
  names: { amqp: undefined, amqp091: undefined },
  family: 'AMQP',
  title: 'AMQP 0-9-1',
  carrier: 'stream',
  ports: [5672],
  fields: AMQP_FIELDS,
  opens: (bytes, start, end) => opensWithHeader(bytes, start, end, (major) => major !== 1),
  begins: beginsWithHeader,
  claim: claimAmqp,
  weigh: weighAmqp,
  makeFacts: () => new AmqpFacts(),
  converse: (options) => new AmqpConversation(AMQP091, options),
  tell: tellAmqp,
  payload: amqpPayload,
};
