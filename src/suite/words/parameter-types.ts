import type { ParameterKind } from '../../engine/vocabulary.js';
import { amqpParameterTypes } from '../amqp091/parameter-types.js';
import { mqttParameterTypes } from '../mqtt/parameter-types.js';

/** The words between braces in the vocabulary. */
export const parameterTypes: readonly ParameterKind[] = [
  { name: 'client', regexp: /Alice|Bob|Carol|Dave/, transform: (name) => name },
  {
    name: 'clients',
    regexp: /(?:Alice|Bob|Carol|Dave)(?:, (?:Alice|Bob|Carol|Dave))*(?:,? and (?:Alice|Bob|Carol|Dave))?/,
    transform: (names) => (names ?? '').split(/, and |, | and /),
  },
  ...amqpParameterTypes,
  ...mqttParameterTypes,
];
