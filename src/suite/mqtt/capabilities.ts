import type { Target } from '../../net/target.js';
import type { Capabilities, ProbeOptions } from '../capabilities.js';

export async function probeMqtt(_target: Target, _options: ProbeOptions): Promise<Capabilities> {
  return {};
}
