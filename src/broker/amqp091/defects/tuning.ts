import type { AmqpConduct } from '../conduct.js';
import type { TuneRefusal } from '../tune-refusals.js';

/** Accepts what a row of the tune refusals refuses. */
export function agreeingTo(name: string) {
  return {
    tuneRefusals: (strict: AmqpConduct['tuneRefusals']): AmqpConduct['tuneRefusals'] =>
      strict.filter((row) => row.name !== name),
  };
}

/** Refuses a tune-ok for one reason more. */
export function disagreeing(row: TuneRefusal) {
  return {
    tuneRefusals: (strict: AmqpConduct['tuneRefusals']): AmqpConduct['tuneRefusals'] => [...strict, row],
  };
}
