import { AMQP_DEFECTS } from './amqp091/defects.js';
import type { Defect } from './defect.js';
import { MQTT_DEFECTS } from './mqtt/defects.js';
import { suggestion } from './suggestion.js';

export type { Defect } from './defect.js';

/** All that can be broken on purpose. */
export const DEFECTS: readonly Defect[] = [...MQTT_DEFECTS, ...AMQP_DEFECTS];

export function defectById(id: string): Defect | undefined {
  return DEFECTS.find((defect) => defect.id === id);
}

/** Throws an Error that suggests a name when one is unknown. */
export function checkDefects(ids: readonly string[]): void {
  for (const id of ids) {
    if (defectById(id) !== undefined) continue;
    throw new Error(
      `unknown defect ${id}${suggestion(
        id,
        DEFECTS.map((defect) => defect.id),
      )}`,
    );
  }
}
