import { methodByName } from '../../protocol/amqp091/definitions.js';
import type { AmqpArguments } from '../../protocol/amqp091/frame.js';
import type { Channel } from './channel.js';
import type { Cause } from './connection.js';

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
  /** In place of the exception that the reply code asks for. */
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
  const row = conduct.refusals[method]?.find(({ when }) => when(values, channel));
  if (row) conduct.refuse(channel, row, method, values);
  return row !== undefined;
}

function refuse(channel: Channel, row: Refusal, method: string, values: AmqpArguments): void {
  const cause = methodByName(method);
  if (row.reaction) row.reaction(channel, cause);
  else channel.raise(row.reply, row.text?.(values, channel) ?? '', cause);
}
