import type { Target } from '../../net/target.js';
import type { Connack, MqttProperties, MqttVersion, Qos } from '../../protocol/mqtt/packet.js';
import { reasonText } from '../../protocol/mqtt/summary.js';
import { TargetUnreachable, UsageError } from '../../result/expectation.js';
import type { Capabilities, ProbeOptions } from '../capabilities.js';
import { Namespace } from '../words/namespace.js';
import { wireTopic } from '../words/wire-name.js';
import { World } from '../world.js';
import { MqttClient } from './client.js';
import { subscribe } from './messages.js';
import { packetWanted } from './wanted.js';

/**
 * What a broker says that it offers: by the codes of its answers, and in 5.0 by the properties of CONNACK. Only a broker
 * that says no is believed to offer less; one that says yes is judged by what it does.
 */
export async function probeMqtt(target: Target, options: ProbeOptions): Promise<Capabilities> {
  const [older, newer] = await Promise.all([probeVersion(target, options, 4), probeVersion(target, options, 5)]);
  if (older.silent && newer.silent) {
    throw new TargetUnreachable(
      `${target.url} does not speak MQTT`,
      `a CONNECT was not answered by CONNACK within ${options.timeoutMs} ms, neither for 3.1.1 nor for 5.0`,
      'is the port right? AMQP brokers listen on 5672:  --target amqp://localhost:5672',
    );
  }
  if (older.refused !== undefined && newer.refused !== undefined && older.unauthorised) {
    throw new UsageError(
      `${target.url} refuses the client`,
      `CONNACK ${older.refused}`,
      'give a user:  --user NAME --password-file FILE',
    );
  }
  return {
    mqtt3: older.refused === undefined || `the broker refuses MQTT 3.1.1: ${older.refused}`,
    mqtt5: newer.refused === undefined || `the broker refuses MQTT 5.0: ${newer.refused}`,
    ...older.offers,
    ...newer.offers,
    ...(target.webSocketUrl === undefined ? {} : { websocket: true }),
  };
}

interface Offer {
  /** CONNACK's code in words, or what came in its place. */
  readonly refused?: string;
  readonly unauthorised?: boolean;
  readonly silent?: boolean;
  readonly offers: Capabilities;
}

async function probeVersion(target: Target, { timeoutMs }: ProbeOptions, version: MqttVersion): Promise<Offer> {
  const world = new World({
    spec: version === 5 ? 'mqtt5' : 'mqtt3',
    target,
    timeoutMs,
    namespace: new Namespace(),
    makeActor: (name, stage) => new MqttClient(name, stage),
    capabilities: {},
  });
  const client = new MqttClient('probe', world);
  try {
    await client.attempt();
    const [first] = client.link.received;
    if (first?.frame.type !== 'CONNACK') return { silent: true, refused: 'no CONNACK', offers: {} };
    const connack = first.frame.packet as Connack | undefined;
    if (connack === undefined || connack.reasonCode !== 0) {
      const code = connack?.reasonCode ?? 0x80;
      const unauthorised = [4, 5, 0x86, 0x87].includes(code);
      return { refused: reasonText('CONNACK', code, version), unauthorised, offers: {} };
    }
    const offers = version === 5 ? announced(connack.properties ?? {}) : await asked(client);
    return { offers: { ...offers, ...(await otherConnections(world, version)) } };
  } finally {
    await world.dispose();
  }
}

/** Octets that the scenarios about the longest Remaining Lengths need. */
const largePacket = 2_200_000;

/** Section 3.2.2.3 of MQTT 5.0: what is not mentioned is offered. */
function announced(properties: MqttProperties): Capabilities {
  const flag = (value: number | undefined, name: string) => value !== 0 || `CONNACK says ${name} = 0`;
  return {
    ...byQos((properties.maximumQos ?? 2) as Qos, 'CONNACK says Maximum QoS'),
    retain: flag(properties.retainAvailable, 'Retain Available'),
    wildcards: flag(properties.wildcardSubscriptionAvailable, 'Wildcard Subscription Available'),
    sharedSubscriptions: flag(properties.sharedSubscriptionAvailable, 'Shared Subscription Available'),
    subscriptionIdentifiers: flag(properties.subscriptionIdentifiersAvailable, 'Subscription Identifiers Available'),
    topicAlias: (properties.topicAliasMaximum ?? 0) > 0 || 'CONNACK says Topic Alias Maximum = 0',
    topicAliasMaximum: properties.topicAliasMaximum ?? 0,
    topicAliasLimit: properties.topicAliasMaximum !== 65_535 || 'CONNACK permits every Topic Alias',
    largePackets:
      (properties.maximumPacketSize ?? Number.POSITIVE_INFINITY) > largePacket ||
      `CONNACK says Maximum Packet Size ${properties.maximumPacketSize}`,
    receiveMaximum: properties.receiveMaximum ?? 65_535,
  };
}

/** MQTT 3.1.1 announces nothing: SUBACK and the connection's fate tell. */
async function asked(client: MqttClient): Promise<Capabilities> {
  const topic = (name: string) => wireTopic(name, client.world.options.namespace);
  const subscriptions = [
    { topicFilter: topic('probe/2'), qos: 2 as const },
    { topicFilter: topic('probe/+'), qos: 0 as const },
  ];
  const offers: Record<string, boolean | number | string> = {};
  const codes = await subscribe(client, { subscriptions }).then(
    (suback) => suback?.reasonCodes ?? [],
    () => [],
  );
  const [granted = 2, wildcard = 0] = codes;
  if (granted <= 2) Object.assign(offers, byQos(granted as Qos, 'SUBACK grants at most QoS'));
  offers.wildcards = wildcard < 0x80 || 'SUBACK refuses a filter with a wildcard';
  const packetIdentifier = client.nextIdentifier();
  client.link.send({
    type: 'PUBLISH',
    dup: false,
    qos: 1,
    retain: true,
    topic: topic('probe/retained'),
    packetIdentifier,
    payload: new Uint8Array([0x31]),
  });
  const answer = await client.link.take(packetWanted('PUBACK', packetIdentifier).accepts);
  offers.retain = answer.kind !== 'closed' || 'the broker closes the connection on RETAIN 1';
  return offers;
}

function byQos(maximum: Qos, says: string): Capabilities {
  return {
    maximumQos: maximum,
    qos1: maximum >= 1 || `${says} ${maximum}`,
    qos2: maximum >= 2 || `${says} ${maximum}`,
  };
}

async function otherConnections(world: World, version: MqttVersion): Promise<Capabilities> {
  const answer = async (name: string, options: readonly (readonly string[])[]) => {
    const client = new MqttClient(name, world);
    await client.attempt(options);
    const packet = client.link.received[0]?.frame.packet;
    return packet?.type === 'CONNACK' ? packet : undefined;
  };
  const clean = version === 5 ? 'Clean Start' : 'Clean Session';
  const [anonymous, persistent] = await Promise.all([
    answer('anonymous', [
      ['Client Identifier', ''],
      [clean, '1'],
    ]),
    answer('keeper', [[clean, '0'], ...(version === 5 ? [['Session Expiry Interval', '60']] : [])]),
  ]);
  return {
    emptyClientId: anonymous?.reasonCode === 0 || 'the broker refuses a zero-length Client Identifier',
    sessions: sessions(persistent),
  };
}

function sessions(connack: Connack | undefined): true | string {
  if (connack?.reasonCode !== 0) return 'the broker refuses a session that outlives its connection';
  return connack.properties?.sessionExpiryInterval !== 0 || 'CONNACK says Session Expiry Interval 0';
}
