import { randomBytes } from 'node:crypto';
import { emptyTable } from '../../protocol/amqp091/field-table.js';
import { deadLetter } from './dead-letters.js';
import type { Faults } from './defects.js';
import { type Binding, Exchange, type ExchangeProperties, type ExchangeType } from './exchange.js';
import { Queue, type QueueKeeper, type QueueProperties } from './queue.js';

/** A closed world of exchanges, queues and bindings. */
export class VirtualHost {
  readonly exchanges = new Map<string, Exchange>();
  readonly queues = new Map<string, Queue>();
  readonly defaultExchange: Exchange;
  /** For what a broken broker remembers of the deleted, or has lost. */
  readonly remains = {
    bindings: new Map<string, readonly Binding[]>(),
    lockedNames: new Set<string>(),
    noDefaultBindings: false,
  };

  private readonly keeper: QueueKeeper;

  constructor(
    readonly name: string,
    private readonly faults: Faults,
  ) {
    this.keeper = {
      faults,
      deadLetter: (queue, message, reason) => deadLetter(this, faults, queue, message, reason),
      deleteQueue: (queue) => this.deleteQueue(queue),
    };
    this.defaultExchange = standardExchange('', 'direct');
    this.exchanges.set('', this.defaultExchange);
    if (faults.has('predeclares-no-exchanges')) return;
    for (const [exchange, type] of standardExchanges) this.exchanges.set(exchange, standardExchange(exchange, type));
  }

  /** `amq.gen-…`, never one that exists. */
  freshQueueName(): string {
    return `amq.gen-${this.faults.has('repeats-generated-names') ? 'once' : randomBytes(12).toString('base64url')}`;
  }

  declareQueue(properties: QueueProperties): Queue {
    const queue = new Queue(properties, this.keeper);
    this.queues.set(queue.name, queue);
    return queue;
  }

  declareExchange(properties: ExchangeProperties): void {
    const exchange = new Exchange(properties);
    this.exchanges.set(exchange.name, exchange);
    if (this.faults.has('revives-exchange-bindings')) {
      exchange.bindings.push(...(this.remains.bindings.get(exchange.name) ?? []));
    }
    if (properties.autoDelete && this.faults.has('auto-deletes-unused-exchanges')) this.deleteExchange(exchange);
  }

  /** Its bindings go with it, and its consumers are told. Answers how many messages were lost. */
  deleteQueue(queue: Queue): number {
    if (queue.deleted) return 0;
    const count = queue.end();
    if (this.queues.get(queue.name) === queue) this.queues.delete(queue.name);
    if (queue.properties.owner && this.faults.has('keeps-exclusive-names-locked')) {
      this.remains.lockedNames.add(queue.name);
    }
    if (!this.faults.has('revives-queue-bindings')) {
      this.unbindAll(queue, !this.faults.has('auto-delete-overlooks-deleted-queues'));
    }
    for (const consumer of queue.consumers.splice(0)) consumer.cancelled();
    return count;
  }

  deleteExchange(exchange: Exchange): void {
    this.exchanges.delete(exchange.name);
    this.remains.bindings.set(exchange.name, [...exchange.bindings]);
    exchange.bindings.splice(0);
    if (!this.faults.has('revives-exchange-destinations')) this.unbindAll(exchange, true);
  }

  /** An auto-delete exchange goes with its last binding. */
  bindingsWent(exchange: Exchange): void {
    const { autoDelete } = exchange.properties;
    if (!autoDelete || exchange.bindings.length > 0 || this.faults.has('never-auto-deletes-exchanges')) return;
    this.deleteExchange(exchange);
  }

  /** What is not durable is gone, what is stays: queues with their persistent messages, and bindings between the two. */
  restart(): void {
    const keepsQueue = !this.faults.has('reverses-queue-durability');
    const keepsExchange = !this.faults.has('reverses-exchange-durability');
    for (const queue of this.queues.values()) {
      if (queue.properties.durable !== keepsQueue || queue.properties.owner) this.deleteQueue(queue);
    }
    for (const exchange of this.exchanges.values()) {
      const isStandard = exchange.name === '' || exchange.name.startsWith('amq.');
      if (!isStandard && exchange.properties.durable !== keepsExchange) this.deleteExchange(exchange);
      if (this.faults.has('loses-durable-bindings')) exchange.bindings.splice(0);
    }
    for (const queue of this.queues.values()) {
      for (const entry of queue.unacknowledged) queue.putBack(entry);
      if (this.faults.has('reverses-messages-in-restart')) queue.ready.reverse();
      for (const entry of queue.ready) entry.redelivered &&= !this.faults.has('forgets-deliveries-in-restart');
      const isLost = this.faults.has('loses-confirmed-messages-in-restart');
      const kept = queue.ready.filter(({ message }) => message.persistent && !isLost);
      queue.ready.splice(0, queue.ready.length, ...kept);
    }
  }

  private unbindAll(destination: Queue | Exchange, autoDeletes: boolean): void {
    for (const exchange of this.exchanges.values()) {
      if (exchange.unbindAll(destination) && autoDeletes) this.bindingsWent(exchange);
    }
  }
}

const standardExchanges: readonly (readonly [string, ExchangeType])[] = [
  ['amq.direct', 'direct'],
  ['amq.fanout', 'fanout'],
  ['amq.topic', 'topic'],
  ['amq.headers', 'headers'],
  ['amq.match', 'headers'],
];

function standardExchange(name: string, type: ExchangeType): Exchange {
  return new Exchange({ name, type, durable: true, autoDelete: false, internal: false, arguments: emptyTable });
}
