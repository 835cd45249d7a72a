import { emptyTable, isTable } from '../../protocol/amqp091/field-table.js';
import type { AmqpArguments, FieldTable } from '../../protocol/amqp091/frame.js';

/** Arguments by their type; what is not there is empty, as on the wire. */
export function textOf(values: AmqpArguments, name: string): string {
  const value = values[name];
  return typeof value === 'string' ? value : '';
}

export function flagOf(values: AmqpArguments, name: string): boolean {
  return values[name] === true;
}

/** Delivery tags too: nobody counts beyond 2^53. */
export function numberOf(values: AmqpArguments, name: string): number {
  return Number(values[name] ?? 0);
}

export function octetsOf(values: AmqpArguments, name: string): Uint8Array {
  const value = values[name];
  return value instanceof Uint8Array ? value : new Uint8Array(0);
}

export function tableOf(values: AmqpArguments, name: string): FieldTable {
  const value = values[name];
  return isTable(value) ? value : emptyTable;
}

/** Of exchanges and queues. */
export const legalName = /^[a-zA-Z0-9\-_.:]*$/;
