import { amqpClosingSteps } from '../amqp091/steps/closings.js';
import { amqpConsumerSteps } from '../amqp091/steps/consumers.js';
import { amqpDeclarationSteps } from '../amqp091/steps/declarations.js';
import { amqpExtensionSteps } from '../amqp091/steps/extensions.js';
import { amqpManySteps } from '../amqp091/steps/many.js';
import { amqpMessageSteps } from '../amqp091/steps/messages.js';
import { amqpMethodSteps } from '../amqp091/steps/methods.js';
import { mqttClockSteps } from '../mqtt/steps/clock.js';
import { mqttMessageSteps } from '../mqtt/steps/messages.js';
import { mqttPacketSteps } from '../mqtt/steps/packets.js';
import { mqttWebSocketSteps } from '../mqtt/steps/web-socket.js';
import type { StepDefinition } from '../step.js';
import { byteSteps } from './bytes.js';
import { connectionSteps } from './connections.js';

/** Every sentence that a feature may say: the tables of the files beside this one. */
export const vocabulary: readonly StepDefinition[] = [
  ...connectionSteps,
  ...byteSteps,
  ...mqttPacketSteps,
  ...mqttMessageSteps,
  ...mqttClockSteps,
  ...mqttWebSocketSteps,
  ...amqpMethodSteps,
  ...amqpDeclarationSteps,
  ...amqpMessageSteps,
  ...amqpConsumerSteps,
  ...amqpManySteps,
  ...amqpExtensionSteps,
  ...amqpClosingSteps,
];
