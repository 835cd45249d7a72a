import type { Override } from '../../conduct.js';
import type { Channel } from '../channel.js';
import type { AmqpConduct } from '../conduct.js';

type Chosen<Name extends keyof AmqpConduct> = { readonly [One in Name]: Override<AmqpConduct, One> };
type Lose = (channel: Channel, count: number) => void;

/** Loses places in the prefetch windows of a channel for ever, wherever `over` says so. */
export function losingPlaces<Name extends keyof AmqpConduct>(over: (lose: Lose) => Chosen<Name>) {
  return (): Chosen<Name> & Chosen<'outstanding'> => {
    const lost = new WeakMap<Channel, number>();
    const lose: Lose = (channel, count) => lost.set(channel, (lost.get(channel) ?? 0) + count);
    return {
      ...over(lose),
      outstanding: (strict) => (channel) => {
        const out = strict(channel);
        return { ...out, count: out.count + (lost.get(channel) ?? 0) };
      },
    };
  };
}
