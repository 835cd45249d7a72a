import type { Channel } from './channel.js';

/** What became of a publish. */
export type Fate = 'taken' | 'unroutable' | 'refused';

/** Later than anybody looks, for a broken broker that promises first, in milliseconds. */
export const later = 1000;

/** Confirm mode: each publish has a number, and an answer once every queue has taken it, or one has refused. */
export function confirm(channel: Channel, route: () => Fate): void {
  const { confirms, server } = channel;
  const tag = channel.published++ + (server.has('confirms-from-zero') ? 0 : 1);
  if (server.has('confirms-at-receipt')) {
    confirms.add(tag, 'taken');
    setTimeout(route, later).unref();
  } else if (server.has('confirms-before-return')) {
    confirms.add(tag, 'taken');
    confirms.send();
    route();
  } else confirms.add(tag, route());
}

/** The answers that a channel owes. They go out with the end of a read; acknowledgements in a row go out as one. */
export class Confirms {
  private owed: { readonly tag: number; readonly method: 'basic.ack' | 'basic.nack' }[] = [];

  constructor(private readonly channel: Channel) {}

  add(tag: number, fate: Fate): void {
    const { connection, server } = this.channel;
    if (fate === 'unroutable' && server.has('never-confirms-unroutable')) return;
    const isRefused = fate === 'refused' && !server.has('acks-refused-publishes');
    const isNack = isRefused || (fate === 'unroutable' && server.has('nacks-unroutable'));
    if (this.owed.length === 0) connection.afterRead(() => this.send());
    this.owed.push({ tag, method: isNack ? 'basic.nack' : 'basic.ack' });
  }

  send(): void {
    const { connection, number, server } = this.channel;
    const miscounts = server.has('skips-a-confirm') || server.has('doubles-a-confirm');
    const answers = this.owed.splice(0);
    let multiple = false;
    for (const [at, { tag, method }] of answers.entries()) {
      const goesOn = method === 'basic.ack' && answers[at + 1]?.method === 'basic.ack';
      const times = miscounts ? this.timesOf(tag) : goesOn ? 0 : 1;
      for (let time = 0; time < times; time++) {
        connection.send(number, method, { 'delivery-tag': tag, multiple });
      }
      multiple = goesOn && !miscounts;
    }
  }

  /** Broken brokers lose count of one of many. */
  private timesOf(tag: number): number {
    if (tag !== 50) return 1;
    return this.channel.server.has('skips-a-confirm') ? 0 : 2;
  }
}
