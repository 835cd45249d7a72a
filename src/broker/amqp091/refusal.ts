import { methodByName } from '../../protocol/amqp091/definitions.js';
import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import type { Channel } from './channel.js';
import type { Cause } from './connection.js';
import type { AmqpDefectId } from './defects.js';

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
  readonly instead?: 'connection' | 'drop' | 'die' | 'hang';
  readonly reaction?: (channel: Channel, cause: Cause | undefined) => void;
}

/** By the letter of the standard. */
export interface StrictRefusal extends Refusal {
  readonly name: string;
  readonly statement: string;
}

export type StrictRefusals = Readonly<Record<string, readonly StrictRefusal[]>>;
export type Refusals = Readonly<Record<string, readonly Refusal[]>>;

export const refusing = { refuse };

/** Refuses for the first reason that holds. */
export function refuses(channel: Channel, method: string, values: AmqpArguments): boolean {
  const { conduct } = channel.server;
  const row = conduct.refusals[method]?.find(
    ({ defects, onlyWith, when }) =>
      !defects?.some((defect) => channel.server.has(defect)) &&
      (!onlyWith || channel.server.has(onlyWith)) &&
      when(values, channel),
  );
  if (row) conduct.refuse(channel, row, method, values);
  return row !== undefined;
}

function refuse(channel: Channel, row: Refusal, method: string, values: AmqpArguments): void {
  const cause = methodByName(method);
  if (row.instead === 'die') channel.server.die();
  else if (row.instead === 'hang') channel.connection.isDeaf = true;
  else if (row.instead === 'drop') channel.connection.drop();
  else if (row.instead === 'connection') channel.connection.raise(row.reply, '', cause);
  else if (row.reaction) row.reaction(channel, cause);
  else channel.raise(row.reply, row.text?.(values, channel) ?? '', cause);
}

/** For rows that only a broken broker has: what it says is of no account. */
export const noText = () => '';
