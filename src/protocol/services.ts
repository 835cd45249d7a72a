import { AMQP091_SERVICE } from './amqp091/service.js';
import { MQTT_SERVICE } from './mqtt/service.js';
import type { Service } from './service.js';

/** The protocols that a server can be asked for, by the name that targets give them. */
export const SERVICES = { mqtt: MQTT_SERVICE, amqp: AMQP091_SERVICE } as const satisfies Readonly<
  Record<string, Service>
>;

export type ServiceName = keyof typeof SERVICES;

/** In the order in which they are tried. */
export const SERVICE_NAMES = Object.keys(SERVICES) as readonly ServiceName[];

export function serviceOf(name: ServiceName): Service {
  return SERVICES[name];
}
