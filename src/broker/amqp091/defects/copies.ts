import type { AmqpConduct } from '../conduct.js';
import { Exchange, type ExchangeType } from '../exchange.js';

/** An exchange of this type gives a queue a copy for each of its bindings. */
export function copiesOf(type: ExchangeType) {
  return {
    destinationsOf:
      (strict: AmqpConduct['destinationsOf']): AmqpConduct['destinationsOf'] =>
      (exchange, bindings) =>
        exchange.properties.type === type ? bindings.map(({ destination }) => destination) : strict(exchange, bindings),
    getsCopy:
      (strict: AmqpConduct['getsCopy']): AmqpConduct['getsCopy'] =>
      (walk, queue, exchange, path) =>
        exchange.properties.type === type || strict(walk, queue, exchange, path),
  };
}

/** A message passes an exchange, and a queue gets it, once for each path through the exchanges. */
export const copiesOfPaths = {
  isEntered:
    (strict: AmqpConduct['isEntered']): AmqpConduct['isEntered'] =>
    (walk, exchange, path) =>
      strict(walk, exchange, path) || !path.includes(exchange),
  getsCopy:
    (strict: AmqpConduct['getsCopy']): AmqpConduct['getsCopy'] =>
    (walk, queue, exchange, path) =>
      path.length > 0 || strict(walk, queue, exchange, path),
};

/** Once for each binding between two exchanges, too. */
export const copiesOfExchangeBindings = {
  ...copiesOfPaths,
  destinationsOf:
    (strict: AmqpConduct['destinationsOf']): AmqpConduct['destinationsOf'] =>
    (exchange, bindings) => {
      const toExchanges = bindings.filter(({ destination }) => destination instanceof Exchange);
      const toQueues = bindings.filter((binding) => !toExchanges.includes(binding));
      return [...strict(exchange, toQueues), ...toExchanges.map(({ destination }) => destination)];
    },
};

/** A cycle of exchanges is gone round twice. */
export const copiesOfRounds = {
  isEntered:
    (strict: AmqpConduct['isEntered']): AmqpConduct['isEntered'] =>
    (walk, exchange, path) =>
      strict(walk, exchange, path) || path.filter((other) => other === exchange).length === 1,
  getsCopy:
    (strict: AmqpConduct['getsCopy']): AmqpConduct['getsCopy'] =>
    (walk, queue, exchange, path) =>
      path.includes(exchange) || strict(walk, queue, exchange, path),
};
