import { Buffer } from 'node:buffer';
import { setTimeout as wait } from 'node:timers/promises';
import type { Publish, Qos } from '../../protocol/mqtt/packet.js';
import { NotApplicable } from '../../result/expectation.js';
import { patience } from '../run/patience.js';
import { type WrittenName, wireTopic } from '../words/wire-name.js';
import type { MqttClient } from './client.js';
import { isPublish, type MqttFrame } from './frame.js';
import { packetWanted } from './wanted.js';

/** A broker may take few messages at once: more are not sent before earlier ones are acknowledged. */
const largestWindow = 20;

/** `message 1`, `message 2` …, in windows; each window is acknowledged, or at QoS 0 fenced, before the next. */
export async function publishNumbered(client: MqttClient, count: number, name: WrittenName, qos: Qos): Promise<void> {
  const { link } = client;
  const topic = wireTopic(name, client.world.options.namespace);
  const windowSize = Math.min(largestWindow, client.announced.receiveMaximum ?? largestWindow);
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

/** Members of one shared subscription: each message goes to one of them. Which one, is the broker's choice. */
export async function shareNumbered(clients: readonly MqttClient[], count: number, name: WrittenName): Promise<void> {
  const [first] = clients;
  if (first === undefined) return;
  const topic = wireTopic(name, first.world.options.namespace);
  const goOn = patience(first.world);
  const expected = [`each of "message 1" to "message ${count}" on "${name.text}", to one of the members`];
  for (;;) {
    for (const { link } of clients) await link.fence();
    const came = clients.flatMap((client) => numberedOn(client, topic));
    const owners = new Map<number, string>();
    for (const { client, received, number } of came) {
      const owner = owners.get(number);
      if (owner !== undefined) {
        const actual = `"message ${number}" came to ${owner} and to ${client.name}`;
        throw client.link.failure(expected, actual, received, 'Payload');
      }
      owners.set(number, client.name);
    }
    if (owners.size === count) return;
    if (!(await goOn())) throw first.link.failure(expected, `${owners.size} messages of ${count} came`);
    await wait(10);
  }
}

function numberedOn(client: MqttClient, topic: string) {
  return client.link.received.flatMap((received) => {
    const { frame } = received;
    const number = isPublish(frame) && frame.packet.topic === topic && !frame.packet.dup ? numberOf(frame.packet) : 0;
    return number === 0 ? [] : [{ client, received, number }];
  });
}

/** A broker's Receive Maximum that is larger cannot be reached in reasonable time. */
const mostUnreleased = 1000;

/** Sends as many QoS 2 messages at once as CONNACK permits and one more, and reads the PUBRECs of those that it permits. */
export async function exceedReceiveMaximum(client: MqttClient, name: WrittenName): Promise<void> {
  const { link } = client;
  const { receiveMaximum = 65_535 } = client.announced;
  if (receiveMaximum > mostUnreleased) throw new NotApplicable(`CONNACK permits ${receiveMaximum} messages at once`);
  const topic = wireTopic(name, client.world.options.namespace);
  for (let number = 1; number <= receiveMaximum + 1; number++) {
    const packetIdentifier = client.nextIdentifier();
    const payload = payloadOf(number);
    link.send({ type: 'PUBLISH', dup: false, qos: 2, retain: false, topic, packetIdentifier, payload });
  }
  for (let answered = 0; answered < receiveMaximum; answered++) {
    const event = await link.take((frame) => frame.type === 'PUBREC');
    if (event.kind !== 'frame') return;
  }
}

const payloadOf = (number: number): Buffer => Buffer.from(`message ${number}`);

function numberOf({ payload }: Publish): number {
  const found = /^message (\d+)$/.exec(Buffer.from(payload).toString('latin1'));
  return found === null ? 0 : Number(found[1]);
}
