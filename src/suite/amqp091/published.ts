import { Buffer } from 'node:buffer';
import { Writer } from '../../bytes/writer.js';
import { frameEnd } from '../../protocol/amqp091/framing.js';
import type { HeardMessage } from './heard.js';

/** A message as a client sent it. */
export interface Published {
  /** Property flags and list. */
  readonly properties: Uint8Array;
  readonly body: Uint8Array;
}

export const nothingPublished: Published = { properties: new Uint8Array(2), body: new Uint8Array(0) };

/** Property flags with nothing but headers. */
export const headersFlag = Buffer.from([0x20, 0x00]);

/** A content header of class basic on channel 1, its property flags and list as given. */
export function contentHeader(properties: Uint8Array, bodySize: number): Buffer {
  const writer = new Writer()
    .u8(2)
    .u16(1)
    .u32(12 + properties.length);
  return writer.u16(60).u16(0).u64(bodySize).raw(properties).u8(frameEnd).bytes();
}

/** Octet for octet. */
export function isAsPublished(published: Published, message: HeardMessage): boolean {
  return sameProperties(published.properties, message.properties) && Buffer.compare(published.body, message.body) === 0;
}

/** A broker may add fields behind those of the headers table. */
function sameProperties(sent: Uint8Array, received: Uint8Array): boolean {
  if (Buffer.compare(sent, received) === 0) return true;
  const isHeaders = [sent, received].every((octets) => Buffer.compare(octets.subarray(0, 2), headersFlag) === 0);
  return isHeaders && Buffer.compare(received.subarray(6, sent.length), sent.subarray(6)) === 0;
}
