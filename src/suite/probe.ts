import type { Target } from '../net/target.js';
import { ExpectationFailed, UsageError } from '../result/expectation.js';
import type { Capabilities, ProbeOptions } from './capabilities.js';
import { suiteProtocol } from './protocols.js';

/** Asks a broker, in its own protocol, what it offers. */
export async function probe(target: Target, options: ProbeOptions): Promise<Capabilities> {
  try {
    return await suiteProtocol(target.protocol).probe(target, options);
  } catch (error) {
    if (!(error instanceof ExpectationFailed)) throw error;
    const hint =
      target.user === undefined
        ? 'does it want a user?  --user NAME --password-file FILE'
        : `is the password of "${target.user}" right?  CONFORM_PASSWORD or --password-file`;
    throw new UsageError(`${target.url} does not let the client in`, error.actual, hint);
  }
}
