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

/** `queue "desk"`, or `exchange "orders" with routing key "paid"`: the arguments of basic.publish. */
export interface Destination {
  readonly exchange: string;
  readonly 'routing-key': string;
}

/** The words between braces that only AMQP features use. Those that begin with a space or a comma may be left out. */
export const AMQP_PARAMETER_TYPES: readonly ParameterKind[] = [
  {
    name: 'method',
    regexp: /[a-z]+\.[a-z]+(?:-[a-z]+)*/,
    transform: (name) => name,
    about: 'as the standard writes it: `exchange.declare-ok`',
  },
  {
    name: 'on',
    regexp: /(?: on channel \d+)?/,
    transform: (words) => (words === undefined || words === '' ? undefined : Number(words.slice(12))),
    about: 'nothing, or ` on channel 2`; channel 1 where nothing is said, 0 for class connection',
  },
  {
    name: 'destination',
    regexp: /queue "[^"]*"|exchange "[^"]*" with routing key "[^"]*"/,
    transform: (text = '') => destination(text),
    about: '`queue "desk"` (by the default exchange), or `exchange "orders" with routing key "paid"`',
  },
  {
    name: 'key',
    regexp: /(?: with routing key "[^"]*")?/,
    transform: (words = '') => /"(.*)"/s.exec(words)?.[1] ?? '',
    about: 'nothing, or ` with routing key "paid"`',
  },
  {
    name: 'unacknowledged',
    regexp: /(?:, unacknowledged)?/,
    transform: (words = '') => words !== '',
    about: 'nothing, or `, unacknowledged`: the message stays with the client',
  },
  {
    name: 'next',
    regexp: /(?: next)?/,
    transform: (words = '') => words !== '',
    about: 'nothing, or ` next`: before anything else, on whatever channel',
  },
  {
    name: 'for reply',
    regexp: /(?: with \d{3} [A-Z_]+)?/,
    transform: (words = '') => (words === '' ? undefined : words.slice(6)),
    about: 'nothing, or ` with 312 NO_ROUTE`',
  },
  {
    name: 'mandatory',
    regexp: /(?:, mandatory)?/,
    transform: (words) => words !== undefined && words !== '',
    about: 'nothing, or `, mandatory`',
  },
  {
    name: 'reply',
    regexp: /\d{3} [A-Z_]+|any reply/,
    transform: (text) => text,
    about: '`404 NOT_FOUND`, or `any reply`',
  },
  {
    name: 'words',
    regexp: /[^\s,"]+(?:, [^\s,"]+)*/,
    transform: (text = '') => (text === 'none' ? [] : text.split(', ')),
    about: '`paid, paid.late`, or `none`',
  },
  { name: 'thing', regexp: /queue|exchange/, transform: (text) => text, about: '`queue` or `exchange`' },
  {
    name: 'exchange kind',
    regexp: /(?:durable|transient)(?: auto-delete)?(?: internal)? (?:direct|fanout|topic|headers)/,
    transform: (text = '') => exchangeKind(text.split(' ')),
    about: '`durable direct`, `transient auto-delete internal fanout`',
  },
  {
    name: 'queue kind',
    regexp: /(?:(?:an?|the) )?(?:(?:durable|exclusive|auto-delete|server-named) )*queue/,
    transform: (text = '') => queueKind(text.split(' ')),
    about: '`queue`, `the exclusive queue`, `a server-named queue`; also `durable`, `auto-delete`',
  },
];

const destination = (text: string): Destination => {
  const [, queue, exchange = '', key = ''] =
    /^(?:queue "(.*)"|exchange "(.*)" with routing key "(.*)")$/s.exec(text) ?? [];
  return queue === undefined ? { exchange, 'routing-key': key } : { exchange: '', 'routing-key': queue };
};

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
