import { distortedMethod } from './distorting.js';
import { type AmqpRows, row, todo } from './row.js';

/** Frames, exceptions, heartbeats. */
export const frameDefects: AmqpRows = [
  todo('ignores-frame-end', 'amqp091/AMQP-frame.end-octet', 'does not look at the frame-end octet'),
  todo(
    'resynchronises-at-frame-end',
    'amqp091/AMQP-frame.end-octet',
    'after a wrong frame end goes on behind the next octet 0xCE',
  ),
  todo('skips-unknown-frame-types', 'amqp091/AMQP-frame.unknown-type', 'skips frames of an unknown type'),
  todo(
    'takes-type-4-for-heartbeat',
    'amqp091/AMQP-frame.unknown-type',
    'takes unknown frame types on channel 0 for heartbeats',
  ),
  todo('ignores-frame-max', 'amqp091/AMQP-frame.max-size', 'accepts frames of any size'),
  todo('counts-frame-max-one-short', 'amqp091/AMQP-frame.max-size', 'refuses a frame of exactly the agreed size'),
  todo('hangs-on-oversize-method', 'amqp091/AMQP-frame.max-size', 'falls silent at a method frame above frame-max'),
  row('delivers-body-in-one-frame', 'amqp091/AMQP-frame.max-size', 'delivers a body in one frame whatever was agreed', {
    bodyFrames: (strict) => (channel, body) => strict(channel, body, 0),
  }),
  todo(
    'has-a-small-handshake-buffer',
    'amqp091/AMQP-connection.tune.frame-max.minimum',
    'drops the connection at a frame of more than 1024 octets before tuning',
  ),
  todo(
    'waits-for-huge-frame-before-tune',
    ['amqp091/AMQP-frame.max-size', 'amqp091/AMQP-connection.tune.frame-max.minimum'],
    'before tuning waits for as many octets as a frame announces',
  ),
  todo(
    'closes-connection-on-any-channel',
    'amqp091/AMQP-frame.channel-zero',
    'obeys connection methods on a channel other than 0',
  ),
  todo('treats-channel-zero-as-ordinary', 'amqp091/AMQP-frame.channel-zero', 'executes channel methods on channel 0'),
  todo('opens-channels-implicitly', 'amqp091/AMQP-channel.not-open', 'opens a channel at its first frame'),
  todo('keeps-closed-channels', 'amqp091/AMQP-channel.not-open', 'goes on serving a channel that was closed'),
  todo(
    'needs-frame-in-one-read',
    'amqp091/AMQP-frame.layout',
    'forgets the part of a frame that came in an earlier read',
  ),
  todo(
    'drops-further-methods-of-a-read',
    ['amqp091/AMQP-frame.layout', 'amqp091/AMQP-content.ordering'],
    'executes the first synchronous method of a read and drops the others',
  ),
  todo(
    'hangs-on-empty-method',
    'amqp091/AMQP-frame.malformed-method',
    'falls silent at a method frame without class and method',
  ),
  todo('pads-truncated-arguments', 'amqp091/AMQP-frame.malformed-method', 'takes missing arguments for zero'),
  todo(
    'parses-surplus-octets',
    'amqp091/AMQP-frame.malformed-method',
    'takes octets behind the last argument for the next frame and waits for its rest',
  ),
  todo('ignores-unknown-classes', 'amqp091/AMQP-frame.unknown-method', 'ignores methods of unknown classes'),
  todo('ignores-unknown-methods', 'amqp091/AMQP-frame.unknown-method', 'ignores unknown methods of known classes'),
  todo(
    'accepts-replies-from-clients',
    'amqp091/AMQP-frame.unknown-method',
    'ignores methods that only a server may send',
  ),
  todo(
    'takes-stray-close-ok',
    'amqp091/AMQP-frame.unknown-method',
    'hears nothing more on a channel after a channel.close-ok that answers nothing',
  ),
  todo('dies-of-invalid-utf8', 'amqp091/AMQP-data.shortstr-utf8', 'dies of a short string that is not UTF-8'),
  todo('truncates-names-to-127', 'amqp091/AMQP-data.shortstr-max', 'cuts queue names to 127 octets'),
  todo('cuts-names-at-nul', 'amqp091/AMQP-data.shortstr-utf8', 'cuts queue names at a zero octet'),
  todo('reads-bits-high-first', 'amqp091/AMQP-data.bits', 'reads the bits of queue.declare from the highest down'),
  todo(
    'assembles-content-per-connection',
    'amqp091/AMQP-content.sequence',
    'keeps one unfinished content for all channels of a connection',
  ),
  todo(
    'starves-other-channels',
    'amqp091/AMQP-channel.fairness',
    'leaves other channels waiting while one is publishing',
  ),
  todo(
    'closes-connection-for-channel-errors',
    'amqp091/AMQP-error.levels',
    'makes a connection exception of every channel exception',
  ),
  todo(
    'executes-methods-on-closing-channel',
    'amqp091/AMQP-channel.close.stability',
    'executes methods on a channel after its channel.close',
  ),
  todo(
    'ignores-crossing-channel-close',
    'amqp091/AMQP-channel.close.stability',
    'does not answer a channel.close that crosses its own',
  ),
  todo(
    'executes-methods-after-own-close',
    'amqp091/AMQP-connection.close.stability',
    'executes methods after its connection.close',
  ),
  todo(
    'ignores-crossing-connection-close',
    'amqp091/AMQP-connection.close.stability',
    'does not answer a connection.close that crosses its own',
  ),
  distortedMethod(
    'closes-without-ids',
    'amqp091/AMQP-error.close-ids',
    'leaves class and method out of its close methods',
  ),
  distortedMethod(
    'lets-reply-text-overflow',
    ['amqp091/AMQP-error.reply-text', 'amqp091/AMQP-frame.malformed-method'],
    'writes a long reply-text with a length that is not its own',
  ),
  todo(
    'loses-unacked-on-channel-error',
    'amqp091/AMQP-channel.closure',
    'forgets unacknowledged messages at a channel exception',
  ),
  todo('never-sends-heartbeats', 'amqp091/AMQP-heartbeat.rate', 'sends no heartbeats'),
  todo('keeps-silent-clients', 'amqp091/AMQP-heartbeat.timeout', 'never gives a silent client up'),
  todo(
    'counts-heartbeat-frames-only',
    'amqp091/AMQP-heartbeat.substitute',
    'takes nothing but heartbeat frames for a sign of life',
  ),
  todo(
    'ignores-heartbeat-zero',
    'amqp091/AMQP-heartbeat.disabled',
    'sends heartbeats every second to a client that wants none',
  ),
  todo(
    'refuses-heartbeats-when-disabled',
    'amqp091/AMQP-heartbeat.ignore',
    'refuses a heartbeat where none was agreed',
  ),
  todo(
    'ignores-heartbeat-channel',
    ['amqp091/AMQP-heartbeat.channel', 'amqp091/AMQP-frame.channel-zero'],
    'does not look at the channel of a heartbeat',
  ),
  todo(
    'parses-heartbeat-payload',
    'amqp091/AMQP-heartbeat.channel',
    'takes the payload of a heartbeat for the next frame and waits for its rest',
  ),
  todo('breaks-content-at-heartbeat', 'amqp091/AMQP-content.sequence', 'refuses a heartbeat inside a content'),
];
