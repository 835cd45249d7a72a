import { type DefectRow, defectRows } from '../../conduct.js';
import type { MqttConduct } from '../conduct.js';

export type MqttRow = DefectRow<MqttConduct>;

/** A row of the tables of defects. */
export const row = defectRows<MqttConduct>();
