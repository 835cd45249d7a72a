import type { Acknowledgement, Publish, Qos, Suback, Subscribe } from '../../protocol/mqtt/packet.js';
import { payloadText } from '../../protocol/payload-text.js';
import { ExpectationFailed, NotApplicable, TargetUnreachable } from '../../result/expectation.js';
import type { Table } from '../words/table.js';
import { type WrittenName, wirePayload, wireTopic } from '../words/wire-name.js';
import type { World } from '../world.js';
import { hasPayload, identifierOf, isPublish, type MqttFrame, type Received } from './frame.js';
import type { Link } from './link.js';
import { mismatch } from './packet-fields.js';
import { packetWanted } from './wanted.js';

/** What a correct client does with messages: publish, subscribe, receive, each to its end. */

/** What it takes of a client. */
export interface Correspondent {
  readonly name: string;
  readonly world: World;
  /** The network connection as it is, open or not. */
  readonly link: Link;
  /** Every packet received on any connection, in order. */
  readonly received: readonly Received[];
  /** The message that "repeats that PUBLISH" speaks of. */
  lastPublish: Publish | undefined;
  /** A Packet Identifier that no step names. */
  nextIdentifier(): number;
  connect(): Promise<void>;
  /** Somebody else on the same broker, whose names nobody here subscribes to. */
  stranger(): Correspondent;
}

export type Moment = 'PUBLISH' | 'PUBACK' | 'PUBREC' | 'PUBREL' | 'PUBCOMP';

export function publication(
  client: Correspondent,
  payload: string,
  topic: WrittenName,
  qos: Qos,
  identifier?: number,
): Publish {
  return {
    type: 'PUBLISH',
    dup: false,
    qos,
    retain: false,
    topic: wireTopic(topic, client.world.options.namespace),
    ...(qos === 0 ? {} : { packetIdentifier: identifier ?? client.nextIdentifier() }),
    payload: wirePayload(payload),
  };
}

/** Sends a message and does what its QoS asks for, up to and including `moment`; all of it unless told. */
export async function publish(client: Correspondent, message: Publish, moment?: Moment): Promise<void> {
  const { link } = client;
  const { qos, packetIdentifier = 0 } = message;
  const identifier = qos > 0 && packetIdentifier === 0 ? client.nextIdentifier() : packetIdentifier;
  const sent = qos === 0 ? message : { ...message, packetIdentifier: identifier };
  link.send(sent);
  client.lastPublish = sent;
  if (qos === 0 || moment === 'PUBLISH') return;
  unsettled.add(client.world);
  if (qos === 1) {
    await link.expect(packetWanted('PUBACK', identifier));
    return;
  }
  const pubrec = await link.expect(packetWanted('PUBREC', identifier));
  const code = (pubrec.frame.packet as Acknowledgement | undefined)?.reasonCode ?? 0;
  if (moment === 'PUBREC' || code >= 0x80) return;
  link.send({ type: 'PUBREL', packetIdentifier: identifier });
  if (moment !== 'PUBREL') await link.expect(packetWanted('PUBCOMP', identifier));
}

/** Where messages were acknowledged that the broker may not have handed round yet. */
const unsettled = new WeakSet<World>();

/**
 * A broker may acknowledge a message first and hand it round afterwards: who subscribes or comes back in between gets it
 * as a message of the moment, and nothing is wrong with that. The message of a stranger goes the same way behind it.
 */
export async function settle(client: Correspondent): Promise<void> {
  if (!unsettled.delete(client.world)) return;
  const stranger = client.stranger();
  try {
    await stranger.connect();
    const message = publication(stranger, 'settled', { text: 'settled', exact: false }, 1);
    await subscribe(stranger, { subscriptions: [{ topicFilter: message.topic, qos: 0 }] });
    await publish(stranger, message);
    await stranger.link.take(isPublish, 500);
  } catch (error) {
    // A broker that does not serve strangers is not this scenario's matter.
    if (!(error instanceof ExpectationFailed || error instanceof TargetUnreachable)) throw error;
  } finally {
    void stranger.world.dispose();
  }
}

export type SubscribeRequest = Omit<Subscribe, 'type' | 'packetIdentifier'>;

/** Sends SUBSCRIBE and waits for its SUBACK, whatever it grants. */
export async function subscribe(client: Correspondent, request: SubscribeRequest): Promise<Suback> {
  await settle(client);
  const packetIdentifier = client.nextIdentifier();
  client.link.send({ type: 'SUBSCRIBE', packetIdentifier, ...request });
  const answer = await client.link.exchange(packetWanted('SUBACK', packetIdentifier));
  return answer.frame.packet as Suback;
}

