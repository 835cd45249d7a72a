/**
 * One frame (4.2.3) or the protocol header (4.2.2) as data, with everything that is wrong in it.
 *
 *     +------+---------+------+---------+------+       +------+----------------------------+
 *     | type | channel | size | payload | 0xCE |       | AMQP | 0, major 0, minor 9, rev. 1 |
 *     +------+---------+------+---------+------+       +------+----------------------------+
 */
import { hexNumber } from '../../bytes/hex.js';
import { Reader } from '../../bytes/reader.js';
import { visible } from '../../bytes/text.js';
import type { Field } from '../field.js';
import type { Problem } from '../problem.js';
import { readArguments } from './arguments.js';
import { readContentHeader } from './content-header.js';
import { classById, type MethodDefinition, methodById, methodName, type Peer } from './definitions.js';
import { Dissection } from './dissection.js';
import type { TableOptions } from './field-table.js';
import type { AmqpFrame, MethodFrame } from './frame.js';
import { frameEnd, frameOverhead, isProtocolHeader, protocolHeaderSize } from './framing.js';

export interface DecodeOptions extends TableOptions {
  /** Build the field tree too. */
  readonly tree?: boolean;
  /** Who sent it, where that is known: methods that this peer may not send are problems. */
  readonly from?: Peer;
  /** The whole frame's limit, as in connection.tune; 0 sets none. */
  readonly frameMax?: number;
}

export interface DecodedFrame {
  /** What could be read; `undefined` for less than a frame's header, or a method or content header without its ids. */
  readonly frame: AmqpFrame | undefined;
  readonly problems: readonly Problem[];
  readonly field?: Field;
}

/** `bytes` hold one frame and nothing else. Never throws, whatever they hold. */
export function decodeFrame(bytes: Uint8Array, options: DecodeOptions = {}): DecodedFrame {
  const dissection = new Dissection(options.tree ?? false, options.from);
  const frame = isProtocolHeader(bytes) ? protocolHeader(bytes, dissection) : generalFrame(bytes, dissection, options);
  const field = dissection.root;
  return { frame, problems: dissection.problems, ...(field && { field }) };
}

function protocolHeader(bytes: Uint8Array, dissection: Dissection): AmqpFrame | undefined {
  dissection.enter('protocol-header', 0, '4.2.2');
  if (bytes.length !== protocolHeaderSize) {
    dissection.problem('AMQP_PROTOCOL_HEADER', 0, bytes.length, `${bytes.length} octets, a protocol header has 8`);
  }
  const version = Array.from(bytes.subarray(4, protocolHeaderSize));
  if (version.join() !== '0,0,9,1') {
    dissection.problem('AMQP_PROTOCOL_HEADER', 4, bytes.length, `AMQP ${version.join(' ')}, not AMQP 0 0 9 1`);
  }
  if (dissection.tree) {
    dissection.leaf('literal', 0, 4, { value: 'AMQP', text: '"AMQP"' });
    ['protocol id', 'major version', 'minor version', 'revision'].forEach((name, at) => {
      const value = version[at];
      if (value !== undefined) dissection.leaf(name, 4 + at, 5 + at, { value });
    });
  }
  dissection.leave(bytes.length);
  return bytes.length < protocolHeaderSize ? undefined : { type: 'protocol-header', bytes: bytes.subarray(0, 8) };
}

function generalFrame(bytes: Uint8Array, dissection: Dissection, options: DecodeOptions): AmqpFrame | undefined {
  const reader = new Reader(bytes);
  const type = reader.u8();
  const channel = reader.u16();
  const size = reader.u32();
  if (type === undefined || channel === undefined || size === undefined) {
    dissection.problem('AMQP_FRAME_TRUNCATED', 0, bytes.length, `${bytes.length} octets, a frame has at least 8`);
    dissection.enter('frame', 0, '4.2.3');
    dissection.leave(bytes.length);
    return undefined;
  }
  const kind = FRAME_KINDS.get(type) ?? unknown;
  dissection.enter(kind.name, 0, '4.2.3');
  if (kind === unknown)
    dissection.problem('AMQP_FRAME_TYPE_UNKNOWN', 0, 1, `frame type ${type}, defined are 1, 2, 3 and 8`);
  dissection.leaf('type', 0, 1, { value: type, text: `${type} ${kind.name}` });
  kind.checkChannel?.(channel, dissection);
  dissection.leaf('channel', 1, 3, { value: channel });
  const { frameMax = 0 } = options;
  if (frameMax > 0 && size + frameOverhead > frameMax) {
    dissection.problem('AMQP_FRAME_TOO_LARGE', 3, 7, `frame of ${size + frameOverhead} octets, agreed are ${frameMax}`);
  }
  dissection.leaf('size', 3, 7, { value: size });
  const payload = reader.sub(Math.min(size, reader.remaining)) ?? reader;
  const frame = kind.read(payload, channel, type, dissection, options);
  endOfFrame(reader, size, dissection);
  dissection.leave(
    bytes.length,
    dissection.tree && frame?.type === 'method' ? { text: visible(frame.method) } : undefined,
  );
  return frame;
}

function endOfFrame(reader: Reader, size: number, dissection: Dissection): void {
  const end = 7 + size;
  const octet = reader.bytes[end];
  if (octet === undefined) {
    dissection.problem('AMQP_FRAME_TRUNCATED', 0, reader.end, `${reader.end} octets of a frame of ${end + 1}`);
    return;
  }
  if (octet !== frameEnd) {
    dissection.problem('AMQP_FRAME_END', end, end + 1, `frame end ${hexNumber(octet)}, must be 0xce`);
  }
  if (dissection.tree) dissection.leaf('frame end', end, end + 1, { value: octet, text: hexNumber(octet) });
  if (reader.bytes.length > end + 1) {
    const more = reader.bytes.length - end - 1;
    dissection.problem('AMQP_FRAME_TRAILING', end + 1, reader.bytes.length, `${more} octets after the frame end`);
  }
}

