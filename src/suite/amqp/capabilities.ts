import type { Target } from '../../net/target.js';
import type { Capabilities, ProbeOptions } from '../capabilities.js';

export async function probeAmqp(_target: Target, _options: ProbeOptions): Promise<Capabilities> {
  return {};
}
