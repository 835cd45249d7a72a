import type { Role } from '../../../problem.js';
import { encodeContent, encodeMethod, encodeProtocolHeader, heartbeatFrame } from '../../encode.js';
import type { AmqpRuleCode } from '../amqp-rule.js';
import type { Line } from './talk.js';

type Given = Parameters<typeof encodeMethod>[2];

const say =
  (from: Role) =>
  (method: string, values: Given = {}, channel = method.startsWith('connection.') ? 0 : 1): Line => [
    from,
    encodeMethod(channel, method, values),
  ];
export const c = say('client');
export const s = say('server');

const HEADER: Line = ['client', encodeProtocolHeader()];
const OPEN = c('channel.open');
const OPEN_OK = s('channel.open-ok');
export const OPENED: readonly Line[] = [HEADER, OPEN, OPEN_OK];
const tuned = (offered: Given, chosen: Given): readonly Line[] => [
  HEADER,
  s('connection.tune', offered),
  c('connection.tune-ok', chosen),
];

/** Content header and body frames of a message. */
export const content = (from: Role, text: string, channel = 1): readonly Line[] =>
  encodeContent(channel, 'basic', {}, new TextEncoder().encode(text)).map((frame): Line => [from, frame]);
const header = (from: Role, text: string): Line => content(from, text)[0] as Line;
export const body = (from: Role, text: string): Line => content(from, text)[1] as Line;
export const PUBLISH = c('basic.publish', { 'routing-key': 'q' });

export const consume = (tag: string, more: Given = {}): readonly Line[] => [
  c('basic.consume', { queue: 'q', 'consumer-tag': tag, ...more }),
  s('basic.consume-ok', { 'consumer-tag': tag }),
];
export const deliver = (tag: string, number: bigint, channel = 1): readonly Line[] => [
  s('basic.deliver', { 'consumer-tag': tag, 'delivery-tag': number, 'routing-key': 'q' }, channel),
  ...content('server', 'a', channel),
];
const ack = (number: bigint, multiple = false, channel = 1): Line =>
  c('basic.ack', { 'delivery-tag': number, multiple }, channel);
const BYE = { 'reply-code': 200, 'reply-text': 'bye' };

export interface Example {
  readonly statement: string | null;
  /** Who can break it: conversations of which the last frame does. */
  readonly breaks: Partial<Readonly<Record<Role, readonly (readonly Line[])[]>>>;
  /** Conversations that come near and break nothing. */
  readonly near: readonly (readonly Line[])[];
}

