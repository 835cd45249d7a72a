import type { DecodedFrame } from '../../../protocol/amqp091/decode.js';
import { methodByName } from '../../../protocol/amqp091/definitions.js';
import type { AmqpArguments, MethodFrame } from '../../../protocol/amqp091/frame.js';
import { wrongFrameEnd } from '../../../protocol/amqp091/framing.js';
import { Channel, channelsOf } from '../channel.js';
import type { Connection } from '../connection.js';
import type { ContentAssembly } from '../content.js';
import { type ChannelFrame, handleChannelFrame, handleMethod } from '../dispatch.js';
import { flagOf } from '../values.js';
import { distortedMethod } from './distorting.js';
import { dying, hasProblem } from './dying.js';
import { executing, hanging, ignoring } from './frame-refusing.js';
import { handling, renaming } from './handling.js';
import { losing } from './losing.js';
import { without } from './refusing.js';
import { type AmqpRows, row } from './row.js';
import { starving } from './starvation.js';

/** Frames, exceptions, heartbeats. */
export const FRAME_DEFECTS: AmqpRows = [
  row('ignores-frame-end', 'amqp091/AMQP-frame.end-octet', 'does not look at the frame-end octet', {
    refuseFrame: (strict) => (connection, fault) => {
      const { bytes } = connection.input;
      if (fault === 'wrong-end') bytes[endOf(bytes)] = frameEnd;
      else strict(connection, fault);
    },
  }),
  row(
    'resynchronises-at-frame-end',
    'amqp091/AMQP-frame.end-octet',
    'after a wrong frame end goes on behind the next octet 0xCE',
    {
      refuseFrame: (strict) => (connection, fault) => {
        const { bytes } = connection.input;
        const next = bytes.indexOf(frameEnd, endOf(bytes));
        if (fault === 'wrong-end') connection.input.skip(next < 0 ? bytes.length : next + 1);
        else strict(connection, fault);
      },
    },
  ),
  row(
    'skips-unknown-frame-types',
    'amqp091/AMQP-frame.unknown-type',
    'skips frames of an unknown type',
    ignoring('AMQP_FRAME_TYPE_UNKNOWN'),
  ),
  row(
    'takes-type-4-for-heartbeat',
    'amqp091/AMQP-frame.unknown-type',
    'takes unknown frame types on channel 0 for heartbeats',
    ignoring('AMQP_FRAME_TYPE_UNKNOWN', (frame) => frame?.type === 'unknown' && frame.channel === 0),
  ),
  row('ignores-frame-max', 'amqp091/AMQP-frame.max-size', 'accepts frames of any size', {
    measureNext: (strict) => (octets, state) => strict(octets, { ...state, frameMax: 0 }),
  }),
  row('counts-frame-max-one-short', 'amqp091/AMQP-frame.max-size', 'refuses a frame of exactly the agreed size', {
    measureNext: (strict) => (octets, state) =>
      strict(octets, { ...state, frameMax: state.running ? state.frameMax - 1 : state.frameMax }),
  }),
  row('hangs-on-oversize-method', 'amqp091/AMQP-frame.max-size', 'falls silent at a method frame above frame-max', {
    refuseFrame: (strict) => (connection, fault) => {
      if (fault === 'too-large' && connection.input.bytes[0] === methodFrame) connection.isDeaf = true;
      else strict(connection, fault);
    },
  }),
  row('delivers-body-in-one-frame', 'amqp091/AMQP-frame.max-size', 'delivers a body in one frame whatever was agreed', {
    bodyFrames: (strict) => (channel, body) => strict(channel, body, 0),
  }),
  row(
    'has-a-small-handshake-buffer',
    'amqp091/AMQP-connection.tune.frame-max.minimum',
    'drops the connection at a frame of more than 1024 octets before tuning',
    {
      measureNext: (strict) => (octets, state) => {
        const size = strict(octets, state);
        return size > smallBuffer && !state.tuned ? wrongFrameEnd : size;
      },
    },
  ),
  row(
    'waits-for-huge-frame-before-tune',
    ['amqp091/AMQP-frame.max-size', 'amqp091/AMQP-connection.tune.frame-max.minimum'],
    'before tuning waits for as many octets as a frame announces',
    { measureNext: (strict) => (octets, state) => strict(octets, state.tuned ? state : { ...state, frameMax: 0 }) },
  ),
  row(
    'closes-connection-on-any-channel',
    'amqp091/AMQP-frame.channel-zero',
    'obeys connection methods on a channel other than 0',
    executing('AMQP_CHANNEL_NOT_ZERO'),
  ),
  row('treats-channel-zero-as-ordinary', 'amqp091/AMQP-frame.channel-zero', 'executes channel methods on channel 0', {
    ...executing('AMQP_CHANNEL_ZERO'),
    isForConnection:
      () =>
      ({ classId }) =>
        classId === connectionClass,
    refuseUnopened: (strict) => (connection, frame, octets) =>
      frame.channel === 0 ? openFor(connection, frame, octets) : strict(connection, frame, octets),
  }),
  row('opens-channels-implicitly', 'amqp091/AMQP-channel.not-open', 'opens a channel at its first frame', {
    refuseUnopened: () => openFor,
  }),
  row(
    'keeps-closed-channels',
    'amqp091/AMQP-channel.not-open',
    'goes on serving a channel that was closed',
    handling('channel.close', () => (channel) => channel.send('channel.close-ok')),
  ),
  row(
    'needs-frame-in-one-read',
    'amqp091/AMQP-frame.layout',
    'forgets the part of a frame that came in an earlier read',
    { reassemble: (strict) => (rest, octets, running) => (running ? octets : strict(rest, octets, running)) },
  ),
  row(
    'drops-further-methods-of-a-read',
    ['amqp091/AMQP-frame.layout', 'amqp091/AMQP-content.ordering'],
    'executes the first synchronous method of a read and drops the others',
    () => {
      const answered = new WeakSet<Connection>();
      return {
        handleFrame: (strict) => (connection, decoded, octets) => {
          if (connection.state === 'running' && isAnsweredMethod(decoded)) {
            if (answered.has(connection)) return;
            answered.add(connection);
            connection.afterRead(() => answered.delete(connection));
          }
          strict(connection, decoded, octets);
        },
      };
    },
  ),
  row(
    'hangs-on-empty-method',
    'amqp091/AMQP-frame.malformed-method',
    'falls silent at a method frame without class and method',
    hanging('AMQP_METHOD_TRUNCATED', (frame) => frame === undefined),
  ),
  row(
    'pads-truncated-arguments',
    'amqp091/AMQP-frame.malformed-method',
    'takes missing arguments for zero',
    executing('AMQP_METHOD_TRUNCATED'),
  ),
  row(
    'parses-surplus-octets',
    'amqp091/AMQP-frame.malformed-method',
    'takes octets behind the last argument for the next frame and waits for its rest',
    hanging('AMQP_METHOD_TRAILING'),
  ),
  row(
    'ignores-unknown-classes',
    'amqp091/AMQP-frame.unknown-method',
    'ignores methods of unknown classes',
    ignoring('AMQP_CLASS_UNKNOWN'),
  ),
  row(
    'ignores-unknown-methods',
    'amqp091/AMQP-frame.unknown-method',
    'ignores unknown methods of known classes',
    ignoring('AMQP_METHOD_UNKNOWN'),
  ),
  row(
    'accepts-replies-from-clients',
    'amqp091/AMQP-frame.unknown-method',
    'ignores methods that only a server may send',
    { ...ignoring('AMQP_METHOD_DIRECTION'), refuseUnexpected: () => () => {} },
  ),
  row(
    'takes-stray-close-ok',
    'amqp091/AMQP-frame.unknown-method',
    'hears nothing more on a channel after a channel.close-ok that answers nothing',
    handling('channel.close-ok', () => (channel) => {
      channel.state = 'closing';
    }),
  ),
  row(
    'dies-of-invalid-utf8',
    'amqp091/AMQP-data.shortstr-utf8',
    'dies of a short string that is not UTF-8',
    dying(hasProblem('AMQP_STRING_UTF8')),
  ),
  row(
    'truncates-names-to-127',
    'amqp091/AMQP-data.shortstr-max',
    'cuts queue names to 127 octets',
    handling(
      'queue.declare',
      renaming((name) => name.slice(0, 127)),
    ),
  ),
  row('cuts-names-at-nul', 'amqp091/AMQP-data.shortstr-utf8', 'cuts queue names at a zero octet', {
    ...executing('AMQP_STRING_ZERO'),
    ...without('queue.declare', 'illegal-name'),
    ...handling(
      'queue.declare',
      renaming((name) => name.replace(/\0.*$/s, '')),
    ),
  }),
  row('reads-bits-high-first', 'amqp091/AMQP-data.bits', 'reads the bits of queue.declare from the highest down', {
    argumentsOf: (strict) => (frame) => (frame.method === 'queue.declare' ? bitsReversed(frame) : strict(frame)),
  }),
  row(
    'assembles-content-per-connection',
    'amqp091/AMQP-content.sequence',
    'keeps one unfinished content for all channels of a connection',
    () => {
      const contents = new WeakMap<Connection, ContentAssembly>();
      return {
        contentFor: (strict) => (connection) => {
          const content = contents.get(connection) ?? strict(connection);
          contents.set(connection, content);
          return content;
        },
      };
    },
  ),
  row(
    'starves-other-channels',
    'amqp091/AMQP-channel.fairness',
    'leaves other channels waiting while one is publishing',
    starving,
  ),
  row(
    'closes-connection-for-channel-errors',
    'amqp091/AMQP-error.levels',
    'makes a connection exception of every channel exception',
    { isChannelError: () => () => false },
  ),
  row(
    'executes-methods-on-closing-channel',
    'amqp091/AMQP-channel.close.stability',
    'executes methods on a channel after its channel.close',
    {
      whileChannelCloses: (strict) => (channel, frame) =>
        frame.type !== 'method' || frame.method.startsWith('channel.close')
          ? strict(channel, frame)
          : handleMethod(channel, frame),
    },
  ),
  row(
    'ignores-crossing-channel-close',
    'amqp091/AMQP-channel.close.stability',
    'does not answer a channel.close that crosses its own',
    {
      whileChannelCloses: (strict) => (channel, frame) => {
        if (frame.type !== 'method' || frame.method !== 'channel.close') strict(channel, frame);
      },
    },
  ),
  row(
    'executes-methods-after-own-close',
    'amqp091/AMQP-connection.close.stability',
    'executes methods after its connection.close',
    {
      whileConnectionCloses: (strict) => (connection, frame) => {
        const { virtualHost } = connection;
        if (virtualHost && frame?.type === 'method' && frame.channel > 0)
          handleMethod(new Channel(connection, frame.channel, virtualHost), frame);
        else strict(connection, frame);
      },
    },
  ),
  row(
    'ignores-crossing-connection-close',
    'amqp091/AMQP-connection.close.stability',
    'does not answer a connection.close that crosses its own',
    {
      whileConnectionCloses: (strict) => (connection, frame) => {
        if (frame?.type !== 'method' || frame.method !== 'connection.close') strict(connection, frame);
      },
    },
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
  row(
    'loses-unacked-on-channel-error',
    'amqp091/AMQP-channel.closure',
    'forgets unacknowledged messages at a channel exception',
    losing('exception'),
  ),
  row('never-sends-heartbeats', 'amqp091/AMQP-heartbeat.rate', 'sends no heartbeats', {
    isHeartbeatDue: () => () => false,
  }),
  row('keeps-silent-clients', 'amqp091/AMQP-heartbeat.timeout', 'never gives a silent client up', {
    patience: () => () => Number.POSITIVE_INFINITY,
  }),
  row(
    'counts-heartbeat-frames-only',
    'amqp091/AMQP-heartbeat.substitute',
    'takes nothing but heartbeat frames for a sign of life',
    { showsLife: () => (isHeartbeat) => isHeartbeat },
  ),
  row(
    'ignores-heartbeat-zero',
    'amqp091/AMQP-heartbeat.disabled',
    'sends heartbeats every second to a client that wants none',
    {
      heartbeatInterval: (strict) => (chosen, offered) => (chosen === 0 ? 1 : strict(chosen, offered)),
      patience: (strict) => (chosen, offered) => (chosen === 0 ? Number.POSITIVE_INFINITY : strict(chosen, offered)),
    },
  ),
  row(
    'refuses-heartbeats-when-disabled',
    'amqp091/AMQP-heartbeat.ignore',
    'refuses a heartbeat where none was agreed',
    {
      receiveHeartbeat: (strict) => (connection) => {
        strict(connection);
        if (!connection.heartbeats.areOn) connection.raise('frame-error', 'no heartbeats were agreed');
      },
    },
  ),
  row(
    'ignores-heartbeat-channel',
    ['amqp091/AMQP-heartbeat.channel', 'amqp091/AMQP-frame.channel-zero'],
    'does not look at the channel of a heartbeat',
    ignoring('AMQP_HEARTBEAT_CHANNEL'),
  ),
  row(
    'parses-heartbeat-payload',
    'amqp091/AMQP-heartbeat.channel',
    'takes the payload of a heartbeat for the next frame and waits for its rest',
    hanging('AMQP_HEARTBEAT_PAYLOAD'),
  ),
  row('breaks-content-at-heartbeat', 'amqp091/AMQP-content.sequence', 'refuses a heartbeat inside a content', {
    receiveHeartbeat: (strict) => (connection) => {
      strict(connection);
      if (channelsOf(connection).some(({ content }) => content.isOpen))
        connection.raise('unexpected-frame', 'a heartbeat inside a content');
    },
  }),
];

const frameEnd = 0xce;
const methodFrame = 1;
const connectionClass = 10;
/** Octets. */
const smallBuffer = 1024;

/** Where the end octet of the frame that the octets begin with should stand. */
function endOf(octets: Buffer): number {
  return 7 + octets.readUInt32BE(3);
}

function openFor(connection: Connection, frame: ChannelFrame, octets: Uint8Array): void {
  const channel = connection.server.conduct.addChannel(connection, frame.channel);
  if (channel) handleChannelFrame(channel, frame, octets);
}

function isAnsweredMethod({ frame }: DecodedFrame): boolean {
  return frame?.type === 'method' && methodByName(frame.method)?.replies.length !== 0;
}

/** The arguments as somebody reads them who takes the highest bit of the octet for the first. */
function bitsReversed(frame: MethodFrame): AmqpArguments {
  const bits = (methodByName(frame.method)?.arguments ?? []).filter(({ type }) => type === 'bit');
  const reversed = bits.map(({ name }, at) => [name, flagOf(frame.arguments, bits[7 - at]?.name ?? '')]);
  return { ...frame.arguments, ...Object.fromEntries(reversed) };
}
