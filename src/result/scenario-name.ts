import type { PlannedResult } from './run.js';

/** `The flag bits of PUBREL are 0010 › PUBREL with flag bits 0000`: what is said, then how it is tried. */
export function scenarioName({ rule, name }: Pick<PlannedResult, 'rule' | 'name'>, sign: '›' | '>' = '›'): string {
  return rule === null ? name : `${rule} ${sign} ${name}`;
}
