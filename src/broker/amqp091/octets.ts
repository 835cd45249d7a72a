import type { DecodedFrame } from '../../protocol/amqp091/decode.js';
import type { AmqpFrame } from '../../protocol/amqp091/frame.js';
import type { Cause, Connection } from './connection.js';
import { deaths } from './deaths.js';
import { type BrokenReaction, type FrameRefusal, frameRefusals } from './frame-refusals.js';

export const judgingOctets = { refusesOctets };

/** Judges a frame by its octets alone. True when there is nothing left to do with it. */
function refusesOctets(connection: Connection, decoded: DecodedFrame): boolean {
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
    if (broken) errInstead(connection, broken, decoded);
    else refuse(connection, row, problem.message, causeIn(decoded.frame));
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

function errInstead(connection: Connection, { instead }: BrokenReaction, decoded: DecodedFrame): void {
  if (instead === 'hang') connection.isDeaf = true;
  if (instead === 'internal-error')
    connection.raise('internal-error', 'that should not happen', causeIn(decoded.frame));
}
