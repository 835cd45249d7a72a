import type { ParameterKind } from '../../engine/vocabulary.js';

/** "durable direct", "transient auto-delete fanout": the arguments of exchange.declare. */
export interface ExchangeKind {
  readonly type: string;
  readonly durable: boolean;
  readonly 'auto-delete': boolean;
  readonly internal: boolean;
}

/** "queue", "the exclusive queue", "a server-named queue": the arguments of queue.declare. */
export interface QueueKind {
  readonly durable: boolean;
  readonly exclusive: boolean;
  readonly 'auto-delete': boolean;
  /** Declared with an empty name; the broker's choice is known by the scenario's name. */
  readonly serverNamed: boolean;
}

/** The words between braces that only AMQP features use. `{on}` and `{mandatory}` may be left out. */
export const amqpParameterTypes: readonly ParameterKind[] = [
  { name: 'method', regexp: /[a-z]+\.[a-z]+(?:-[a-z]+)*/, transform: (name) => name },
  {
    name: 'on',
    regexp: /(?: on channel \d+)?/,
    transform: (words) => (words === undefined || words === '' ? undefined : Number(words.slice(12))),
  },
  { name: 'mandatory', regexp: /(?:, mandatory)?/, transform: (words) => words !== undefined && words !== '' },
  { name: 'reply', regexp: /\d{3} [A-Z_]+|any reply/, transform: (text) => text },
  {
    name: 'words',
    regexp: /[^\s,"]+(?:, [^\s,"]+)*/,
    transform: (text = '') => (text === 'none' ? [] : text.split(', ')),
  },
  { name: 'thing', regexp: /queue|exchange/, transform: (text) => text },
  {
    name: 'exchange kind',
    regexp: /(?:durable|transient)(?: auto-delete)?(?: internal)? (?:direct|fanout|topic|headers)/,
    transform: (text = '') => exchangeKind(text.split(' ')),
  },
  {
    name: 'queue kind',
    regexp: /(?:(?:an?|the) )?(?:(?:durable|exclusive|auto-delete|server-named) )*queue/,
    transform: (text = '') => queueKind(text.split(' ')),
  },
];

const exchangeKind = (words: readonly string[]): ExchangeKind => ({
  type: words.at(-1) ?? '',
  durable: words.includes('durable'),
  'auto-delete': words.includes('auto-delete'),
  internal: words.includes('internal'),
});

/** The name that a broker chooses is kept to the connection: nothing is left behind. */
const queueKind = (words: readonly string[]): QueueKind => ({
  durable: words.includes('durable'),
  exclusive: words.includes('exclusive') || words.includes('server-named'),
  'auto-delete': words.includes('auto-delete'),
  serverNamed: words.includes('server-named'),
});
