/** What an operator may set of the AMQP half: defaults, which also give each its type. */
export const AMQP_SETTINGS = {
  /** Seconds, as connection.tune proposes; 0 for none. */
  heartbeat: 60,
  /** As connection.tune proposes; 0 for no limit. */
  channelMax: 2047,
  frameMax: 131072,
  /** Milliseconds before a refused login is cut off. The standard asks for a pause of seconds; tests do not. */
  loginPause: 0,
  /** Milliseconds that a peer may take to answer a close. */
  closeTimeout: 3000,
  /** Every publish runs into an alarm: connection.blocked, a moment later connection.unblocked. */
  memoryAlarm: false,
};

export type AmqpSettings = typeof AMQP_SETTINGS;
