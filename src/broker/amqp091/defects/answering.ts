import type { AmqpConduct } from '../conduct.js';

/** Answers a method in spite of its no-wait. */
export function answering(method: string) {
  return {
    isAnswered:
      (strict: AmqpConduct['isAnswered']): AmqpConduct['isAnswered'] =>
      (answer, noWait) =>
        answer === method || strict(answer, noWait),
  };
}
