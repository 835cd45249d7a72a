import type { SuiteProtocol } from '../suite-protocol.js';
import { probeMqtt } from './capabilities.js';
import { MqttClient } from './client.js';
import { mqttParameterTypes } from './parameter-types.js';
import { mqttClockSteps } from './steps/clock.js';
import { mqttMessageSteps } from './steps/messages.js';
import { mqttPacketSteps } from './steps/packets.js';
import { mqttWebSocketSteps } from './steps/web-socket.js';
import { visitMqtt } from './visit.js';

/** MQTT 3.1.1 and 5.0. */
export const MQTT_SUITE: SuiteProtocol = {
  id: 'mqtt',
  makeActor: (name, world) => new MqttClient(name, world),
  steps: [...mqttPacketSteps, ...mqttMessageSteps, ...mqttClockSteps, ...mqttWebSocketSteps],
  parameterTypes: mqttParameterTypes,
  probe: probeMqtt,
  visit: visitMqtt,
};
