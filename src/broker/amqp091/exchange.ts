import { encodeTable } from '../../protocol/amqp091/field-table.js';
import type { FieldTable, FieldTableEntry } from '../../protocol/amqp091/frame.js';
import type { Queue } from './queue.js';

export interface ExchangeProperties {
  readonly name: string;
  readonly type: ExchangeType;
  readonly durable: boolean;
  readonly autoDelete: boolean;
  readonly internal: boolean;
  readonly arguments: FieldTable;
}

export type ExchangeType = 'direct' | 'fanout' | 'topic' | 'headers';
export const EXCHANGE_TYPES: readonly string[] = ['direct', 'fanout', 'topic', 'headers'] satisfies ExchangeType[];

export interface Binding {
  readonly destination: Queue | Exchange;
  readonly routingKey: string;
  readonly arguments: FieldTable;
}

/** A source of bindings; what they mean is routing's matter. */
export class Exchange {
  readonly bindings: Binding[] = [];

  constructor(public properties: ExchangeProperties) {}

  get name(): string {
    return this.properties.name;
  }

  /** Were there bindings to it? */
  unbindAll(destination: Queue | Exchange): boolean {
    const kept = this.bindings.filter((binding) => binding.destination !== destination);
    const some = kept.length < this.bindings.length;
    this.bindings.splice(0, this.bindings.length, ...kept);
    return some;
  }
}

export function sameBinding(a: Binding, b: Binding): boolean {
  return a.destination === b.destination && a.routingKey === b.routingKey && sameTable(a.arguments, b.arguments);
}

/** Equal in names, types and values, whatever the order. */
export function sameTable(a: FieldTable, b: FieldTable): boolean {
  return canonical(a) === canonical(b);
}

function canonical(table: FieldTable): string {
  const byName = (x: FieldTableEntry, y: FieldTableEntry) => (x.name < y.name ? -1 : x.name > y.name ? 1 : 0);
  return Buffer.from(encodeTable({ entries: [...table.entries].sort(byName) })).toString('hex');
}
