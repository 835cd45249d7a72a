import type { ParameterKind } from '../engine/vocabulary.js';
import type { Target } from '../net/target.js';
import type { ServiceName } from '../protocol/services.js';
import type { Capabilities, ProbeOptions } from './capabilities.js';
import type { StepDefinition } from './step.js';
import type { Namespace } from './words/namespace.js';
import type { MakeActor } from './world.js';

/**
 * What the suite needs of a protocol; one object in each protocol's room, all of them in the register `protocols.ts`.
 * Which specifications are of it, and which version each of them means, stands in the catalogue (`catalogue/specs.ts`).
 */
export interface SuiteProtocol {
  /** As targets name it. */
  readonly id: ServiceName;
  /** Who plays Alice, Bob and Carol. She notes what she leaves on the broker, and sweeps it when the scenario ends. */
  readonly makeActor: MakeActor;
  /** Its own sentences; it has those that are common to all besides. */
  readonly steps: readonly StepDefinition[];
  /** The words between braces in them; a name means the same in all protocols. */
  readonly parameterTypes: readonly ParameterKind[];
  /** Asks a broker what it offers. */
  readonly probe: (target: Target, options: ProbeOptions) => Promise<Capabilities>;
  /** What any client does, up to an answer; rejects where none comes. It says how fast the broker is just now. */
  readonly visit: (target: Target, visit: Visit) => Promise<void>;
}

export interface Visit {
  readonly capabilities: Capabilities;
  readonly namespace: Namespace;
  readonly timeoutMs: number;
}
