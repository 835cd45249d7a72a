import type { World } from '../../world.js';
import { MqttClient } from '../client.js';

/** The actor of an MQTT step. A feature that mixes protocols is a mistake of the suite. */
export function mqttClient(world: World, name: string): MqttClient {
  const actor = world.actor(name);
  if (actor instanceof MqttClient) return actor;
  throw new Error(`${name} does not speak MQTT in a feature of ${world.options.spec}`);
}
