/** What an operator may set of the AMQP half: defaults, which also give each its type. */
export const AMQP_SETTINGS = {
  heartbeat: 60,
};

export type AmqpSettings = typeof AMQP_SETTINGS;
