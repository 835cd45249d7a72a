import { methodByName } from '../../codec/amqp/definitions.js';
import type { AmqpArguments } from '../../codec/amqp/frame.js';
import type { Channel } from './channel.js';
import type { AmqpDefectId } from './defects.js';

/** One reason to refuse a method: where the standard says so, when, with which reply. */
export interface Refusal {
  readonly statement: string;
  readonly when: (values: AmqpArguments, channel: Channel) => boolean;
  /** The reply code's name; a soft one closes the channel, a hard one the connection. */
  readonly reply: string;
  readonly text: (values: AmqpArguments, channel: Channel) => string;
  /** With this defect on, the broker does not look. */
  readonly defect?: AmqpDefectId;
}

export type Refusals = Readonly<Record<string, readonly Refusal[]>>;

/** Refuses for the first reason that holds. */
export function refuses(channel: Channel, method: string, values: AmqpArguments, rows: readonly Refusal[]): boolean {
  const row = rows.find(
    ({ defect, when }) => !(defect !== undefined && channel.server.has(defect)) && when(values, channel),
  );
  if (row === undefined) return false;
  channel.raise(row.reply, row.text(values, channel), methodByName(method));
  return true;
}
