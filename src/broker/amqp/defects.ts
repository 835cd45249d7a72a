import type { Defect, DefectSet } from '../defect.js';

/** The probe of the catalogue that must notice the defect. */
export interface AmqpDefect extends Defect {
  readonly probe: string;
}

/** What can be broken on purpose in the AMQP half, group by group of the probe catalogue. */
export const AMQP_DEFECTS: readonly AmqpDefect[] = [];

export type AmqpDefectId = string;
export type AmqpDefectSet = DefectSet<AmqpDefectId>;
