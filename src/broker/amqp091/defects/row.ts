import { type DefectRow, defectRows } from '../../conduct.js';
import type { AmqpConduct } from '../conduct.js';

export type AmqpRows = readonly DefectRow<AmqpConduct>[];

/** Makes rows of the AMQP half's tables. */
export const row = defectRows<AmqpConduct>();
