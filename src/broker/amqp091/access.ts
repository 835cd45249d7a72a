import type { MethodHandlers } from './handler.js';

/** Class access, a relic of AMQP 0-8 that some clients still ask: everybody gets the one ticket there is. */
export const ACCESS_METHODS: MethodHandlers = {
  'access.request': (channel) => channel.send('access.request-ok', { ticket: 1 }),
};
