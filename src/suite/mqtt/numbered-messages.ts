import { Buffer } from 'node:buffer';
import type { Publish, Qos } from '../../codec/mqtt/packet.js';
import { type WrittenName, wireTopic } from '../wire-name.js';
import type { MqttClient } from './client.js';
import { isPublish, type MqttFrame } from './frame.js';
import { packetWanted } from './link.js';

/** A broker may keep few messages in flight: more are not sent before earlier ones are acknowledged. */
const windowSize = 20;

/** `message 1`, `message 2` …, in windows; each window is acknowledged, or at QoS 0 fenced, before the next. */
export async function publishNumbered(client: MqttClient, count: number, name: WrittenName, qos: Qos): Promise<void> {
  const { link } = client;
  const topic = wireTopic(name, client.world.options.namespace);
  for (let first = 1; first <= count; first += windowSize) {
    const identifiers: number[] = [];
    for (let number = first; number < first + windowSize && number <= count; number++) {
      const message: Publish = { type: 'PUBLISH', dup: false, qos, retain: false, topic, payload: payloadOf(number) };
      const packetIdentifier = client.nextIdentifier();
      link.send(qos === 0 ? message : { ...message, packetIdentifier });
      identifiers.push(packetIdentifier);
    }
    if (qos === 0) {
      link.send({ type: 'PINGREQ' });
      await link.expect(packetWanted('PINGRESP'));
    } else {
      await settle(client, qos, identifiers);
    }
  }
}

async function settle({ link }: MqttClient, qos: Qos, identifiers: readonly number[]): Promise<void> {
  if (qos === 1) {
    for (const identifier of identifiers) await link.expect(packetWanted('PUBACK', identifier));
    return;
  }
  for (const packetIdentifier of identifiers) {
    await link.expect(packetWanted('PUBREC', packetIdentifier));
    link.send({ type: 'PUBREL', packetIdentifier });
  }
  for (const identifier of identifiers) await link.expect(packetWanted('PUBCOMP', identifier));
}

/** All of them, ascending. At QoS 0 some may be missing; a repeat (DUP 1) of an earlier one may come in between. */
export async function receiveNumbered(client: MqttClient, count: number, name: WrittenName): Promise<void> {
  const { link } = client;
  const topic = wireTopic(name, client.world.options.namespace);
  const numbered = (frame: MqttFrame) => isPublish(frame) && frame.packet.topic === topic && numberOf(frame.packet) > 0;
  let last = 0;
  while (last < count) {
    const expected = [`"message ${last + 1}" on "${name.text}", in the order of publishing`];
    const received = await link.expect({ expected, accepts: numbered });
    const packet = received.frame.packet as Publish;
    const number = numberOf(packet);
    if (packet.dup && number <= last) continue;
    const inOrder = packet.qos === 0 ? number > last : number === last + 1;
    if (!inOrder) throw link.failure(expected, `"message ${number}" after "message ${last}"`, received, 'Payload');
    last = number;
  }
}

const payloadOf = (number: number): Buffer => Buffer.from(`message ${number}`);

function numberOf({ payload }: Publish): number {
  const found = /^message (\d+)$/.exec(Buffer.from(payload).toString('latin1'));
  return found === null ? 0 : Number(found[1]);
}
