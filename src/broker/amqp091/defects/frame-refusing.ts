import type { AmqpProblemCode } from '../../../protocol/amqp091/problems.js';
import type { AmqpConduct } from '../conduct.js';
import type { FrameRefusal } from '../frame-refusals.js';

type Frames = NonNullable<FrameRefusal['when']>;
type Reaction = FrameRefusal['reaction'];

/** Goes on with frames as if they had not this problem. */
export function executing(problem: AmqpProblemCode, when: Frames = () => true) {
  return frameRefusals((row) =>
    row.problem === problem ? [{ ...row, when: (frame) => !when(frame) && (row.when?.(frame) ?? true) }] : [row],
  );
}

/** Passes frames with this problem over. */
export function ignoring(problem: AmqpProblemCode, when?: Frames) {
  return reacting(problem, () => {}, when);
}

/** Falls silent at a frame with this problem. */
export function hanging(problem: AmqpProblemCode, when?: Frames) {
  const hang: Reaction = (connection) => {
    connection.isDeaf = true;
  };
  return reacting(problem, hang, when);
}

/** Reacts to frames with this problem in another way. */
export function reacting(problem: AmqpProblemCode, reaction: Reaction, when: Frames = () => true) {
  return frameRefusals((row) => (row.problem === problem ? [{ ...row, when, reaction }, row] : [row]));
}

function frameRefusals(change: (row: FrameRefusal) => readonly FrameRefusal[]) {
  return {
    frameRefusals: (strict: AmqpConduct['frameRefusals']): AmqpConduct['frameRefusals'] => strict.flatMap(change),
  };
}

export function isMethod(method: string): Frames {
  return (frame) => frame?.type === 'method' && frame.method === method;
}
