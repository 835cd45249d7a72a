import { type describe, isEnding, isMethod, surprise } from './answers.js';
import type { AmqpClient } from './client.js';
import type { Heard } from './heard.js';

/** Which of the publishes `first` to `last` of a channel in confirm mode have their answer. */
export class Coverage {
  private readonly owed = new Set<number>();

  constructor(
    private readonly first: number,
    private readonly last: number,
  ) {
    for (let tag = first; tag <= last; tag += 1) this.owed.add(tag);
  }

  get isComplete(): boolean {
    return this.owed.size === 0;
  }

  /** False where it answers nothing that is owed: a number that is none of these, or that was answered before. */
  take(tag: number, multiple: boolean): boolean {
    if (tag < this.first || tag > this.last) return false;
    const covered = multiple ? [...this.owed].filter((owed) => owed <= tag) : [tag].filter((one) => this.owed.has(one));
    for (const one of covered) this.owed.delete(one);
    return covered.length > 0;
  }

  toString(): string {
    return [...this.owed].join(', ');
  }
}

/** Every one of these publishes is acknowledged, once, and nothing else is. They may come together and in any order. */
export async function expectConfirms(client: AmqpClient, channel: number, first: number, last: number): Promise<void> {
  const coverage = new Coverage(first, last);
  while (!coverage.isComplete) {
    const event = await client.take((heard) => isConfirm(heard, channel) || isEnding(heard, channel));
    if (covers(coverage, event)) continue;
    throw surprise(client, [`basic.ack for publish ${coverage}, each once`], event);
  }
  await client.synchronise(channel);
  const [extra] = client.unread.filter((heard) => isConfirm(heard, channel));
  if (extra !== undefined) throw surprise(client, [`no confirm beyond those of publishes ${first} to ${last}`], extra);
}

/** Deliveries, returns and confirms as many as are due, in whatever order, each whole before the next. */
export async function expectMixed(client: AmqpClient, deliveries: number, returns: number, confirms: number) {
  const coverage = new Coverage(1, confirms);
  const due = { 'basic.deliver': deliveries, 'basic.return': returns };
  while (!(coverage.isComplete && due['basic.deliver'] === 0 && due['basic.return'] === 0)) {
    const event = await client.take(() => true);
    if (event.kind === 'message' && isDue(event.frame.method, due)) due[event.frame.method] -= 1;
    else if (!covers(coverage, event)) {
      const left = `${due['basic.deliver']} deliveries, ${due['basic.return']} returns`;
      throw surprise(client, [`${left}, confirms of publishes ${coverage || 'none'}; each whole`], event);
    }
  }
}

function covers(coverage: Coverage, event: Parameters<typeof describe>[1]): boolean {
  if (!isMethod(event, 'basic.ack')) return false;
  const { 'delivery-tag': tag, multiple } = event.frame.arguments;
  return coverage.take(Number(tag), multiple === true);
}

function isDue<Due extends object>(method: string, due: Due): method is Extract<keyof Due, string> {
  return method in due && due[method as keyof Due] !== 0;
}

const isConfirm = (heard: Heard, channel: number): boolean =>
  heard.kind === 'method' &&
  heard.channel === channel &&
  (heard.frame.method === 'basic.ack' || heard.frame.method === 'basic.nack');
