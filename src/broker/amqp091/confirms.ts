import type { Channel } from './channel.js';

export const confirming = { confirm, confirmationOf, confirmations };

/** What became of a publish. */
export type Fate = 'taken' | 'unroutable' | 'refused';

export type ConfirmMethod = 'basic.ack' | 'basic.nack';

/** An answer that a channel owes to a publish. */
export interface Owed {
  readonly tag: number;
  readonly method: ConfirmMethod;
}

/** An answer that goes out. */
export interface Confirmation extends Owed {
  readonly multiple: boolean;
}

/** Confirm mode: each publish has a number, and an answer once every queue has taken it, or one has refused. */
function confirm(channel: Channel, route: () => Fate): void {
  const tag = ++channel.published;
  channel.confirms.add(tag, route());
}

/** What no queue wants is confirmed like what all have taken; nothing owes no answer. */
function confirmationOf(fate: Fate): ConfirmMethod | undefined {
  return fate === 'refused' ? 'basic.nack' : 'basic.ack';
}

/** Acknowledgements in a row go out as one. */
function confirmations(owed: readonly Owed[]): readonly Confirmation[] {
  const isAck = (at: number) => owed[at]?.method === 'basic.ack';
  return owed
    .map((one, at) => ({ ...one, multiple: isAck(at) && isAck(at - 1) }))
    .filter((_, at) => !(isAck(at) && isAck(at + 1)));
}

/** The answers that a channel owes. They go out with the end of a read. */
export class Confirms {
  private owed: Owed[] = [];

  constructor(private readonly channel: Channel) {}

  add(tag: number, fate: Fate): void {
    const { connection, server } = this.channel;
    const method = server.conduct.confirmationOf(fate);
    if (method === undefined) return;
    if (this.owed.length === 0) connection.afterRead(() => this.send());
    this.owed.push({ tag, method });
  }

  send(): void {
    const { connection, number, server } = this.channel;
    for (const { tag, method, multiple } of server.conduct.confirmations(this.owed.splice(0))) {
      connection.send(number, method, { 'delivery-tag': tag, multiple });
    }
  }
}
