import type { MqttPacketType } from '../../../protocol/mqtt/packet.js';
import type { MqttProblemCode } from '../../../protocol/mqtt/problems.js';
import type { Problem } from '../../../protocol/problem.js';
import type { Override } from '../../conduct.js';
import type { MqttConduct } from '../conduct.js';
import type { ConnectFault } from '../connect-refusals.js';
import type { Received } from '../refusals.js';

/** A fault that a defect overlooks. */
export interface Tolerance {
  readonly problems: readonly MqttProblemCode[];
  readonly in?: readonly MqttPacketType[];
  readonly field?: string;
  readonly when?: (problem: Problem, received: Received) => boolean;
}

/** Takes packets with these faults as if they had none. */
export function tolerating(...tolerances: readonly Tolerance[]): Override<MqttConduct, 'refusalOf'> {
  return (strict) => (received) => {
    const { decoded } = received;
    const problems = decoded.problems.filter(
      (one) => !tolerances.some((tolerance) => covers(tolerance, one, received)),
    );
    return strict({ ...received, decoded: { ...decoded, problems } });
  };
}

/** Serves a CONNECT in spite of these. */
export function without(...faults: readonly ConnectFault[]): Override<MqttConduct, 'connectRefusals'> {
  return (strict) => strict.filter(({ name }) => !faults.some((fault) => fault === name));
}

function covers(tolerance: Tolerance, problem: Problem, received: Received): boolean {
  return (
    tolerance.problems.includes(problem.code as MqttProblemCode) &&
    (tolerance.in === undefined || tolerance.in.includes(received.type)) &&
    (tolerance.field === undefined || tolerance.field === problem.field) &&
    (tolerance.when === undefined || tolerance.when(problem, received))
  );
}