/** The same as a Given: a broker that grants less than what was asked for cannot be asked what the scenario asks. */
export async function beSubscribed(client: Correspondent, request: SubscribeRequest): Promise<void> {
  const { packetIdentifier, reasonCodes } = await subscribe(client, request);
  await client.link.expect(packetWanted('SUBACK', packetIdentifier));
  request.subscriptions.forEach(({ topicFilter, qos }, index) => {
    const code = reasonCodes[index];
    const filter = client.link.readable(topicFilter);
    if (code !== undefined && code >= 0x80) throw new NotApplicable(`the broker refuses a subscription to "${filter}"`);
    if (code !== undefined && code < qos)
      throw new NotApplicable(`the broker grants QoS ${code} where QoS ${qos} is asked for`);
  });
}

export async function unsubscribe(client: Correspondent, topicFilters: readonly string[]): Promise<void> {
  const packetIdentifier = client.nextIdentifier();
  client.link.send({ type: 'UNSUBSCRIBE', packetIdentifier, topicFilters });
  await client.link.exchange(packetWanted('UNSUBACK', packetIdentifier));
}

export interface ExpectedMessage {
  readonly payload: string;
  readonly topic?: WrittenName;
  readonly qos?: Qos;
  readonly retain?: boolean;
  /** Nothing else may be delivered before it. */
  readonly next?: boolean;
  /** Where the standard gives the broker time of its own. */
  readonly withinMs?: number;
  /** Further fields, by name. */
  readonly rows?: Table;
}

/** Takes the delivery of that payload, and compares what else is said of it. */
export async function expectMessage(client: Correspondent, wanted: ExpectedMessage): Promise<Received> {
  const { link } = client;
  const { namespace } = client.world.options;
  const payload = wirePayload(wanted.payload);
  const expected = [inWords(wanted, payload)];
  const isIt = (frame: MqttFrame) => hasPayload(frame, payload);
  const accepts = wanted.next === true ? isPublish : isIt;
  const received = await link.expect({ expected, accepts, instead: isPublish }, wanted.withinMs);
  if (!isIt(received.frame)) throw link.failure(expected, link.inWords(received), received, 'Payload');
  const frame = received.frame as MqttFrame & { readonly packet: Publish };
  const { packet } = frame;
  if (wanted.topic !== undefined && link.topicOf(frame) !== wireTopic(wanted.topic, namespace)) {
    throw link.failure(expected, link.inWords(received), received, 'Topic Name');
  }
  if (wanted.qos !== undefined && packet.qos !== wanted.qos) {
    throw link.failure(expected, link.inWords(received), received, 'QoS');
  }
  if (wanted.retain !== undefined && packet.retain !== wanted.retain) {
    throw link.failure(expected, `${link.inWords(received)}, RETAIN ${packet.retain ? 1 : 0}`, received, 'RETAIN');
  }
  if (wanted.rows !== undefined) compareRows(client, received, wanted.rows, expected);
  return received;
}

/** The latest delivery of that payload: its Packet Identifier is what acknowledgements name. */
export function deliveryOf(client: Correspondent, payload: string): Received {
  const bytes = wirePayload(payload);
  const found = client.received.findLast(({ frame }) => hasPayload(frame, bytes));
  if (found === undefined) throw new ExpectationFailed([`${client.name} has received "${payload}"`], 'it never came');
  return found;
}

/** Compares "receives … with" rows; "as before" in Packet Identifier is that of the earlier delivery of the payload. */
function compareRows(client: Correspondent, received: Received, rows: Table, expected: readonly string[]): void {
  const { link } = client;
  const packet = received.frame.packet as Publish;
  const plain = rows.filter(([, cell]) => !isRelative(cell));
  const wrong = mismatch(received.frame, plain, client.world.options.namespace);
  if (wrong !== undefined) {
    const actual = `${link.inWords(received)}, ${wrong.actual}`;
    throw link.failure([`${expected[0]}, ${wrong.expected}`], actual, received, wrong.field);
  }
  for (const [name = '', cell = ''] of rows) {
    if (!isRelative(cell)) continue;
    const before = client.received
      .slice(0, client.received.indexOf(received))
      .filter(({ frame }) => hasPayload(frame, packet.payload))
      .map(({ frame }) => identifierOf(frame));
    const identifier = identifierOf(received.frame);
    if (before.includes(identifier) === (cell === 'as before')) continue;
    const actual = `${link.inWords(received)}; before it was ${before.join(', ')}`;
    throw link.failure([`${expected[0]}, ${name} ${cell}`], actual, received, name);
  }
}

const isRelative = (cell: string | undefined): boolean => cell === 'as before' || cell === 'another than before';

function inWords({ topic, qos, retain, next }: ExpectedMessage, payload: Uint8Array): string {
  const parts = [
    `PUBLISH ${payloadText(payload, 64)}`,
    ...(topic === undefined ? [] : [`on "${topic.text}"`]),
    ...(qos === undefined ? [] : [`at QoS ${qos}`]),
    ...(retain === undefined ? [] : [retain ? 'with RETAIN 1' : 'with RETAIN 0']),
    ...(next === true ? ['and nothing before it'] : []),
  ];
  return parts.join(' ');
}
