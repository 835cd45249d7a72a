import { Buffer } from 'node:buffer';
import type { GivenArguments } from '../../protocol/amqp091/encode.js';
import type { FieldTableValue } from '../../protocol/amqp091/frame.js';
import type { Capabilities } from '../capabilities.js';
import { isMethod } from './answers.js';
import type { AmqpClient } from './client.js';

/**
 * What nothing announces: transactions are there if they can be selected; an extension that lives in arguments or
 * properties is there if a right value is taken and a wrong one is not. Who does not know it takes both alike.
 */
export async function probeUnannounced(client: AmqpClient): Promise<Capabilities> {
  const found: Record<string, boolean | string> = {};
  const transactions = await ask(client, (one) => one.send('tx.select'));
  found.transactions = transactions === 'tx.select-ok' || 'tx.select is refused';
  for (const { capability, words, attempt, right, wrong, granted } of TRIALS) {
    const first = await ask(client, (one) => attempt(one, right));
    const second = await ask(client, (one) => attempt(one, wrong));
    if (first !== granted) found[capability] = `${words} is refused`;
    else found[capability] = second !== granted || `a wrong ${words} is taken like a right one`;
  }
  return found;
}

interface Trial {
  readonly capability: string;
  readonly words: string;
  readonly attempt: (client: AmqpClient, value: FieldTableValue) => void;
  readonly right: FieldTableValue;
  readonly wrong: FieldTableValue;
  /** The method that says yes. */
  readonly granted: string;
}

const text = (value: string): FieldTableValue => ({ type: 'S', value });
const number = (value: number): FieldTableValue => ({ type: 'I', value });

const TRIALS: readonly Trial[] = [
  ofQueue('messageTtl', 'x-message-ttl', number(60_000), text('long')),
  ofQueue('queueExpiry', 'x-expires', number(60_000), text('long')),
  ofQueue('maxLength', 'x-max-length', number(10), text('ten')),
  ofQueue('deadLettering', 'x-dead-letter-exchange', text('amq.fanout'), number(1)),
  ofQueue('maxPriority', 'x-max-priority', number(10), text('ten')),
  ofQueue('singleActiveConsumer', 'x-single-active-consumer', { type: 't', value: true }, text('one')),
  ofQueue('queueTypes', 'x-queue-type', text('classic'), text('conformance-none')),
  ofMessage('messageExpiration', 'expiration', text('60000'), text('long'), ({ value }) => ({
    expiration: String(value),
  })),
  ofMessage('senderSelectedKeys', 'CC', { type: 'A', value: [] }, text('none'), (value) => ({
    headers: { entries: [{ name: 'CC', value }] },
  })),
];

function ofQueue(capability: string, name: string, right: FieldTableValue, wrong: FieldTableValue): Trial {
  const attempt = (client: AmqpClient, value: FieldTableValue) =>
    void client.send('queue.declare', { exclusive: true, arguments: { entries: [{ name, value }] } });
  return { capability, words: name, attempt, right, wrong, granted: 'queue.declare-ok' };
}

/** Published to no queue, so that it comes back. */
function ofMessage(
  capability: string,
  words: string,
  right: FieldTableValue,
  wrong: FieldTableValue,
  properties: (value: FieldTableValue) => GivenArguments,
): Trial {
  const attempt = (client: AmqpClient, value: FieldTableValue) => {
    const key = `${client.world.options.namespace.prefix}.nowhere`;
    client.publish(1, { 'routing-key': key, mandatory: true }, properties(value), Buffer.from('probe'));
  };
  return { capability, words, attempt, right, wrong, granted: 'basic.return' };
}

/** The method that answers; `undefined` for the end of the connection, and for silence. Each finds an open channel 1. */
async function ask(client: AmqpClient, attempt: (client: AmqpClient) => void): Promise<string | undefined> {
  if (!client.isOpen) await client.connect();
  await client.useChannel(1);
  attempt(client);
  const event = await client.take((heard) => heard.kind === 'method' || heard.kind === 'message');
  if (isMethod(event, 'channel.close')) client.send('channel.close-ok');
  if (isMethod(event, 'connection.close')) client.send('connection.close-ok');
  // The transaction that was selected must not outlive its trial.
  if (isMethod(event, 'tx.select-ok')) await client.call('channel.close', { 'reply-code': 200 }, 1);
  return event.kind === 'method' || event.kind === 'message' ? event.frame.method : undefined;
}
