import type { Target } from '../net/target.js';
import { visitAmqp } from './amqp091/visit.js';
import type { Capabilities } from './capabilities.js';
import { visitMqtt } from './mqtt/visit.js';
import { Pulse } from './run/pulse.js';
import type { Namespace } from './words/namespace.js';

/** The pulse of a target. The first visit says what is fast for this broker. */
export async function feelPulse(
  target: Target,
  { mqtt3 }: Capabilities,
  namespace: () => Namespace,
  timeoutMs: number,
): Promise<Pulse> {
  const spec = mqtt3 === true ? 'mqtt3' : 'mqtt5';
  const visits = {
    mqtt: () => visitMqtt(target, spec, namespace(), timeoutMs),
    amqp: () => visitAmqp(target, namespace(), timeoutMs),
  };
  const pulse = new Pulse(visits[target.protocol], timeoutMs);
  await pulse.slowness();
  return pulse;
}
