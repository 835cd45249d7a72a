import type { RunResult } from '../result/run.js';

/** 0 holds, 1 violated, 2 says nothing, 130 interrupted. */
export function exitCodeOf(result: RunResult, strict: boolean): number {
  const { counts, stopped, staleKnown, bugs } = result;
  if (stopped?.reason === 'interrupted') return 130;
  if (stopped?.reason === 'targetGone' || bugs.length > 0) return 2;
  if (counts.fail > 0 || staleKnown.length > 0 || (strict && counts.advisory > 0)) return 1;
  return counts.blocked > 0 ? 2 : 0;
}
