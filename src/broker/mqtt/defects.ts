import type { Defect } from '../defect.js';

/** What can be broken on purpose in the MQTT half. */
export const MQTT_DEFECTS: readonly Defect[] = [];
