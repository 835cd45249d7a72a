import type { AmqpConduct } from '../conduct.js';
import type { Handshake, HandshakeStep } from '../handshake.js';

type Change = (strict: HandshakeStep, handshake: Handshake) => HandshakeStep;

/** Takes methods of class connection in a state that does not await them, or takes them in another way. */
export function awaiting(state: string, changes: Readonly<Record<string, Change>>) {
  return {
    handshake: (strict: AmqpConduct['handshake']): AmqpConduct['handshake'] => {
      const steps = Object.entries(changes).map(([method, change]) => [
        method,
        change(stepOf(strict, state, method), strict),
      ]);
      return { ...strict, [state]: { ...strict[state], ...Object.fromEntries(steps) } };
    },
  };
}

/** What another state does at a method. */
export function asIn(state: string, method: string): Change {
  return (_strict, handshake) => stepOf(handshake, state, method);
}

function stepOf(handshake: Handshake, state: string, method: string): HandshakeStep {
  return handshake[state]?.[method] ?? (() => {});
}
