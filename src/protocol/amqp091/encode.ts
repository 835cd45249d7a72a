import { Buffer } from 'node:buffer';
import { Writer } from '../../bytes/writer.js';
import { fits, writeArguments } from './arguments.js';
import { writeContentHeader } from './content-header.js';
import { classByName, methodById, methodByName } from './definitions.js';
import type { Dialect } from './field-type.js';
import type { AmqpArgument, AmqpArguments, AmqpFrame } from './frame.js';
import { frameEnd, frameOverhead } from './framing.js';

/** `undefined` counts as missing; longlong takes a number too, longstr a text. */
export type GivenArguments = Readonly<Record<string, AmqpArgument | undefined>>;

/**
 * A frame as octets. Values that do not fit their field are a mistake of the caller's and throw:
 * frames that are wrong on purpose are written as bytes.
 */
export function encodeFrame(frame: AmqpFrame, dialect: Dialect = 'de-facto'): Buffer {
  switch (frame.type) {
    case 'protocol-header':
      return Buffer.from(frame.bytes);
    case 'heartbeat':
      return framed(8, frame.channel, nothing);
    case 'content-body':
      return framed(3, frame.channel, frame.payload);
    case 'unknown':
      return framed(frame.frameType, frame.channel, frame.payload);
    case 'content-header': {
      const writer = new Writer();
      writeContentHeader(writer, frame.classId, frame.bodySize, frame.properties, dialect);
      return framed(2, frame.channel, writer.bytes());
    }
    case 'method': {
      const writer = new Writer();
      const definition = methodById(frame.classId, frame.methodId);
      writer.u16(frame.classId).u16(frame.methodId);
      writeArguments(writer, definition?.arguments ?? [], frame.arguments, dialect);
      return framed(1, frame.channel, writer.bytes());
    }
  }
}

/**
 * `encodeMethod(1, 'exchange.declare', { exchange: 'orders', type: 'fanout' })`: what is missing is zero, empty or
 * false. Throws on a method or argument that does not exist.
 */
export function encodeMethod(
  channel: number,
  method: string,
  values: GivenArguments = {},
  dialect: Dialect = 'de-facto',
): Buffer {
  const definition = methodByName(method);
  if (definition === undefined) throw new TypeError(`there is no method ${method}`);
  const given: Record<string, AmqpArgument> = {};
  for (const [name, value] of Object.entries(values)) {
    const argument = definition.arguments.find((entry) => entry.name === name);
    if (argument === undefined) throw new TypeError(`${method} has no argument ${name}`);
    if (value === undefined) continue;
    if (!fits(argument.type, value)) throw new TypeError(`${name} of ${method} is a ${argument.type}`);
    given[name] = value;
  }
  const { classId, methodId } = definition;
  return encodeFrame({ type: 'method', channel, classId, methodId, method, arguments: given }, dialect);
}

/** A content header and as many bodies as `frameMax` (of whole frames; 0 sets no limit) asks for; none for an empty body. */
export function encodeContent(
  channel: number,
  contentClass: number | string,
  properties: GivenArguments,
  body: Uint8Array,
  frameMax = 0,
  dialect: Dialect = 'de-facto',
): Buffer[] {
  const classId = typeof contentClass === 'number' ? contentClass : classByName(contentClass)?.id;
  if (classId === undefined) throw new TypeError(`there is no class ${contentClass}`);
  const present = Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
  const header: AmqpFrame = {
    type: 'content-header',
    channel,
    classId,
    bodySize: BigInt(body.length),
    properties: present as AmqpArguments,
  };
  return [encodeFrame(header, dialect), ...encodeBody(channel, body, frameMax)];
}

export function encodeBody(channel: number, body: Uint8Array, frameMax = 0): Buffer[] {
  const share = frameMax > frameOverhead ? frameMax - frameOverhead : Math.max(1, body.length);
  const frames: Buffer[] = [];
  for (let offset = 0; offset < body.length; offset += share) {
    frames.push(framed(3, channel, body.subarray(offset, offset + share)));
  }
  return frames;
}

/** "AMQP" 0 0 9 1, or another version: `encodeProtocolHeader(0, 0, 10, 0)`. */
export function encodeProtocolHeader(protocolId = 0, major = 0, minor = 9, revision = 1): Buffer {
  return Buffer.from([0x41, 0x4d, 0x51, 0x50, protocolId, major, minor, revision]);
}

export const heartbeatFrame: Uint8Array = Uint8Array.of(8, 0, 0, 0, 0, 0, 0, frameEnd);

const nothing = new Uint8Array(0);

function framed(type: number, channel: number, payload: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(payload.length + frameOverhead);
  frame.writeUInt8(type, 0);
  frame.writeUInt16BE(channel & 0xffff, 1);
  frame.writeUInt32BE(payload.length, 3);
  frame.set(payload, 7);
  frame.writeUInt8(frameEnd, payload.length + 7);
  return frame;
}
