import type { Probe } from './probe.js';
import { probes as rows } from './probes.js';

/** The probes of one group; all of them where none is named. */
export function probes(group?: string): readonly Probe[] {
  return group === undefined ? rows : rows.filter((probe) => probe.group === group);
}
