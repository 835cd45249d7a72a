import type { AmqpConduct } from '../conduct.js';
import type { Handshake } from '../handshake.js';

type Step = NonNullable<Handshake[string]>[string];

/** Takes methods of class connection in a state that does not await them, or takes them in another way. */
export function awaiting(state: string, steps: Readonly<Record<string, (strict: Handshake) => Step>>) {
  return {
    handshake: (strict: AmqpConduct['handshake']): AmqpConduct['handshake'] => ({
      ...strict,
      [state]: {
        ...strict[state],
        ...Object.fromEntries(Object.entries(steps).map(([method, step]) => [method, step(strict)])),
      },
    }),
  };
}

/** What the strict broker does at a method in the state that awaits it. */
export function strictly(state: string, method: string) {
  return (strict: Handshake): Step => strict[state]?.[method] ?? (() => {});
}
