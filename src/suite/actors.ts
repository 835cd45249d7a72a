import type { Actor } from './actor.js';
import { AmqpClient } from './amqp091/client.js';
import { MqttClient } from './mqtt/client.js';
import type { World } from './world.js';

export type MakeActor = (name: string, world: World) => Actor;

/** Who plays Alice, Bob and Carol, by protocol. */
export const actors: Readonly<Record<'mqtt' | 'amqp', MakeActor>> = {
  mqtt: (name, world) => new MqttClient(name, world),
  amqp: (name, world) => new AmqpClient(name, world),
};
