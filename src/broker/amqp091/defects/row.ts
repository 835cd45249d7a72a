import { type DefectRow, defectRows } from '../../conduct.js';
import type { AmqpConduct } from '../conduct.js';

export type AmqpRows = readonly DefectRow<AmqpConduct>[];

/** Makes rows of the AMQP half's tables. */
export const row = defectRows<AmqpConduct>();

/** A defect that the code still asks for by its id. */
export function todo(id: string, breaks: string | readonly string[], about: string): DefectRow<AmqpConduct> {
  return { id, breaks: typeof breaks === 'string' ? [breaks] : breaks, about, over: {} };
}
