import type { AmqpDefect } from './defect.js';

/** Dead-lettering. One defect or more for each probe of the catalogue. */
export const deadLetterDefects = [
  {
    id: 'adds-no-x-death',
    probe: 'x-dlx.reject',
    breaks: ['rabbitmq/RMQ-x-dead-letter'],
    about: 'dead-letters without x-death',
  },
  {
    id: 'rewrites-dead-letter-key',
    probe: 'x-dlx.reject',
    breaks: ['rabbitmq/RMQ-x-dead-letter'],
    about: "dead-letters with the queue's name for routing key",
  },
  {
    id: 'sets-no-first-death',
    probe: 'x-dlx.reject',
    breaks: ['rabbitmq/RMQ-x-dead-letter'],
    about: 'dead-letters without x-first-death-exchange, -queue and -reason',
  },
  {
    id: 'keeps-expiration-of-dead-letters',
    probe: 'x-dlx.expired',
    breaks: ['rabbitmq/RMQ-x-dead-letter'],
    about: 'dead-letters what expired with its expiration',
  },
  {
    id: 'hides-original-expiration',
    probe: 'x-dlx.expired',
    breaks: ['rabbitmq/RMQ-x-dead-letter'],
    about: 'leaves original-expiration out of x-death',
  },
  {
    id: 'loses-what-overflows',
    probe: 'x-dlx.maxlen',
    breaks: ['rabbitmq/RMQ-x-dead-letter'],
    about: 'does not dead-letter what a full queue drops',
  },
  {
    id: 'ignores-dead-letter-key',
    probe: 'x-dlx.routing-key',
    breaks: ['rabbitmq/RMQ-x-dead-letter'],
    about: 'dead-letters with the original key in spite of x-dead-letter-routing-key',
  },
  {
    id: 'accepts-dead-letter-key-alone',
    probe: 'x-dlx.key-without-exchange',
    breaks: ['rabbitmq/RMQ-x-arguments'],
    about: 'takes x-dead-letter-routing-key without x-dead-letter-exchange',
  },
  {
    id: 'dead-letters-acknowledged',
    probe: 'x-dlx.ack-no',
    breaks: ['rabbitmq/RMQ-x-dead-letter'],
    about: 'dead-letters what is acknowledged',
  },
  {
    id: 'dead-letters-what-is-purged',
    probe: 'x-dlx.purge-delete-no',
    breaks: ['rabbitmq/RMQ-x-dead-letter'],
    about: 'dead-letters what is purged',
  },
  {
    id: 'dead-letters-what-is-deleted',
    probe: 'x-dlx.purge-delete-no',
    breaks: ['rabbitmq/RMQ-x-dead-letter'],
    about: 'dead-letters what a deleted queue held',
  },
  {
    id: 'dead-letters-in-circles',
    probe: 'x-dlx.cycle',
    breaks: ['rabbitmq/RMQ-x-dead-letter'],
    about: 'sends what expired round and round',
  },
  {
    id: 'refuses-missing-dead-letter-exchange',
    probe: 'x-dlx.missing-exchange',
    breaks: ['rabbitmq/RMQ-x-dead-letter'],
    about: 'refuses a queue whose dead-letter exchange does not exist',
  },
] as const satisfies readonly AmqpDefect[];
