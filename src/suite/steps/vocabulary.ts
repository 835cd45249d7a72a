import type { StepDefinition } from '../step.js';
import { amqpClosingSteps } from './amqp-closings.js';
import { amqpConsumerSteps } from './amqp-consumers.js';
import { amqpDeclarationSteps } from './amqp-declarations.js';
import { amqpExtensionSteps } from './amqp-extensions.js';
import { amqpManySteps } from './amqp-many.js';
import { amqpMessageSteps } from './amqp-messages.js';
import { amqpMethodSteps } from './amqp-methods.js';
import { byteSteps } from './bytes.js';
import { connectionSteps } from './connections.js';
import { mqttClockSteps } from './mqtt-clock.js';
import { mqttMessageSteps } from './mqtt-messages.js';
import { mqttPacketSteps } from './mqtt-packets.js';
import { mqttWebSocketSteps } from './mqtt-web-socket.js';

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
