import type { Publish } from '../../protocol/mqtt/packet.js';
import { UsageError } from '../../result/expectation.js';
import type { Table } from '../words/table.js';
import { wirePayload } from '../words/wire-name.js';
import type { MqttClient } from './client.js';
import { hasPayload, isPublish, type Received } from './frame.js';

/** A message that several subscriptions of one client match: one copy for them all, or one for each. */

export interface ExpectedIdentifiers {
  readonly payload: string;
  /** The message that ends the counting. */
  readonly last: string;
  /** `in all copies` · `in a single copy` · `in each of several`, and the Subscription Identifiers. */
  readonly rows: Table;
}

/** Section 3.3.4 says of a single copy and of several what Subscription Identifiers they carry. */
export async function expectIdentifiers(client: MqttClient, wanted: ExpectedIdentifiers): Promise<void> {
  const copies = await copiesBefore(client, wanted);
  const found = copies.map(({ frame }) => [...((frame.packet as Publish).properties?.subscriptionIdentifier ?? [])]);
  for (const [where = '', cell = ''] of wanted.rows) {
    const test = TESTS[where];
    if (test === undefined) throw new UsageError(`"${where}" is no place of Subscription Identifiers`);
    if (test(found, cell)) continue;
    const expected = [`"${wanted.payload}" with the Subscription Identifiers ${cell} ${where}`];
    const words = found.map((one) => (one.length === 0 ? 'none' : one.join(', ')));
    const actual = copies.length === 0 ? 'no copy came' : `${copies.length} copies, with ${words.join('; ')}`;
    throw client.link.failure(expected, actual, copies.at(-1), 'Subscription Identifier');
  }
}

async function copiesBefore(
  { link }: MqttClient,
  { payload, last }: Pick<ExpectedIdentifiers, 'payload' | 'last'>,
): Promise<Received[]> {
  const expected = [`"${payload}", then "${last}"`];
  const [wanted, end] = [wirePayload(payload), wirePayload(last)];
  const copies: Received[] = [];
  for (;;) {
    const received = await link.expect({ expected, accepts: isPublish });
    if (hasPayload(received.frame, end)) return copies;
    if (hasPayload(received.frame, wanted)) copies.push(received);
  }
}

type Found = readonly (readonly number[])[];

const TESTS: Readonly<Record<string, (found: Found, cell: string) => boolean>> = {
  'in all copies': (found, cell) => {
    const all = new Set(found.flat());
    const wanted = numbers(cell);
    return wanted.every((one) => all.has(one)) && all.size === wanted.length;
  },
  'in a single copy': (found, cell) => found.length > 1 || sorted(found[0] ?? []) === sorted(numbers(cell)),
  'in each of several': (found, cell) => {
    if (found.length < 2) return true;
    const left = cell.split(' or ').map((one) => (one === 'none' ? '' : one));
    return found.every((one) => {
      const at = left.indexOf(one.join(', '));
      if (at >= 0) left.splice(at, 1);
      return at >= 0;
    });
  },
};

const numbers = (cell: string): number[] => cell.split(', ').map(Number);

const sorted = (list: readonly number[]): string => list.toSorted((one, other) => one - other).join(', ');
