import { encodeProtocolHeader } from '../../protocol/amqp091/encode.js';
import type { Connection } from './connection.js';

export const greeting = { judgeHeader, refuseHeader, minorVersion };

/** What the first octets of a connection bring: more of them are needed, the handshake, or the answer with our own header. */
export type HeaderVerdict = 'wait' | 'start' | 'refuse';

const wanted = encodeProtocolHeader();

/** Up to eight octets (4.2.2). */
function judgeHeader(given: Buffer): HeaderVerdict {
  if (!given.equals(wanted.subarray(0, given.length))) return 'refuse';
  return given.length < wanted.length ? 'wait' : 'start';
}

/** The client is told the protocol that we speak. */
function refuseHeader(connection: Connection, _given: Buffer): void {
  connection.end(wanted);
}

/** As connection.start says it: 0-9-1 goes by the name of 0-9. */
function minorVersion(_given: Buffer): number {
  return 9;
}
