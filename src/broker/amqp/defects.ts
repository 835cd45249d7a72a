import type { Defect } from '../defect.js';

/** What can be broken on purpose in the AMQP half. */
export const AMQP_DEFECTS = [] as const satisfies readonly Defect[];
