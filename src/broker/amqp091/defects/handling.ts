import type { AmqpArguments } from '../../../protocol/amqp091/frame.js';
import type { AmqpConduct } from '../conduct.js';
import type { MethodHandler } from '../handler.js';
import { textOf } from '../values.js';

/** Does something else at a method that nothing speaks against. */
export function handling(method: string, change: (strict: MethodHandler) => MethodHandler) {
  return {
    methods: (strict: AmqpConduct['methods']): AmqpConduct['methods'] => ({
      ...strict,
      [method]: change(strict[method] ?? (() => {})),
    }),
  };
}

/** Does something before what is to be done. */
export function first(act: MethodHandler) {
  return (strict: MethodHandler): MethodHandler =>
    (channel, values) => {
      act(channel, values);
      strict(channel, values);
    };
}

/** Takes the arguments for others. */
export function reading(change: (values: AmqpArguments) => AmqpArguments) {
  return (strict: MethodHandler): MethodHandler =>
    (channel, values) =>
      strict(channel, change(values));
}

/** Takes the name of the queue for another. */
export function renaming(change: (name: string) => string) {
  return reading((values) => ({ ...values, queue: change(textOf(values, 'queue')) }));
}