interface FrameKind {
  readonly name: string;
  readonly checkChannel?: (channel: number, dissection: Dissection) => void;
  readonly read: (
    reader: Reader,
    channel: number,
    type: number,
    dissection: Dissection,
    options: DecodeOptions,
  ) => AmqpFrame | undefined;
}

const contentChannel = (channel: number, dissection: Dissection) => {
  if (channel === 0) dissection.problem('AMQP_CONTENT_CHANNEL_ZERO', 1, 3, 'content on channel 0');
};

const unknown: FrameKind = {
  name: 'unknown',
  read: (reader, channel, frameType, dissection) => {
    const payload = payloadOf(reader, dissection);
    return { type: 'unknown', frameType, channel, payload };
  },
};

const FRAME_KINDS: ReadonlyMap<number, FrameKind> = new Map<number, FrameKind>([
  [1, { name: 'method', read: readMethod }],
  [
    2,
    {
      name: 'content-header',
      checkChannel: contentChannel,
      read: (reader, channel, _, dissection, options) => readContentHeader(reader, channel, dissection, options),
    },
  ],
  [
    3,
    {
      name: 'content-body',
      checkChannel: contentChannel,
      read: (reader, channel, _, dissection) => ({
        type: 'content-body',
        channel,
        payload: payloadOf(reader, dissection),
      }),
    },
  ],
  [8, { name: 'heartbeat', checkChannel: heartbeatChannel, read: readHeartbeat }],
]);

function readMethod(
  reader: Reader,
  channel: number,
  _: number,
  dissection: Dissection,
  options: DecodeOptions,
): MethodFrame | undefined {
  const start = reader.offset;
  const classId = reader.u16();
  const methodId = reader.u16();
  if (classId === undefined || methodId === undefined) {
    dissection.problem('AMQP_METHOD_TRUNCATED', start, reader.end, 'method frame without class-id and method-id');
    return undefined;
  }
  const definition = methodById(classId, methodId);
  const method = methodName(classId, methodId);
  const className = classById(classId)?.name;
  if (className === undefined) {
    dissection.problem('AMQP_CLASS_UNKNOWN', start, start + 2, `unknown class ${classId}`);
  } else {
    checkSender(method, definition, start, dissection, options.from);
    checkMethodChannel(method, className, channel, dissection);
  }
  dissection.leaf('class-id', start, start + 2, {
    value: classId,
    ...(className && { text: `${classId} ${className}` }),
  });
  dissection.leaf('method-id', start + 2, start + 4, { value: methodId, text: `${methodId} ${method}` });
  if (definition === undefined) {
    payloadOf(reader, dissection, 'arguments');
    return { type: 'method', channel, classId, methodId, method, arguments: {} };
  }
  const { values, missing } = readArguments(reader, definition.arguments, dissection, options);
  if (missing) {
    dissection.problem('AMQP_METHOD_TRUNCATED', reader.offset, reader.end, `${method} is cut short at ${missing.name}`);
  } else if (reader.remaining > 0) {
    const octets = reader.remaining === 1 ? '1 octet' : `${reader.remaining} octets`;
    const message = `${octets} after the last argument of ${method}`;
    dissection.problem('AMQP_METHOD_TRAILING', reader.offset, reader.end, message);
  }
  if (values['delivery-tag'] === 0n && definition.content && definition.from.includes('server')) {
    dissection.problem('AMQP_DELIVERY_TAG_ZERO', start + 4, reader.end, `${method} with delivery-tag 0`);
  }
  return { type: 'method', channel, classId, methodId, method, arguments: values };
}

function checkSender(
  method: string,
  definition: MethodDefinition | undefined,
  start: number,
  dissection: Dissection,
  from: Peer | undefined,
): void {
  if (definition === undefined) {
    dissection.problem('AMQP_METHOD_UNKNOWN', start + 2, start + 4, `unknown method ${method}`);
  } else if (from !== undefined && !definition.from.includes(from)) {
    dissection.problem('AMQP_METHOD_DIRECTION', start, start + 4, `${method} is not for a ${from} to send`);
  }
}

/** Channel 0 is for the class connection, and the other way round. */
function checkMethodChannel(method: string, className: string, channel: number, dissection: Dissection): void {
  const ofConnection = className === 'connection';
  if (ofConnection && channel !== 0) {
    dissection.problem('AMQP_CHANNEL_NOT_ZERO', 1, 3, `${method} on channel ${channel}, must be 0`);
  } else if (!ofConnection && channel === 0) {
    dissection.problem('AMQP_CHANNEL_ZERO', 1, 3, `${method} on channel 0, which carries class connection only`);
  }
}

function heartbeatChannel(channel: number, dissection: Dissection): void {
  if (channel !== 0) dissection.problem('AMQP_HEARTBEAT_CHANNEL', 1, 3, `heartbeat on channel ${channel}, must be 0`);
}

function readHeartbeat(reader: Reader, channel: number, _: number, dissection: Dissection): AmqpFrame {
  if (reader.remaining > 0) {
    dissection.problem('AMQP_HEARTBEAT_PAYLOAD', reader.offset, reader.end, 'a heartbeat has no payload');
    payloadOf(reader, dissection);
  }
  return { type: 'heartbeat', channel };
}

function payloadOf(reader: Reader, dissection: Dissection, name = 'payload'): Uint8Array {
  const start = reader.offset;
  const payload = reader.rest();
  if (payload.length > 0) dissection.leaf(name, start, reader.offset, { value: payload });
  return payload;
}
