import type { DecodedFrame } from '../../protocol/amqp091/decode.js';
import type { AmqpFrame } from '../../protocol/amqp091/frame.js';
import type { Cause, Connection } from './connection.js';
import type { FrameRefusal } from './frame-refusals.js';

export const judgingOctets = { refusesOctets };

/** Judges a frame by its octets alone. True when there is nothing left to do with it. */
function refusesOctets(connection: Connection, { frame, problems }: DecodedFrame): boolean {
  for (const row of connection.server.conduct.frameRefusals) {
    const problem = problems.find(({ code }) => code === row.problem);
    if (problem === undefined || row.when?.(frame) === false) continue;
    react(connection, row, problem.message, causeIn(frame));
    return true;
  }
  return false;
}

export function causeIn(frame: AmqpFrame | undefined): Cause | undefined {
  return frame?.type === 'method' ? frame : undefined;
}

function react(connection: Connection, { reaction }: FrameRefusal, message: string, cause: Cause | undefined): void {
  if (typeof reaction === 'function') reaction(connection);
  else if (reaction === 'drop') connection.drop();
  else connection.raise(reaction, message, cause);
}
