import type { VendorDeviation } from '../known.js';

/**
 * What RabbitMQ documents of its own deviations from AMQP 0-9-1; each reason names the document. What it does otherwise
 * without a word about it, or against its own word, is not here.
 */
export const RABBITMQ: readonly VendorDeviation[] = [
  {
    statement: 'amqp091/AMQP-channel.flow.bidirectional',
    reason: 'active=false is not supported: rabbitmq.com/specification.html, channel.flow',
  },
  {
    statement: 'amqp091/AMQP-connection.start.server-properties.required-fields',
    name: 'Host, copyright and information',
    reason: 'host is left out on purpose: rabbitmq.com/amqp-0-9-1-errata, 23',
  },
  {
    statement: 'amqp091/AMQP-exchange.declare.exchange.syntax',
    reason:
      'the characters of a name are not enforced: rabbitmq.com/specification.html, exchange/declare/exchange/syntax',
  },
  {
    statement: 'amqp091/AMQP-queue.declare.queue.syntax',
    reason: 'the characters of a name are not enforced: rabbitmq.com/specification.html, queue/declare/queue/syntax',
  },
  {
    statement: 'amqp091/AMQP-queue.unbind.queue.must-exist',
    reason: 'unbinding is idempotent: rabbitmq.com/specification.html, queue.unbind',
  },
  {
    statement: 'amqp091/AMQP-queue.unbind.exchange.must-exist',
    reason: 'unbinding is idempotent: rabbitmq.com/specification.html, queue.unbind',
  },
  {
    statement: 'rabbitmq/RMQ-exchange.unbind.source.must-exist',
    reason: 'unbinding is idempotent: release notes of RabbitMQ 3.2.0',
  },
  {
    statement: 'rabbitmq/RMQ-exchange.unbind.destination.must-exist',
    reason: 'unbinding is idempotent: release notes of RabbitMQ 3.2.0',
  },
  {
    statement: 'rabbitmq/RMQ-exchange.unbind.01',
    reason: 'unbinding is idempotent: release notes of RabbitMQ 3.2.0',
  },
  {
    statement: 'rabbitmq/RMQ-exchange.declare.auto-delete.amq_exchange_25',
    reason: 'another auto-delete bit is a precondition-failed: rabbitmq.com/amqp-0-9-1-errata, 6',
  },
  {
    statement: 'amqp091/AMQP-data.table-names',
    reason: 'field names are not validated: rabbitmq.com/specification.html, rule of section 4.2.5.5',
  },
  {
    statement: 'amqp091/AMQP-data.table-types-conflict',
    name: 'U, a signed short in the standard',
    reason: 'the tags of 0-9 and Qpid are spoken, which have no U: rabbitmq.com/amqp-0-9-1-errata, 3',
  },
  {
    statement: 'amqp091/AMQP-content.property-flags',
    name: 'A property that is announced and absent',
    reason: 'not every badly formatted content gets its code: rabbitmq.com/specification.html, rule of section 4.2.6',
  },
  {
    statement: 'amqp091/AMQP-content.property-flags',
    name: 'Octets behind the last property',
    reason: 'not every badly formatted content gets its code: rabbitmq.com/specification.html, rule of section 4.2.6',
  },
  {
    statement: 'amqp091/AMQP-data.table-invalid',
    name: 'The type z in the headers of a message',
    reason: 'not every badly formatted content gets its code: rabbitmq.com/specification.html, rule of section 4.2.6',
  },
  {
    statement: 'amqp091/AMQP-basic.06',
    reason: 'queues without x-max-priority know no priorities: rabbitmq.com/specification.html, basic/06',
  },
  {
    statement: 'amqp091/AMQP-basic.publish.immediate.01',
    reason: 'the immediate flag is not supported: release notes of RabbitMQ 3.0.0',
  },
  {
    statement: 'amqp091/AMQP-basic.consume.no-local',
    reason: 'no-local is not implemented: rabbitmq.com/specification.html, basic.consume',
  },
  {
    statement: 'amqp091/AMQP-basic.qos.prefetch-count.01',
    name: 'Two consumers on one channel share the window',
    reason: 'without global each consumer has a window of its own: rabbitmq.com/consumer-prefetch.html',
  },
  {
    statement: 'amqp091/AMQP-basic.qos.prefetch-count.01',
    name: 'A global window, and consumers on two channels',
    reason: "global makes the window the channel's, not the connection's: rabbitmq.com/consumer-prefetch.html",
  },
  {
    statement: 'amqp091/AMQP-basic.qos.prefetch-size.01',
    reason: 'prefetch-size is not implemented: rabbitmq.com/specification.html, basic.qos',
  },
  {
    statement: 'amqp091/AMQP-basic.reject.requeue.01',
    name: 'Alice refuses a message, and there is nobody else',
    reason: 'nothing prevents redelivery to the same client: rabbitmq.com/specification.html, basic.reject',
  },
  {
    statement: 'amqp091/AMQP-basic.recover.01',
    name: 'A message goes again to the consumer that has it',
    reason: 'requeue=false is not supported: rabbitmq.com/specification.html, basic.recover',
  },
];
