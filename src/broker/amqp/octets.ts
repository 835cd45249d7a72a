import type { DecodedFrame } from '../../codec/amqp/decode.js';
import type { AmqpFrame } from '../../codec/amqp/frame.js';
import type { Cause, Connection } from './connection.js';
import { deaths } from './deaths.js';
import { type BrokenReaction, type FrameRefusal, frameRefusals } from './frame-refusals.js';

/** Judges a frame by its octets alone. True when there is nothing left to do with it. */
export function refusesOctets(connection: Connection, decoded: DecodedFrame, octets: Uint8Array): boolean {
  const { server } = connection;
  if (deaths.some(({ defect, when }) => server.has(defect) && when(decoded))) {
    server.die();
    return true;
  }
  for (const row of frameRefusals) {
    const problem = decoded.problems.find(({ code }) => code === row.code);
    if (problem === undefined) continue;
    const broken = row.broken?.find(({ defect, when }) => server.has(defect) && (when?.(decoded.frame) ?? true));
    if (broken?.instead === 'execute') continue;
    if (broken) return errInstead(connection, broken, decoded, octets);
    refuse(connection, row, problem.message, causeIn(decoded.frame));
    return true;
  }
  return false;
}

export function causeIn(frame: AmqpFrame | undefined): Cause | undefined {
  return frame?.type === 'method' ? frame : undefined;
}

function refuse(connection: Connection, { reaction }: FrameRefusal, message: string, cause: Cause | undefined): void {
  if (reaction === 'drop') connection.drop();
  else connection.raise(reaction, message, cause);
}

function errInstead(connection: Connection, { instead }: BrokenReaction, decoded: DecodedFrame, octets: Uint8Array) {
  if (instead === 'hang') connection.isDeaf = true;
  if (instead === 'internal-error') connection.raise('internal-error', 'bad property flags', causeIn(decoded.frame));
  if (instead !== 'parse-on') return true;
  // What is too much is taken for the next frame, the rest is executed.
  const surplus = decoded.problems.find(
    ({ code }) => code === 'AMQP_METHOD_TRAILING' || code === 'AMQP_HEARTBEAT_PAYLOAD',
  );
  connection.input.prepend(octets.subarray(surplus?.span.offset));
  return decoded.frame?.type !== 'method';
}
