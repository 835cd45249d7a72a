import type { Channel } from '../channel.js';
import type { AmqpConduct } from '../conduct.js';
import type { Binding, ExchangeType } from '../exchange.js';
import type { MethodHandler } from '../handler.js';
import type { Refusal } from '../refusal.js';
import { flagOf } from '../values.js';

/** Says bind-ok and binds nothing. */
export function bindingInVain(when: Refusal['when']) {
  return (strict: MethodHandler): MethodHandler =>
    (channel: Channel, values) => {
      if (when(values, channel)) channel.reply(flagOf(values, 'no-wait'), 'queue.bind-ok');
      else strict(channel, values);
    };
}

/** A new binding to an exchange of this type takes the place of the old. */
export function replacing(type: ExchangeType) {
  return {
    bind:
      (strict: AmqpConduct['bind']): AmqpConduct['bind'] =>
      (virtualHost, source, wanted) => {
        if (source.properties.type === type) source.unbindAll(wanted.destination);
        strict(virtualHost, source, wanted);
      },
  };
}

/** An unbind from an exchange of this type means more bindings of the queue. */
export function unbinding(type: ExchangeType, isMeant: (one: Binding, wanted: Binding) => boolean) {
  return {
    bindingsLike:
      (strict: AmqpConduct['bindingsLike']): AmqpConduct['bindingsLike'] =>
      (source, wanted) => {
        const ofDestination = source.bindings.filter(({ destination }) => destination === wanted.destination);
        return source.properties.type === type
          ? ofDestination.filter((one) => isMeant(one, wanted))
          : strict(source, wanted);
      },
  };
}
