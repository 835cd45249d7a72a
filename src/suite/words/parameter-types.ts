import type { ParameterKind } from '../../engine/vocabulary.js';
import { amqpParameterTypes } from '../amqp091/parameter-types.js';
import { mqttParameterTypes } from '../mqtt/parameter-types.js';
import { sharedParameterTypes } from './shared-parameter-types.js';

/** The words between braces in the vocabulary. */
export const parameterTypes: readonly ParameterKind[] = [
  ...sharedParameterTypes,
  ...amqpParameterTypes,
  ...mqttParameterTypes,
];
