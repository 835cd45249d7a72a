import { isTable } from '../../protocol/amqp091/field-table.js';
import type { FieldTable, FieldTableEntry, FieldTableValue } from '../../protocol/amqp091/frame.js';
import { changedProperties } from '../../protocol/amqp091/property-list.js';
import { wholeNumber } from './headers.js';
import type { Message } from './message.js';
import type { Queue } from './queue.js';
import { argumentOf } from './queue-policy.js';
import type { VirtualHost } from './virtual-host.js';

export const deadLettering = { deadLetter, buried, deadLetterKey, withDeath, isCircle };

/** Why a queue gives a message up. */
export type DeathReason = 'rejected' | 'expired' | 'maxlen';

/** Sends what a queue gives up to its dead-letter exchange; without one, or where that is missing, it is lost. */
function deadLetter(virtualHost: VirtualHost, queue: Queue, message: Message, why: DeathReason): void {
  const { conduct } = virtualHost;
  const { deadLetterExchange: name } = queue.policy;
  const exchange = name === undefined ? undefined : virtualHost.exchanges.get(name);
  if (exchange === undefined) return;
  const dead = conduct.buried(queue, message, why);
  const { queues } = conduct.route(virtualHost, exchange, dead);
  for (const other of queues) if (!conduct.isCircle(other, dead, why)) other.put(dead);
}

/** The message as it goes to the dead-letter exchange: another address, its death on record, and no expiration. */
function buried(queue: Queue, message: Message, why: DeathReason): Message {
  const { conduct, policy } = queue;
  const recorded = conduct.withDeath(queue, message, why);
  const isReaddressed = policy.deadLetterRoutingKey !== undefined;
  const headers = isReaddressed ? { entries: recorded.entries.filter(({ name }) => name !== 'CC') } : recorded;
  const propertyList = changedProperties(message.propertyList, ({ expiration: _, ...given }) => ({
    ...given,
    ...(headers.entries.length > 0 ? { headers } : {}),
  }));
  const routingKey = conduct.deadLetterKey(queue, message);
  return {
    ...message,
    exchange: policy.deadLetterExchange ?? '',
    routingKey,
    routingKeys: routingKey === message.routingKey ? message.routingKeys : [routingKey],
    headers,
    propertyList,
    expiration: undefined,
  };
}

function deadLetterKey({ policy }: Queue, message: Message): string {
  return policy.deadLetterRoutingKey ?? message.routingKey;
}

/** The latest death stands first; dying again of the same in the same queue counts up. */
function withDeath(queue: Queue, message: Message, why: DeathReason): FieldTable {
  const { headers, exchange, routingKey, expiration } = message;
  const isSame = (death: FieldTable) => textIn(death, 'queue') === queue.name && textIn(death, 'reason') === why;
  const before = deathsIn(headers);
  // What a publisher put there may be any number.
  const count = BigInt.asIntN(64, 1n + (wholeIn(before.find(isSame), 'count') ?? 0n));
  const death: FieldTable = {
    entries: [
      { name: 'count', value: { type: 'l', value: count } },
      text('reason', why),
      text('queue', queue.name),
      { name: 'time', value: { type: 'T', value: BigInt(Math.floor(Date.now() / 1000)) } },
      text('exchange', exchange),
      { name: 'routing-keys', value: { type: 'A', value: [{ type: 'S', value: routingKey }] } },
      ...(expiration === undefined ? [] : [text('original-expiration', String(expiration))]),
    ],
  };
  const deaths = [death, ...before.filter((other) => !isSame(other))];
  const first = [
    text('x-first-death-exchange', exchange),
    text('x-first-death-queue', queue.name),
    text('x-first-death-reason', why),
  ].filter(({ name }) => argumentOf(headers, name) === undefined);
  const record: FieldTableEntry = {
    name: 'x-death',
    value: { type: 'A', value: deaths.map((value): FieldTableValue => ({ type: 'F', value })) },
  };
  return { entries: [...headers.entries.filter(({ name }) => name !== 'x-death'), record, ...first] };
}

/** It died in that queue before, and no consumer has rejected it since: by itself it would go round for ever. */
function isCircle(queue: Queue, { headers }: Message, why: DeathReason): boolean {
  if (why === 'rejected') return false;
  const deaths = deathsIn(headers);
  const at = deaths.findIndex((death) => textIn(death, 'queue') === queue.name);
  return at >= 0 && deaths.slice(0, at + 1).every((death) => textIn(death, 'reason') !== 'rejected');
}

function deathsIn(headers: FieldTable): readonly FieldTable[] {
  const value = argumentOf(headers, 'x-death')?.value;
  return Array.isArray(value) ? value.map((item) => item.value).filter(isTable) : [];
}

const text = (name: string, value: string): FieldTableEntry => ({ name, value: { type: 'S', value } });

function textIn(table: FieldTable, name: string): string {
  return String(argumentOf(table, name)?.value ?? '');
}

function wholeIn(table: FieldTable | undefined, name: string): bigint | undefined {
  const value = table && argumentOf(table, name);
  return value && wholeNumber(value);
}
