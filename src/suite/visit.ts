import type { Target } from '../net/target.js';
import type { Capabilities } from './capabilities.js';
import { suiteProtocol } from './protocols.js';
import { Pulse } from './run/pulse.js';
import type { Namespace } from './words/namespace.js';

/** The pulse of a target. The first visit says what is fast for this broker. */
export async function feelPulse(
  target: Target,
  capabilities: Capabilities,
  namespace: () => Namespace,
  timeoutMs: number,
): Promise<Pulse> {
  const { visit } = suiteProtocol(target.protocol);
  const pulse = new Pulse(() => visit(target, { capabilities, namespace: namespace(), timeoutMs }), timeoutMs);
  await pulse.slowness();
  return pulse;
}
