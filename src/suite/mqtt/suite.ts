import type { SuiteProtocol } from '../suite-protocol.js';
import { probeMqtt } from './capabilities.js';
import { MqttClient } from './client.js';
import { MQTT_PARAMETER_TYPES } from './parameter-types.js';
import { MQTT_CLOCK_STEPS } from './steps/clock.js';
import { MQTT_MESSAGE_STEPS } from './steps/messages.js';
import { MQTT_PACKET_STEPS } from './steps/packets.js';
import { MQTT_WEB_SOCKET_STEPS } from './steps/web-socket.js';
import { visitMqtt } from './visit.js';

/** MQTT 3.1.1 and 5.0. */
export const MQTT_SUITE: SuiteProtocol = {
  id: 'mqtt',
  makeActor: (name, world) => new MqttClient(name, world),
  steps: [...MQTT_PACKET_STEPS, ...MQTT_MESSAGE_STEPS, ...MQTT_CLOCK_STEPS, ...MQTT_WEB_SOCKET_STEPS],
  parameterTypes: MQTT_PARAMETER_TYPES,
  probe: probeMqtt,
  visit: visitMqtt,
};
