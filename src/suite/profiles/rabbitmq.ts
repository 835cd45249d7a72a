import type { VendorDeviation } from '../profile.js';

/** What RabbitMQ documents of its own deviations from AMQP 0-9-1; each reason names the document. */
export const rabbitmq: readonly VendorDeviation[] = [];
