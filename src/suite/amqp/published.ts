import { Buffer } from 'node:buffer';
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
