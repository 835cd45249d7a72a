import type { Publish, Qos, Subscription } from '../../../protocol/mqtt/packet.js';
import { type StepDefinition, step, stepMaybeWith, stepWith } from '../../step.js';
import type { Table } from '../../words/table.js';
import { type WrittenName, wireTopic, writtenName } from '../../words/wire-name.js';
import { onlyMessage, type WrittenMessages } from '../../words/written-messages.js';
import type { World } from '../../world.js';
import { expectIdentifiers } from '../copies.js';
import {
  expectAtMost,
  expectCopies,
  expectNoDollarTopic,
  expectNoneWhereRefused,
  expectOnly,
  expectOtherIdentifier,
  expectOwnIdentifiers,
  expectUnlessRefused,
  needInFlight,
} from '../deliveries.js';
import {
  beSubscribed,
  expectMessage,
  publication,
  publish,
  type SubscribeRequest,
  subscribe,
  unsubscribe,
} from '../messages.js';
import { exceedReceiveMaximum, publishNumbered, receiveNumbered, shareNumbered } from '../numbered-messages.js';
import { packetFrom, subscriptionFrom } from '../packet-table.js';
import type { WrittenDelivery, WrittenPublish } from '../parameter-types.js';
import { mqttClient } from './client.js';

/** Messages and subscriptions of MQTT, each exchange to its end. */
export const MQTT_MESSAGE_STEPS: readonly StepDefinition[] = [
  step(
    '{client} publishes {messages} to {topic} at {qos}{publish}',
    (world: World, name: string, what: WrittenMessages, topic: WrittenName, qos: Qos, how: WrittenPublish) => {
      const client = mqttClient(world, name);
      if (what.numbered !== undefined) return publishNumbered(client, what.numbered, topic, qos);
      const message = publication(client, onlyMessage(what, 'a publish'), topic, qos, how.identifier);
      return publish(client, { ...message, retain: how.retain }, how.moment);
    },
    'does all that the QoS asks for: waits for PUBACK, or PUBREC, and PUBCOMP; numbered messages go in windows',
  ),
  stepWith(
    '{client} publishes to {topic} with',
    (world: World, name: string, topic: WrittenName, table: Table) => {
      const client = mqttClient(world, name);
      const message = packetFrom('PUBLISH', table, client.context) as Publish;
      return publish(client, { ...message, topic: wireTopic(topic, world.options.namespace) });
    },
    'the rows are the fields and properties of PUBLISH',
  ),
  stepWith(
    '{client} publishes in order',
    async (world: World, name: string, table: Table) => {
      const client = mqttClient(world, name);
      for (const [payload = '', topic = '', qos = 'QoS 0'] of table) {
        await publish(client, publication(client, payload, writtenName(topic), Number(qos.slice(-1)) as Qos));
      }
    },
    'rows of payload, topic and QoS, each exchange to its end',
  ),
  step(
    '{client} repeats that PUBLISH with DUP set',
    (world: World, name: string) => {
      const client = mqttClient(world, name);
      if (client.lastPublish !== undefined) client.link.send({ ...client.lastPublish, dup: true });
    },
    'what was published last, with its Packet Identifier',
  ),
  step(
    '{client} publishes {int} numbered messages to {topic} at {qos} while {client} subscribes to it {int} times',
    async (
      world: World,
      name: string,
      count: number,
      topic: WrittenName,
      qos: Qos,
      subscriber: string,
      times: number,
    ) => {
      const again = async () => {
        for (let done = 0; done < times; done++) {
          await subscribe(mqttClient(world, subscriber), toOne(world, topic, qos));
        }
      };
      await Promise.all([publishNumbered(mqttClient(world, name), count, topic, qos), again()]);
    },
    'both at once',
  ),
  step(
    '{client} is subscribed to {topic} at {qos}',
    (world: World, name: string, topic: WrittenName, qos: Qos) =>
      beSubscribed(mqttClient(world, name), toOne(world, topic, qos)),
    'SUBSCRIBE, granted as asked for; not applicable where the broker grants less',
  ),
  stepWith(
    '{client} is subscribed with',
    async (world: World, name: string, table: Table) => {
      for (const request of requests(world, table)) await beSubscribed(mqttClient(world, name), request);
    },
    'rows of a filter and `QoS 1, No Local`; granted as asked for',
  ),
  step(
    '{client} has a stored session, subscribed to {topic} at {qos}',
    async (world: World, name: string, topic: WrittenName, qos: Qos) => {
      const client = mqttClient(world, name);
      await client.connect(client.version === 5 ? STORED_SESSION_5 : STORED_SESSION_3);
      await beSubscribed(client, toOne(world, topic, qos));
      await client.disconnect();
    },
    'connected so that the session is kept, subscribed, and gone again',
  ),
  step(
    '{client} subscribes to {topic} at {qos}',
    async (world: World, name: string, topic: WrittenName, qos: Qos) => {
      await subscribe(mqttClient(world, name), toOne(world, topic, qos));
    },
    'SUBSCRIBE and its SUBACK, whatever it grants',
  ),
  step(
    '{client} tries to subscribe to {topic} at {qos}',
    async (world: World, name: string, topic: WrittenName, qos: Qos) => {
      const { link } = mqttClient(world, name);
      link.send({ type: 'SUBSCRIBE', packetIdentifier: 10, ...toOne(world, topic, qos) });
      await link.witness((frame) => frame.type === 'SUBACK');
    },
    'waits for SUBACK or the end, whatever it is',
  ),
  stepWith(
    '{client} subscribes with',
    async (world: World, name: string, table: Table) => {
      for (const request of requests(world, table)) await subscribe(mqttClient(world, name), request);
    },
    'rows of a filter and `QoS 1, No Local`; SUBSCRIBE and its SUBACK, whatever it grants',
  ),
  step(
    '{client} unsubscribes from {topic}',
    (world: World, name: string, topic: WrittenName) =>
      unsubscribe(mqttClient(world, name), [wireTopic(topic, world.options.namespace)]),
    'UNSUBSCRIBE and its UNSUBACK',
  ),
  step(
    '{client} withholds acknowledgements',
    (world: World, name: string) => withhold(world, name),
    'from here on no PUBACK, PUBREC or PUBCOMP goes out by itself',
  ),
  stepMaybeWith(
    '{client} receives {messages}{delivery}',
    async (world: World, name: string, what: WrittenMessages, delivery: WrittenDelivery, rows: Table) => {
      const client = mqttClient(world, name);
      if (what.numbered !== undefined && delivery.topic !== undefined)
        await receiveNumbered(client, what.numbered, delivery.topic);
      else await expectMessage(client, { payload: onlyMessage(what, 'a delivery'), ...delivery, rows });
    },
    'numbered messages come in the order of publishing; the rows name further fields of the PUBLISH',
  ),
  step(
    'before {string}, {client} receives {string} {int} time(s) at most, at least once at {qos}',
    (world: World, last: string, name: string, payload: string, most: number, qos: Qos) =>
      expectCopies(mqttClient(world, name), { payload, most, qos, last }),
    'the message named first ends the counting; repeats with DUP 1 do not count',
  ),
  stepWith(
    'before {string}, {client} receives no message but',
    (world: World, last: string, name: string, table: Table) =>
      expectOnly(mqttClient(world, name), { permitted: table.map(([payload = '']) => payload), last }),
    'the rows are the payloads that may come, none of them must; the message named first ends the counting',
  ),
  step(
    'no message {string} comes to {client}, whose subscription was refused',
    (world: World, payload: string, name: string) => expectNoneWhereRefused(mqttClient(world, name), payload),
    'up to a fence; not applicable where the broker granted it',
  ),
  step(
    '{client} receives {string} on {topic} and, before it, nothing on a topic that begins with $',
    (world: World, name: string, payload: string, topic: WrittenName) =>
      expectNoDollarTopic(mqttClient(world, name), payload, topic),
  ),
  step(
    '{client} receives {string} on {topic}, unless the broker refused {client} or {client}',
    (world: World, name: string, payload: string, topic: WrittenName, one: string, other: string) =>
      expectUnlessRefused(mqttClient(world, name), payload, topic, [mqttClient(world, one), mqttClient(world, other)]),
    'by a code in SUBACK or the end of the connection',
  ),
  step(
    '{client} has received {int} message(s) at most',
    (world: World, name: string, most: number) => expectAtMost(mqttClient(world, name), most),
    'at QoS 1 and 2, up to a fence',
  ),
  stepWith(
    'before {string}, {client} receives {string} with the Subscription Identifiers',
    (world: World, last: string, name: string, payload: string, rows: Table) =>
      expectIdentifiers(mqttClient(world, name), { payload, last, rows }),
    'rows: `in all copies`, `in a single copy` or `in each of several`, and the identifiers',
  ),
  step(
    '{clients} share the {int} numbered messages on {topic}',
    (world: World, names: string[], count: number, topic: WrittenName) =>
      shareNumbered(
        names.map((name) => mqttClient(world, name)),
        count,
        topic,
      ),
    "each message goes to one of them, which one is the broker's choice",
  ),
  step(
    '{client} publishes one unreleased message more to {topic} at QoS 2 than the broker permits',
    (world: World, name: string, topic: WrittenName) => exceedReceiveMaximum(mqttClient(world, name), topic),
    'by the Receive Maximum of its CONNACK',
  ),
  step(
    '{client} has received {int} messages and acknowledged none',
    (world: World, name: string, count: number) => needInFlight(mqttClient(world, name), count),
    'not applicable where the broker keeps fewer in flight',
  ),
  step(
    'no two messages that {client} receives have the same Packet Identifier',
    (world: World, name: string) => expectOwnIdentifiers(mqttClient(world, name)),
    'up to a fence; none of them is acknowledged',
  ),
  step(
    'no message that {client} receives has the Packet Identifier of {string}',
    (world: World, name: string, payload: string) => expectOtherIdentifier(mqttClient(world, name), payload),
    'up to a fence; of a message whose exchange is not over',
  ),
  stepWith(
    '{client} receives in order',
    async (world: World, name: string, table: Table) => {
      for (const [payload = '', topic, qos] of table) {
        await expectMessage(mqttClient(world, name), {
          payload,
          next: true,
          ...(topic === undefined ? {} : { topic: writtenName(topic) }),
          ...(qos === undefined ? {} : { qos: Number(qos.slice(-1)) as Qos }),
        });
      }
    },
    'rows of payload, topic and QoS, and no other message between them',
  ),
];

