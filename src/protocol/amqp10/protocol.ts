import { beginsWithHeader, opensWithHeader } from '../amqp-opening.js';
import type { Protocol } from '../protocol.js';
import { Amqp10Conversation } from './conversation.js';
import { claim10, weigh10 } from './evidence.js';
import { Amqp10Facts } from './facts.js';
import { AMQP10_FIELDS, payload10, tell10 } from './fields.js';

/** AMQP 1.0. */
export const AMQP10: Protocol = {
  id: 'amqp10',
  names: { amqp10: undefined },
  family: 'AMQP',
  title: 'AMQP 1.0',
  carrier: 'stream',
  ports: [],
  fields: AMQP10_FIELDS,
  opens: (bytes, start, end) => opensWithHeader(bytes, start, end, (major) => major === 1),
  begins: beginsWithHeader,
  claim: claim10,
  weigh: weigh10,
  makeFacts: () => new Amqp10Facts(),
  converse: (options) => new Amqp10Conversation(AMQP10, options),
  tell: tell10,
  payload: payload10,
};
