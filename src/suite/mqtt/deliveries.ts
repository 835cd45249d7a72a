import type { Publish, Qos } from '../../protocol/mqtt/packet.js';
import { NotApplicable } from '../../result/expectation.js';
import { type WrittenName, wirePayload } from '../words/wire-name.js';
import type { MqttClient } from './client.js';
import { hasPayload, identifierOf, isPublish, type MqttFrame, type Received } from './frame.js';
import { deliveryOf, expectMessage } from './messages.js';
import { codesOf } from './reaction.js';

/** Expectations of several deliveries at once. */

export interface ExpectedCopies {
  readonly payload: string;
  readonly most: number;
  /** One copy at least has this. */
  readonly qos: Qos;
  /** The message that ends the counting. */
  readonly last: string;
}

/** Overlapping subscriptions permit one copy each; one of them must have the highest QoS. */
export async function expectCopies(client: MqttClient, { payload, most, qos, last }: ExpectedCopies): Promise<void> {
  const { link } = client;
  const end = wirePayload(last);
  const wanted = wirePayload(payload);
  const expected = [`"${payload}" at most ${most} times, once at least at QoS ${qos}`];
  const copies: Received[] = [];
  for (;;) {
    const received = await link.expect({ expected, accepts: isPublish });
    if (hasPayload(received.frame, end)) break;
    if (hasPayload(received.frame, wanted) && !received.frame.packet.dup) copies.push(received);
  }
  const words = copies.map((copy) => `QoS ${(copy.frame.packet as Publish).qos}`);
  const best = copies.some((copy) => (copy.frame.packet as Publish).qos === qos);
  if (copies.length <= most && best) return;
  const actual = copies.length === 0 ? 'no copy' : `${copies.length} copies: ${words.join(', ')}`;
  throw link.failure(expected, actual, copies.at(-1), 'QoS');
}

/** Up to the message `last` no other payload may come than those permitted; none of them must. */
export async function expectOnly(
  client: MqttClient,
  { permitted, last }: { readonly permitted: readonly string[]; readonly last: string },
): Promise<void> {
  const { link } = client;
  const expected = [`before "${last}" nothing but ${permitted.map((one) => `"${one}"`).join(', ')}`];
  const end = wirePayload(last);
  const payloads = permitted.map((one) => wirePayload(one));
  for (;;) {
    const received = await link.expect({ expected, accepts: isPublish });
    if (hasPayload(received.frame, end)) return;
    if (!payloads.some((payload) => hasPayload(received.frame, payload))) {
      throw link.failure(expected, link.inWords(received), received, 'Payload');
    }
  }
}

/** A fence, where the connection is open: the message must not have come before it. A filter that was granted may deliver. */
export async function expectNoneWhereRefused(client: MqttClient, payload: string): Promise<void> {
  const { link } = client;
  const suback = link.received.find(({ frame }) => frame.type === 'SUBACK');
  if (suback !== undefined && codesOf(suback.frame).some((code) => code < 0x80)) {
    throw new NotApplicable('the broker granted the filter, which is a matter of another statement');
  }
  if (!link.isClosed) await link.fence();
  const unwanted = wirePayload(payload);
  const stray = link.received.find(({ frame }) => hasPayload(frame, unwanted));
  if (stray !== undefined) throw link.failure([`no message "${payload}"`], link.inWords(stray), stray, 'Payload');
}

export async function expectNoDollarTopic(client: MqttClient, payload: string, topic: WrittenName): Promise<void> {
  const { link } = client;
  await expectMessage(client, { payload, topic });
  const stray = link.received.find(({ frame }) => isPublish(frame) && frame.packet.topic.startsWith('$'));
  if (stray === undefined) return;
  throw link.failure(['no message on a topic that begins with $'], link.inWords(stray), stray, 'Topic Name');
}

/** A broker may have a limit and say so, by a code in SUBACK or the close. Where it took all, it must deliver. */
export async function expectUnlessRefused(
  client: MqttClient,
  payload: string,
  topic: WrittenName,
  asked: readonly MqttClient[],
): Promise<void> {
  for (const { link } of asked) {
    if ((await link.fence()).kind === 'closed') return;
    const refused = ({ frame }: Received) => frame.type === 'SUBACK' && codesOf(frame).some((code) => code >= 0x80);
    if (link.received.some(refused)) return;
  }
  await expectMessage(client, { payload, topic });
}

/** What came on this connection before a fence: at QoS 1 and 2, each message that the client was sent. */
export async function expectAtMost(client: MqttClient, most: number): Promise<void> {
  const { link } = client;
  await link.fence();
  const sent = link.received.filter(({ frame }) => isPublish(frame) && frame.packet.qos > 0);
  if (sent.length <= most) return;
  const messages = most === 1 ? 'one message' : `${most} messages`;
  throw link.failure([`${messages} at most`], `${sent.length} messages`, sent[most], 'Packet Identifier');
}

/** How many messages a broker keeps in flight is its own affair; a scenario may need several. */
export async function needInFlight(client: MqttClient, count: number): Promise<void> {
  const { link } = client;
  for (let seen = 0; seen < count; seen++) {
    const event = await link.take(isPublish);
    if (event.kind !== 'frame') {
      throw new NotApplicable(`the broker keeps fewer than ${count} messages in flight to a client`);
    }
  }
}

/** Whatever has come, and comes before a fence, unacknowledged: each under an identifier of its own. */
export async function expectOwnIdentifiers(client: MqttClient): Promise<void> {
  const { link } = client;
  const expected = ['each unacknowledged message has a Packet Identifier of its own'];
  const first = await link.expect({ expected, accepts: isPublish });
  await link.fence();
  const seen = new Set([identifierOf(first.frame)]);
  for (const received of link.unread().filter(({ frame }) => isFirstDelivery(frame))) {
    const identifier = identifierOf(received.frame);
    if (seen.has(identifier)) throw link.failure(expected, link.inWords(received), received, 'Packet Identifier');
    seen.add(identifier);
  }
}

/** The identifier of a message whose exchange is not over: no other message may come under it before a fence. */
export async function expectOtherIdentifier(client: MqttClient, payload: string): Promise<void> {
  const { link } = client;
  const taken = deliveryOf(client, payload);
  const identifier = identifierOf(taken.frame);
  await link.fence();
  const after = link.received.slice(link.received.indexOf(taken) + 1);
  const clash = after.find(({ frame }) => isFirstDelivery(frame) && identifierOf(frame) === identifier);
  if (clash === undefined) return;
  const expected = [`no new message under Packet Identifier ${identifier}, which is in use`];
  throw link.failure(expected, link.inWords(clash), clash, 'Packet Identifier');
}

const isFirstDelivery = (frame: MqttFrame): boolean => isPublish(frame) && frame.packet.qos > 0 && !frame.packet.dup;
