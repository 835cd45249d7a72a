import { randomBytes } from 'node:crypto';
import { emptyTable } from '../../codec/amqp/field-table.js';
import { type Binding, Exchange, type ExchangeType } from './exchange.js';
import { Queue, type QueueProperties } from './queue.js';

/** A closed world of exchanges, queues and bindings. */
export class VirtualHost {
  readonly exchanges = new Map<string, Exchange>();
  readonly queues = new Map<string, Queue>();

  constructor(readonly name: string) {
    for (const [exchange, type] of standardExchanges) this.exchanges.set(exchange, standardExchange(exchange, type));
  }

  /** `amq.gen-…`, never one that exists. */
  freshQueueName(): string {
    return `amq.gen-${randomBytes(12).toString('base64url')}`;
  }

  declareQueue(properties: QueueProperties): Queue {
    const queue = new Queue(properties);
    this.queues.set(queue.name, queue);
    return queue;
  }

  /** Its bindings go with it, and its consumers are told. Answers how many messages were lost. */
  deleteQueue(queue: Queue): number {
    if (queue.deleted) return 0;
    queue.deleted = true;
    if (this.queues.get(queue.name) === queue) this.queues.delete(queue.name);
    this.unbindAll(queue);
    for (const consumer of queue.consumers.splice(0)) consumer.cancelled();
    return queue.purge();
  }

  deleteExchange(exchange: Exchange): void {
    this.exchanges.delete(exchange.name);
    exchange.bindings.splice(0);
    this.unbindAll(exchange);
  }

  bind(source: Exchange, binding: Binding): void {
    source.bind(binding);
  }

  unbind(source: Exchange, binding: Binding): boolean {
    const found = source.unbind(binding);
    if (found) this.deleteIfUnused(source);
    return found;
  }

  /** What is not durable is gone, what is stays: queues with their persistent messages, and bindings between the two. */
  restart(): void {
    for (const queue of this.queues.values()) {
      if (!queue.properties.durable || queue.properties.owner) this.deleteQueue(queue);
    }
    for (const exchange of this.exchanges.values()) {
      if (!exchange.properties.durable) this.deleteExchange(exchange);
    }
    for (const queue of this.queues.values()) {
      for (const entry of queue.unacknowledged) queue.putBack(entry);
      const kept = queue.ready.filter(({ message }) => message.persistent);
      queue.ready.splice(0, queue.ready.length, ...kept);
    }
  }

  private unbindAll(destination: Queue | Exchange): void {
    for (const exchange of this.exchanges.values()) {
      if (exchange.unbindAll(destination)) this.deleteIfUnused(exchange);
    }
  }

  private deleteIfUnused(exchange: Exchange): void {
    if (exchange.properties.autoDelete && exchange.hadBinding && exchange.bindings.length === 0) {
      this.deleteExchange(exchange);
    }
  }
}

const standardExchanges: readonly (readonly [string, ExchangeType])[] = [
  ['', 'direct'],
  ['amq.direct', 'direct'],
  ['amq.fanout', 'fanout'],
  ['amq.topic', 'topic'],
  ['amq.headers', 'headers'],
  ['amq.match', 'headers'],
];

function standardExchange(name: string, type: ExchangeType): Exchange {
  return new Exchange({ name, type, durable: true, autoDelete: false, internal: false, arguments: emptyTable });
}
