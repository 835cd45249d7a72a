import { DEFINITIONS } from '../definitions.js';
import { methodCode } from '../scan.js';
import type { AmqpRule } from './amqp-rule.js';

/** A message may be broken off by the end of its channel or connection. */
const CLOSINGS: ReadonlySet<string> = new Set([
  'channel.close',
  'channel.close-ok',
  'connection.close',
  'connection.close-ok',
]);

/** A content is a method, a content header and bodies, with nothing else of the channel between them (4.2.6). */
export const CONTENT_RULES: readonly AmqpRule[] = [
  {
    code: 'AMQP_CONTENT_INTERRUPTED',
    on: [1, ...DEFINITIONS.methods.filter(({ name }) => !CLOSINGS.has(name)).map(({ name }) => methodCode(name))],
    statement: () => 'amqp091/AMQP-content.sequence',
    when: (_, { content }) => content.due !== 'nothing',
    broken: () => true,
    says: (_, { content: { method, due, bodySize, received } }) => {
      const message = method > 0 ? `the message of #${method}` : 'the message before it';
      return `${message} still lacks ${due === 'header' ? 'its content header' : `${bodySize - received} octets of its body`}`;
    },
  },
  {
    code: 'AMQP_CONTENT_SEQUENCE',
    on: [2],
    statement: () => 'amqp091/AMQP-content.sequence',
    when: ({ scan }, { complete }) => complete && scan.bodySize >= 0,
    broken: (_, { content }) => content.due !== 'header',
    says: () => 'no method announces this content',
  },
  {
    code: 'AMQP_CONTENT_SEQUENCE',
    on: [3],
    statement: () => 'amqp091/AMQP-content.sequence',
    when: (_, { complete }) => complete,
    broken: (_, { content }) => content.due !== 'body',
    says: () => 'no content header announces this body',
  },
  {
    code: 'AMQP_CONTENT_TOO_LONG',
    on: [3],
    statement: () => 'amqp091/AMQP-content.body-size',
    when: (_, { content }) => content.due === 'body',
    broken: (_, { content }, { length }) => content.received + length - 8 > content.bodySize,
    says: (_, { content }, { length }) =>
      `body of ${content.received + length - 8} octets, the content header says ${content.bodySize}`,
  },
];
