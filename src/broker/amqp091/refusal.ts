import { methodByName } from '../../protocol/amqp091/definitions.js';
import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import type { Channel } from './channel.js';
import type { Cause } from './connection.js';
import type { AmqpDefectId } from './defects.js';
import { flagOf } from './values.js';

/** One reason to refuse a method: where the standard says so, when, with which reply. */
export interface Refusal {
  /** What it refuses, for those who take the row out: `in-use`. */
  readonly name?: string;
  /** A broken broker's own rows have none. */
  readonly statement?: string;
  readonly when: (values: AmqpArguments, channel: Channel) => boolean;
  /** The reply code's name; a soft one closes the channel, a hard one the connection. */
  readonly reply: string;
  readonly text?: (values: AmqpArguments, channel: Channel) => string;
  /** With one of these on, the broker does not look. */
  readonly defects?: readonly AmqpDefectId[];
  /** Only a broken broker refuses this. */
  readonly onlyWith?: AmqpDefectId;
  /** In place of the exception that the reply code asks for. */
  readonly reaction?: (channel: Channel, cause: Cause) => void;
  /** A broken broker's reaction, which is not that of the reply code. */
  readonly instead?: 'connection' | 'drop' | 'die' | 'hang';
}

export type Refusals = Readonly<Record<string, readonly Refusal[]>>;

/** Refuses for the first reason that holds. */
export function refuses(channel: Channel, method: string, values: AmqpArguments, rows: readonly Refusal[]): boolean {
  const { server } = channel;
  const row = rows.find(
    ({ defects, onlyWith, when }) =>
      !defects?.some((defect) => server.has(defect)) && (!onlyWith || server.has(onlyWith)) && when(values, channel),
  );
  if (row === undefined) return false;
  if (method === 'queue.declare' && flagOf(values, 'no-wait') && server.has('no-wait-silences-errors')) return true;
  react(channel, row, method, row.text?.(values, channel) ?? '');
  return true;
}

function react(channel: Channel, { instead, reaction, reply }: Refusal, method: string, text: string): void {
  const cause = methodByName(method);
  if (reaction && cause) reaction(channel, cause);
  else if (instead === 'die') channel.server.die();
  else if (instead === 'hang') channel.connection.isDeaf = true;
  else if (instead === 'drop') channel.connection.drop();
  else if (instead === 'connection') channel.connection.raise(reply, text, cause);
  else channel.raise(reply, text, cause);
}

/** For rows that only a broken broker has: what it says is of no account. */
export const noText = () => '';