const STORED_SESSION_3: Table = [['Clean Session', '0']];
const STORED_SESSION_5: Table = [
  ['Clean Start', '0'],
  ['Session Expiry Interval', '600'],
];

/** A SUBSCRIBE to one filter. */
const toOne = (world: World, filter: WrittenName, qos: Qos): SubscribeRequest => ({
  subscriptions: [{ topicFilter: wireTopic(filter, world.options.namespace), qos }],
});

/**
 * Rows of a filter and `QoS 1`, with further options behind a comma: one SUBSCRIBE for them all, but for rows with a
 * `Subscription Identifier 5`, which is a SUBSCRIBE's own.
 */
function requests(world: World, table: Table): SubscribeRequest[] {
  const made: { identifier: number | undefined; subscriptions: Subscription[] }[] = [];
  for (const [filter = '', options = 'QoS 0'] of table) {
    const number = /Subscription Identifier (\d+)/.exec(options)?.[1];
    const identifier = number === undefined ? undefined : Number(number);
    const subscription = subscriptionFrom(`${filter} at ${options}`, world.options.namespace);
    const same = identifier === undefined ? made.find((one) => one.identifier === undefined) : undefined;
    if (same === undefined) made.push({ identifier, subscriptions: [subscription] });
    else same.subscriptions.push(subscription);
  }
  return made.map(({ identifier, subscriptions }) => ({
    subscriptions,
    ...(identifier === undefined ? {} : { properties: { subscriptionIdentifier: [identifier] } }),
  }));
}

function withhold(world: World, name: string): void {
  const client = mqttClient(world, name);
  client.acknowledging = false;
  if (client.isOnline) client.link.acknowledging = false;
}
