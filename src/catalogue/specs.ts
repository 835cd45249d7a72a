/**
 * The specifications whose statements we know, in the order in which they are told: the only list of them. `protocol` is
 * the one that a broker must speak, as targets name it; `version` that of the protocol, not of the document.
 */
export const SPECS = {
  mqtt3: { title: 'MQTT 3.1.1', protocol: 'mqtt', version: '3.1.1' },
  mqtt5: { title: 'MQTT 5.0', protocol: 'mqtt', version: '5.0' },
  amqp091: { title: 'AMQP 0-9-1', protocol: 'amqp', version: '0-9-1' },
  rabbitmq: { title: "RabbitMQ's extensions of AMQP 0-9-1", protocol: 'amqp', version: '0-9-1' },
} as const;

export type Spec = keyof typeof SPECS;

export const SPEC_NAMES = Object.keys(SPECS) as readonly Spec[];

/** `mqtt5` of `mqtt5/MQTT-3.8.3-4`. */
export function specOfKey(key: string): Spec | undefined {
  return SPEC_NAMES.find((spec) => key.startsWith(`${spec}/`));
}
