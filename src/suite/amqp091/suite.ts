import type { SuiteProtocol } from '../suite-protocol.js';
import { probeAmqp } from './capabilities.js';
import { AmqpClient } from './client.js';
import { AMQP_PARAMETER_TYPES } from './parameter-types.js';
import { AMQP_CLOSING_STEPS } from './steps/closings.js';
import { AMQP_CONSUMER_STEPS } from './steps/consumers.js';
import { AMQP_DECLARATION_STEPS } from './steps/declarations.js';
import { AMQP_EXTENSION_STEPS } from './steps/extensions.js';
import { AMQP_MANY_STEPS } from './steps/many.js';
import { AMQP_MESSAGE_STEPS } from './steps/messages.js';
import { AMQP_METHOD_STEPS } from './steps/methods.js';
import { visitAmqp } from './visit.js';

/** AMQP 0-9-1, with RabbitMQ's extensions. */
export const AMQP091_SUITE: SuiteProtocol = {
  id: 'amqp',
  makeActor: (name, world) => new AmqpClient(name, world),
  steps: [
    ...AMQP_METHOD_STEPS,
    ...AMQP_DECLARATION_STEPS,
    ...AMQP_MESSAGE_STEPS,
    ...AMQP_CONSUMER_STEPS,
    ...AMQP_MANY_STEPS,
    ...AMQP_EXTENSION_STEPS,
    ...AMQP_CLOSING_STEPS,
  ],
  parameterTypes: AMQP_PARAMETER_TYPES,
  probe: probeAmqp,
  visit: visitAmqp,
};
