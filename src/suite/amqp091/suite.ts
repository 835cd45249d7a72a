import type { SuiteProtocol } from '../suite-protocol.js';
import { probeAmqp } from './capabilities.js';
import { AmqpClient } from './client.js';
import { amqpParameterTypes } from './parameter-types.js';
import { amqpClosingSteps } from './steps/closings.js';
import { amqpConsumerSteps } from './steps/consumers.js';
import { amqpDeclarationSteps } from './steps/declarations.js';
import { amqpExtensionSteps } from './steps/extensions.js';
import { amqpManySteps } from './steps/many.js';
import { amqpMessageSteps } from './steps/messages.js';
import { amqpMethodSteps } from './steps/methods.js';
import { visitAmqp } from './visit.js';

/** AMQP 0-9-1, with RabbitMQ's extensions. */
export const AMQP091_SUITE: SuiteProtocol = {
  id: 'amqp',
  makeActor: (name, world) => new AmqpClient(name, world),
  steps: [
    ...amqpMethodSteps,
    ...amqpDeclarationSteps,
    ...amqpMessageSteps,
    ...amqpConsumerSteps,
    ...amqpManySteps,
    ...amqpExtensionSteps,
    ...amqpClosingSteps,
  ],
  parameterTypes: amqpParameterTypes,
  probe: probeAmqp,
  visit: visitAmqp,
};
