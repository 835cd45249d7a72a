import type { Channel } from './channel.js';

/** What became of a publish. */
export type Fate = 'taken' | 'unroutable' | 'refused';

/** Later than anybody looks, for a broken broker that promises first, in milliseconds. */
export const later = 1000;

/** Confirm mode: each publish has a number, and an answer once every queue has taken it, or one has refused. */
export function confirm(channel: Channel, route: () => Fate): void {
  const { server } = channel;
  const tag = channel.published++ + (server.has('confirms-from-zero') ? 0 : 1);
  const answer = (fate: Fate) => send(channel, tag, fate);
  if (server.has('confirms-at-receipt')) {
    answer('taken');
    setTimeout(route, later).unref();
  } else if (server.has('confirms-before-return')) {
    answer('taken');
    route();
  } else answer(route());
}

function send(channel: Channel, tag: number, fate: Fate): void {
  const { server } = channel;
  if (fate === 'unroutable' && server.has('never-confirms-unroutable')) return;
  const isRefused = fate === 'refused' && !server.has('acks-refused-publishes');
  const isNack = isRefused || (fate === 'unroutable' && server.has('nacks-unroutable'));
  const times = tag !== oddTag ? 1 : server.has('skips-a-confirm') ? 0 : server.has('doubles-a-confirm') ? 2 : 1;
  for (let time = 0; time < times; time++) {
    channel.send(isNack ? 'basic.nack' : 'basic.ack', { 'delivery-tag': tag });
  }
}

/** Of which broken brokers lose count. */
const oddTag = 50;
