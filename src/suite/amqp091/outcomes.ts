import { ExpectationFailed } from '../../result/expectation.js';
import { describe, evidence, expectMessage, surprise } from './answers.js';
import { wireName } from './names.js';
import type { AmqpSpeaker } from './speaker.js';

/** What must hold where the broker chose one of several answers; the second cell of a reaction says which. */
export function outcomeOf(text: string): ((client: AmqpSpeaker) => Promise<void>) | undefined {
  for (const { says, check } of OUTCOMES) {
    const words = says.exec(text);
    if (words !== null) return (client) => check(client, ...words.slice(1));
  }
  return undefined;
}

const OUTCOMES: readonly {
  readonly says: RegExp;
  readonly check: (client: AmqpSpeaker, ...words: string[]) => Promise<void>;
}[] = [
  { says: /^"(.+)" leads to "(.+)"$/, check: leadsTo },
  { says: /^"(.+)" keeps its consumer$/, check: keepsConsumer },
  { says: /^the channel goes on$/, check: (client) => client.synchronise(1) },
  { says: /^frames keep to the proposal$/, check: framesKeepToProposal },
  { says: /^channels keep to the proposal$/, check: channelsKeepToProposal },
];

/** That key, on the default exchange, is a way to that queue. */
async function leadsTo(client: AmqpSpeaker, key = '', queue = ''): Promise<void> {
  client.publish(1, { 'routing-key': wireName(client.world, key) }, {}, new Uint8Array(1));
  client.send('basic.get', { queue: wireName(client.world, queue), 'no-ack': true });
  await expectMessage(client, 'basic.get-ok', 1, `what was published with the key "${key}" in "${queue}"`);
}

/** What is published to that queue is delivered, to the consumer on channel 1. */
async function keepsConsumer(client: AmqpSpeaker, queue = ''): Promise<void> {
  client.publish(1, { 'routing-key': wireName(client.world, queue) }, {}, new Uint8Array(1));
  await expectMessage(client, 'basic.deliver', 1, `a delivery to the consumer of "${queue}"`);
}

/** A body of several times the proposal comes in several frames: `expectMessage` looks at each. */
async function framesKeepToProposal(client: AmqpSpeaker): Promise<void> {
  const size = 3 * Number(client.offered['frame-max'] ?? 0);
  await client.useChannel(1);
  const declared = await client.call('queue.declare', { exclusive: true });
  const queue = String(declared?.frame.arguments.queue ?? '');
  client.publish(1, { 'routing-key': queue }, {}, new Uint8Array(size));
  client.send('basic.get', { queue, 'no-ack': true });
  await expectMessage(client, 'basic.get-ok', 1, `a message of ${size} octets`);
}

async function channelsKeepToProposal(client: AmqpSpeaker): Promise<void> {
  const beyond = Number(client.offered['channel-max'] ?? 0) + 1;
  if (beyond === 1 || beyond > 0xffff) return;
  client.send('channel.open', {}, beyond);
  const event = await client.take(() => true);
  if (event.kind === 'method' && event.frame.method === 'channel.open-ok') {
    throw new ExpectationFailed([`no channel ${beyond}`], describe(client, event), evidence(event));
  }
  const isRefusal = event.kind === 'closed' || (event.kind === 'method' && event.frame.method === 'connection.close');
  if (!isRefusal) throw surprise(client, [`no channel ${beyond}`], event);
}
