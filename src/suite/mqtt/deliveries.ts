import { Buffer } from 'node:buffer';
import type { Publish, Qos } from '../../codec/mqtt/packet.js';
import { wirePayload } from '../wire-name.js';
import type { MqttClient } from './client.js';
import { identifierOf, isPublish, type MqttFrame, type Received } from './frame.js';
import { deliveryOf } from './messages.js';

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
    const packet = received.frame.packet as Publish;
    if (Buffer.compare(packet.payload, end) === 0) break;
    if (Buffer.compare(packet.payload, wanted) === 0 && !packet.dup) copies.push(received);
  }
  const words = copies.map((copy) => `QoS ${(copy.frame.packet as Publish).qos}`);
  const best = copies.some((copy) => (copy.frame.packet as Publish).qos === qos);
  if (copies.length <= most && best) return;
  const actual = copies.length === 0 ? 'no copy' : `${copies.length} copies: ${words.join(', ')}`;
  throw link.failure(expected, actual, copies.at(-1), 'QoS');
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
