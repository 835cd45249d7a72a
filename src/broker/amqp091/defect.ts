import type { Defect } from '../defect.js';

/** Names the probe of the catalogue that must notice it. */
export interface AmqpDefect extends Defect {
  readonly probe: string;
}
