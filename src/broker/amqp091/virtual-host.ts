import { randomBytes } from 'node:crypto';
import { emptyTable } from '../../protocol/amqp091/field-table.js';
import type { AmqpConduct } from './conduct.js';
import { Exchange, type ExchangeProperties, type ExchangeType } from './exchange.js';
import { Queue, type QueueProperties } from './queue.js';

const STANDARD_EXCHANGES: readonly (readonly [name: string, type: ExchangeType])[] = [
  ['amq.direct', 'direct'],
  ['amq.fanout', 'fanout'],
  ['amq.topic', 'topic'],
  ['amq.headers', 'headers'],
  ['amq.match', 'headers'],
];

export const keeping = {
  standardExchanges: STANDARD_EXCHANGES,
  generatedName,
  declareQueue,
  deleteQueue,
  declareExchange,
  deleteExchange,
  unbindAll,
  isExchangeAutoDeleted,
  queueSurvives,
  exchangeSurvives,
  restart,
};

/** A closed world of exchanges, queues and bindings. */
export class VirtualHost {
  readonly exchanges = new Map<string, Exchange>();
  readonly queues = new Map<string, Queue>();
  readonly defaultExchange: Exchange;

  constructor(
    readonly name: string,
    readonly conduct: AmqpConduct,
  ) {
    this.defaultExchange = standardExchange('', 'direct');
    this.exchanges.set('', this.defaultExchange);
    for (const [exchange, type] of this.conduct.standardExchanges) {
      this.exchanges.set(exchange, standardExchange(exchange, type));
    }
  }

  freshQueueName(): string {
    return this.conduct.generatedName();
  }

  declareQueue(properties: QueueProperties): Queue {
    return this.conduct.declareQueue(this, properties);
  }

  declareExchange(properties: ExchangeProperties): Exchange {
    return this.conduct.declareExchange(this, properties);
  }

  /** Answers how many messages were lost. */
  deleteQueue(queue: Queue): number {
    return queue.deleted ? 0 : this.conduct.deleteQueue(this, queue);
  }

  deleteExchange(exchange: Exchange): void {
    this.conduct.deleteExchange(this, exchange);
  }

  bindingsWent(exchange: Exchange): void {
    if (this.conduct.isExchangeAutoDeleted(exchange)) this.deleteExchange(exchange);
  }

  restart(): void {
    this.conduct.restart(this);
  }
}

function standardExchange(name: string, type: ExchangeType): Exchange {
  return new Exchange({ name, type, durable: true, autoDelete: false, internal: false, arguments: emptyTable });
}

/** `amq.gen-…`, never one that exists. */
function generatedName(): string {
  return `amq.gen-${randomBytes(12).toString('base64url')}`;
}

function declareQueue(virtualHost: VirtualHost, properties: QueueProperties): Queue {
  const queue = new Queue(properties, virtualHost);
  virtualHost.queues.set(queue.name, queue);
  return queue;
}

/** Its bindings go with it, and its consumers are told. */
function deleteQueue(virtualHost: VirtualHost, queue: Queue): number {
  const { conduct, queues } = virtualHost;
  const count = queue.end();
  if (queues.get(queue.name) === queue) queues.delete(queue.name);
  conduct.unbindAll(virtualHost, queue);
  for (const consumer of queue.consumers.splice(0)) conduct.cancelConsumer(consumer);
  return count;
}

function declareExchange({ exchanges }: VirtualHost, properties: ExchangeProperties): Exchange {
  const exchange = new Exchange(properties);
  exchanges.set(exchange.name, exchange);
  return exchange;
}

/** The bindings from it and to it go with it. */
function deleteExchange(virtualHost: VirtualHost, exchange: Exchange): void {
  virtualHost.exchanges.delete(exchange.name);
  exchange.bindings.splice(0);
  virtualHost.conduct.unbindAll(virtualHost, exchange);
}

/** Of something that was deleted. */
function unbindAll(virtualHost: VirtualHost, destination: Queue | Exchange): void {
  for (const exchange of virtualHost.exchanges.values()) {
    if (exchange.unbindAll(destination)) virtualHost.bindingsWent(exchange);
  }
}

/** With its last binding. */
function isExchangeAutoDeleted({ bindings, properties }: Exchange): boolean {
  return properties.autoDelete && bindings.length === 0;
}

function queueSurvives({ properties }: Queue): boolean {
  return properties.durable && !properties.owner;
}

function exchangeSurvives({ properties }: Exchange): boolean {
  return isStandard(properties.name) || properties.durable;
}

export function isStandard(exchange: string): boolean {
  return exchange === '' || exchange.startsWith('amq.');
}

/** What is not durable is gone, what is stays: queues with their persistent messages, and bindings between the two. */
function restart(virtualHost: VirtualHost): void {
  const { conduct, exchanges, queues } = virtualHost;
  for (const queue of queues.values()) if (!conduct.queueSurvives(queue)) virtualHost.deleteQueue(queue);
  for (const exchange of exchanges.values()) {
    if (!conduct.exchangeSurvives(exchange)) virtualHost.deleteExchange(exchange);
  }
  for (const queue of queues.values()) {
    for (const entry of queue.unacknowledged) queue.putBack(entry);
    const kept = queue.ready.filter(({ message }) => message.persistent);
    queue.ready.splice(0, queue.ready.length, ...kept);
  }
}