/** TypeScript fails where a code has no example. */
export const EXAMPLES: Readonly<Record<AmqpRuleCode, Example>> = {
  AMQP_AFTER_CLOSE_OK: {
    statement: 'amqp091/AMQP-connection.close.stability',
    breaks: {
      client: [[...OPENED, s('connection.close', BYE), c('connection.close-ok'), c('basic.qos')]],
      server: [[...OPENED, c('connection.close', BYE), s('connection.close-ok'), s('channel.close', BYE)]],
    },
    near: [
      [...OPENED, s('connection.close', BYE), c('basic.qos'), c('connection.close-ok'), ['client', heartbeatFrame]],
    ],
  },
  AMQP_CHANNEL_OPEN_TWICE: {
    statement: 'amqp091/AMQP-channel.open.state',
    breaks: { client: [[...OPENED, OPEN]] },
    near: [
      [...OPENED, c('channel.open', {}, 2)],
      [...OPENED, c('channel.close', BYE), s('channel.close-ok'), OPEN, OPEN_OK],
      [...OPENED, s('channel.close', BYE), c('channel.close-ok'), OPEN, OPEN_OK],
    ],
  },
  AMQP_CHANNEL_NOT_OPEN: {
    statement: 'amqp091/AMQP-channel.not-open',
    breaks: {
      client: [
        [HEADER, PUBLISH],
        [...OPENED, s('channel.close', BYE), c('channel.close-ok'), PUBLISH],
      ],
      server: [
        [HEADER, s('basic.cancel', { 'consumer-tag': 'c' })],
        [...OPENED, ...consume('c'), c('channel.close', BYE), s('channel.close-ok'), deliver('c', 1n)[0] as Line],
      ],
    },
    near: [
      // What was on its way when the channel was closed.
      [...OPENED, ...consume('c'), c('channel.close', BYE), ...deliver('c', 1n), s('channel.close-ok')],
      [...OPENED, s('channel.close', BYE), PUBLISH, ...content('client', 'a'), c('channel.close-ok')],
      // Closes that cross.
      [...OPENED, c('channel.close', BYE), s('channel.close', BYE), s('channel.close-ok'), c('channel.close-ok')],
    ],
  },
  AMQP_CHANNEL_NUMBER: {
    statement: 'amqp091/AMQP-channel.max',
    breaks: { client: [[...tuned({ 'channel-max': 3 }, { 'channel-max': 3 }), c('channel.open', {}, 4)]] },
    near: [
      [...tuned({ 'channel-max': 3 }, { 'channel-max': 3 }), c('channel.open', {}, 3)],
      [...tuned({ 'channel-max': 0 }, { 'channel-max': 3 }), c('channel.open', {}, 4)],
      // Two channels are agreed, whatever their numbers.
      [...tuned({ 'channel-max': 9 }, { 'channel-max': 2 }), c('channel.open', {}, 9)],
    ],
  },
  AMQP_CHANNEL_COUNT: {
    statement: 'amqp091/AMQP-channel.max',
    breaks: {
      client: [[...tuned({ 'channel-max': 9 }, { 'channel-max': 1 }), OPEN, OPEN_OK, c('channel.open', {}, 2)]],
    },
    near: [
      [
        ...tuned({ 'channel-max': 9 }, { 'channel-max': 1 }),
        OPEN,
        OPEN_OK,
        c('channel.close', BYE),
        s('channel.close-ok'),
        c('channel.open', {}, 2),
      ],
      [...tuned({ 'channel-max': 9 }, { 'channel-max': 0 }), OPEN, OPEN_OK, c('channel.open', {}, 2)],
    ],
  },
  AMQP_TUNE_CHANNEL_MAX: {
    statement: 'amqp091/AMQP-connection.tune-ok.channel-max.upper-limit',
    breaks: { client: [tuned({ 'channel-max': 9 }, { 'channel-max': 10 })] },
    near: [
      tuned({ 'channel-max': 9 }, { 'channel-max': 9 }),
      tuned({ 'channel-max': 9 }, { 'channel-max': 0 }),
      tuned({ 'channel-max': 0 }, { 'channel-max': 10 }),
    ],
  },
  AMQP_TUNE_FRAME_MAX: {
    statement: 'amqp091/AMQP-connection.tune-ok.frame-max.upper-limit',
    breaks: { client: [tuned({ 'frame-max': 8192 }, { 'frame-max': 8193 })] },
    near: [
      tuned({ 'frame-max': 8192 }, { 'frame-max': 8192 }),
      tuned({ 'frame-max': 0 }, { 'frame-max': 8193 }),
      tuned({ 'frame-max': 8192 }, { 'frame-max': 0 }),
    ],
  },
  AMQP_FRAME_MAX_MINIMUM: {
    statement: 'amqp091/AMQP-connection.tune-ok.frame-max.minimum',
    breaks: {
      client: [tuned({ 'frame-max': 8192 }, { 'frame-max': 4095 })],
      server: [[HEADER, s('connection.tune', { 'frame-max': 4095 })]],
    },
    near: [tuned({ 'frame-max': 4096 }, { 'frame-max': 4096 }), tuned({ 'frame-max': 0 }, { 'frame-max': 0 })],
  },
  AMQP_CONTENT_INTERRUPTED: {
    statement: 'amqp091/AMQP-content.sequence',
    breaks: {
      client: [
        [...OPENED, PUBLISH, header('client', 'hiho'), body('client', 'hi'), PUBLISH],
        [...OPENED, PUBLISH, c('basic.qos')],
      ],
      server: [[...OPENED, ...consume('c'), ...deliver('c', 1n).slice(0, 2), s('basic.ack', { 'delivery-tag': 1n })]],
    },
    near: [
      [...OPENED, PUBLISH, header('client', 'hiho'), c('channel.close', BYE)],
      // Another channel, and the other direction, may speak.
      [...OPENED, c('channel.open', {}, 2), PUBLISH, header('client', 'a'), c('basic.qos', {}, 2), body('client', 'a')],
      [...OPENED, c('basic.qos'), PUBLISH, header('client', 'a'), s('basic.qos-ok'), body('client', 'a')],
    ],
  },
  AMQP_CONTENT_SEQUENCE: {
    statement: 'amqp091/AMQP-content.sequence',
    breaks: {
      client: [
        [...OPENED, header('client', 'hi')],
        [...OPENED, body('client', 'hi')],
        [...OPENED, PUBLISH, body('client', 'hi')],
        [...OPENED, PUBLISH, header('client', 'hi'), header('client', 'hi')],
        [...OPENED, c('queue.declare'), header('client', 'hi')],
      ],
      server: [
        [...OPENED, header('server', 'hi')],
        [...OPENED, ...consume('c'), ...deliver('c', 1n), body('server', 'a')],
      ],
    },
    near: [
      [...OPENED, PUBLISH, ...content('client', ''), PUBLISH, ...content('client', 'hi')],
      [...OPENED, PUBLISH, header('client', 'hiho'), body('client', 'hi'), body('client', 'ho')],
    ],
  },
  AMQP_CONTENT_TOO_LONG: {
    statement: 'amqp091/AMQP-content.body-size',
    breaks: {
      client: [[...OPENED, PUBLISH, header('client', 'h'), body('client', 'hi')]],
      server: [[...OPENED, ...consume('c'), ...deliver('c', 1n).slice(0, 2), body('server', 'ab')]],
    },
    near: [[...OPENED, PUBLISH, header('client', 'hi'), body('client', 'h'), body('client', 'i')]],
  },
  AMQP_ANSWER_WITHOUT_REQUEST: {
    statement: 'amqp091/AMQP-channel.content-sync',
    breaks: {
      server: [
        [...OPENED, s('exchange.declare-ok')],
        [...OPENED, c('basic.qos'), s('basic.qos-ok'), s('basic.qos-ok')],
        [...OPENED, c('channel.open', {}, 2), c('basic.qos'), s('basic.qos-ok', {}, 2)],
      ],
    },
    near: [
      [...OPENED, c('basic.qos'), c('basic.qos'), s('basic.qos-ok'), s('basic.qos-ok')],
      [...OPENED, c('basic.get'), s('basic.get-empty')],
      [...OPENED, s('channel.flow', { active: true }), c('channel.flow-ok', { active: true })],
      // Who knows what comes does not wait for it.
      [HEADER, c('connection.start-ok'), c('connection.tune-ok'), c('connection.open')],
    ],
  },
  AMQP_ANSWER_UNWANTED: {
    statement: 'amqp091/AMQP-queue.declare.no-wait',
    breaks: { server: [[...OPENED, c('queue.declare', { queue: 'q', 'no-wait': true }), s('queue.declare-ok')]] },
    near: [
      [
        ...OPENED,
        c('queue.declare', { queue: 'q', 'no-wait': true }),
        c('queue.declare', { queue: 'r' }),
        s('queue.declare-ok', { queue: 'r' }),
      ],
    ],
  },
  AMQP_DELIVERY_BEFORE_CONSUME_OK: {
    statement: 'amqp091/AMQP-channel.content-sync',
    breaks: { server: [[...OPENED, consume('c')[0] as Line, deliver('c', 1n)[0] as Line]] },
    near: [
      [...OPENED, ...consume('c'), ...deliver('c', 1n)],
      [...OPENED, ...consume('c'), consume('d')[0] as Line, ...deliver('c', 1n)],
      [...OPENED, c('basic.consume', { queue: 'q', 'consumer-tag': 'c', 'no-wait': true }), ...deliver('c', 1n)],
    ],
  },
  AMQP_DELIVERY_WITHOUT_CONSUMER: {
    statement: 'amqp091/AMQP-basic.deliver.fields',
    breaks: {
      server: [
        [...OPENED, deliver('nobody', 1n)[0] as Line],
        [...OPENED, ...consume('c'), c('channel.open', {}, 2), deliver('c', 1n, 2)[0] as Line],
      ],
    },
    near: [
      // The broker names it, and nobody hears how.
      [...OPENED, c('basic.consume', { queue: 'q', 'no-wait': true }), ...deliver('amq.ctag-1', 1n)],
      [...OPENED, c('basic.consume'), s('basic.consume-ok', { 'consumer-tag': 'x' }), ...deliver('x', 1n)],
    ],
  },
  AMQP_DELIVERY_AFTER_CANCEL: {
    statement: 'amqp091/AMQP-basic.cancel.unacked',
    breaks: {
      server: [
        [
          ...OPENED,
          ...consume('c'),
          c('basic.cancel', { 'consumer-tag': 'c' }),
          s('basic.cancel-ok', { 'consumer-tag': 'c' }),
          deliver('c', 1n)[0] as Line,
        ],
        [
          ...OPENED,
          ...consume('c'),
          s('basic.cancel', { 'consumer-tag': 'c', 'no-wait': true }),
          deliver('c', 1n)[0] as Line,
        ],
      ],
    },
    near: [
      [
        ...OPENED,
        ...consume('c'),
        c('basic.cancel', { 'consumer-tag': 'c' }),
        ...deliver('c', 1n),
        s('basic.cancel-ok', { 'consumer-tag': 'c' }),
        ...consume('c'),
        ...deliver('c', 2n),
      ],
    ],
  },
  AMQP_DELIVERY_TAG_TWICE: {
    statement: 'amqp091/AMQP-delivery-tag.channel-local',
    breaks: { server: [[...OPENED, ...consume('c'), ...deliver('c', 1n), deliver('c', 1n)[0] as Line]] },
    near: [
      [
        ...OPENED,
        c('channel.open', {}, 2),
        ...consume('c'),
        c('basic.consume', { queue: 'q', 'consumer-tag': 'c' }, 2),
        s('basic.consume-ok', { 'consumer-tag': 'c' }, 2),
        ...deliver('c', 1n),
        ...deliver('c', 1n, 2),
      ],
      // A channel that is opened anew counts anew.
      [
        ...OPENED,
        ...consume('c'),
        ...deliver('c', 1n),
        c('channel.close', BYE),
        s('channel.close-ok'),
        OPEN,
        OPEN_OK,
        ...consume('c'),
        ...deliver('c', 1n),
      ],
    ],
  },
  AMQP_DELIVERY_TAG_SETTLED: {
    statement: 'amqp091/AMQP-basic.ack.multiple.exists',
    breaks: {
      client: [
        [...OPENED, ...consume('c'), ...deliver('c', 1n), ack(1n), ack(1n)],
        [...OPENED, ...consume('c', { 'no-ack': true }), ...deliver('c', 1n), ack(1n)],
        [...OPENED, ...consume('c'), ...deliver('c', 1n), ...deliver('c', 2n), ack(2n, true), ack(1n)],
        [
          ...OPENED,
          c('basic.get', { queue: 'q', 'no-ack': true }),
          s('basic.get-ok', { 'delivery-tag': 1n }),
          ...content('server', 'a'),
          ack(1n),
        ],
      ],
    },
    near: [
      [...OPENED, ...consume('c'), ...deliver('c', 1n), ...deliver('c', 2n), ack(1n), ack(2n)],
      [...OPENED, ...consume('c'), ...deliver('c', 1n), ack(0n, true), ack(0n, true)],
      // Rolled back, it waits again.
      [
        ...OPENED,
        c('tx.select'),
        s('tx.select-ok'),
        ...consume('c'),
        ...deliver('c', 1n),
        ack(1n),
        c('tx.rollback'),
        s('tx.rollback-ok'),
        ack(1n),
      ],
    ],
  },
  AMQP_DELIVERY_TAG_UNKNOWN: {
    statement: 'amqp091/AMQP-basic.ack.multiple.exists',
    breaks: {
      client: [
        [...OPENED, ack(1n)],
        [...OPENED, ...consume('c'), ...deliver('c', 1n), ack(2n, true)],
      ],
    },
    near: [
      [...OPENED, ...consume('c'), ...deliver('c', 1n), ack(1n, true)],
      // A broker's own are confirms.
      [
        ...OPENED,
        c('confirm.select'),
        s('confirm.select-ok'),
        PUBLISH,
        ...content('client', 'a'),
        s('basic.ack', { 'delivery-tag': 1n }),
      ],
    ],
  },
  AMQP_DELIVERY_TAG_CHANNEL: {
    statement: 'amqp091/AMQP-delivery-tag.channel-local',
    breaks: {
      client: [[...OPENED, c('channel.open', {}, 2), ...consume('c'), ...deliver('c', 1n), ack(1n, false, 2)]],
    },
    near: [[...OPENED, c('channel.open', {}, 2), ...consume('c'), ...deliver('c', 1n), ack(1n)]],
  },
};
