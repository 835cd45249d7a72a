import { Buffer } from 'node:buffer';
import { setTimeout as wait } from 'node:timers/promises';
import type { MqttProperties, Publish, Subscription, Will } from '../../codec/mqtt/packet.js';
import type { MqttDefectId } from '../mqtt/defects.js';
import type { Settings } from '../settings.js';
import type { RawClient, Room } from './room.js';

/** A conversation of MQTT 5.0 that goes otherwise under each of its defects. */
export interface Conversation {
  readonly name: string;
  readonly defects: readonly MqttDefectId[];
  readonly settings?: Partial<Settings>;
  readonly hold: (room: Room) => Promise<void>;
}

const talk = (
  name: string,
  defects: readonly MqttDefectId[],
  hold: (room: Room) => Promise<void>,
  settings?: Partial<Settings>,
): Conversation => ({ name, defects, hold, ...(settings === undefined ? {} : { settings }) });

/** Octets that must end the connection, each with the defect that lets them pass. */
const intake = (name: MqttDefectId, bytes: string, settings?: Partial<Settings>): Conversation =>
  talk(
    `octets: ${name}`,
    [name],
    async (room) => {
      const bob = await room.connected('bob');
      await subscribe(bob, '#');
      const alice = await room.connected('alice');
      await alice.bytes(bytes).settle();
      await bob.settle();
    },
    settings,
  );

/** The same for a first packet. */
const opening = (name: MqttDefectId, bytes: string, settings?: Partial<Settings>): Conversation =>
  talk(
    `CONNECT: ${name}`,
    [name],
    async (room) => {
      const alice = await room.client('alice');
      await alice.bytes(bytes).settle();
    },
    settings,
  );

const sub = (topicFilter: string, more: Partial<Subscription> = {}): Subscription => ({
  topicFilter,
  qos: 2,
  noLocal: false,
  retainAsPublished: false,
  retainHandling: 0,
  ...more,
});

let counter = 100;
const nextIdentifier = (): number => ++counter;

async function subscribe(
  client: RawClient,
  topicFilter: string,
  more: Partial<Subscription> = {},
  properties: MqttProperties = {},
): Promise<void> {
  const packetIdentifier = nextIdentifier();
  client.send({ type: 'SUBSCRIBE', packetIdentifier, properties, subscriptions: [sub(topicFilter, more)] });
  await client.settle();
}

async function publish(client: RawClient, topic: string, payload: string, more: Partial<Publish> = {}): Promise<void> {
  const identifier = more.qos === undefined || more.qos === 0 ? {} : { packetIdentifier: nextIdentifier() };
  await client.publish(topic, payload, { ...identifier, ...more }).settle();
}

/** A client that subscribes, one that publishes. */
async function pair(room: Room, options: Partial<Subscription> = {}, properties: MqttProperties = {}) {
  const bob = await room.connected('bob', { properties });
  await subscribe(bob, 't/#', options);
  const alice = await room.connected('alice');
  return { alice, bob };
}

const stored = { cleanStart: false, properties: { sessionExpiryInterval: 300 } } as const;
const will = (more: Partial<Will> = {}): Will => ({
  qos: 1,
  retain: false,
  topic: 't/will',
  payload: Buffer.from('gone'),
  properties: {},
  ...more,
});

const MESSAGE: MqttProperties = {
  payloadFormatIndicator: 1,
  messageExpiryInterval: 100,
  contentType: 'text/plain',
  responseTopic: 'Reply/To',
  correlationData: Buffer.from([1, 0, 2]),
  userProperty: [
    ['b', '1'],
    ['a', '2'],
    ['b', '3'],
  ],
};

const AUTH = (reasonCode: number, method: string, data?: string) =>
  ({
    type: 'AUTH',
    reasonCode,
    properties: {
      authenticationMethod: method,
      ...(data === undefined ? {} : { authenticationData: Buffer.from(data) }),
    },
  }) as const;
const METHOD = { authenticationMethod: 'challenge' } as const;

export const CONVERSATIONS: readonly Conversation[] = [
  // what is taken
  intake('accepts-alias-0', '32 0A 00 01 74 00 01 03 23 00 00 78'),
  intake('accepts-alias-over-maximum', '32 0A 00 01 74 00 01 03 23 00 0B 78'),
  intake('accepts-alias-when-disabled', '32 0A 00 01 74 00 01 03 23 00 01 78', { topicAliasMaximum: 0 }),
  intake('accepts-auth-reserved-flags', 'F1 00'),
  intake('accepts-auth-without-method', 'F0 02 18 00'),
  intake('accepts-duplicate-property', '32 0F 00 01 74 00 01 08 03 00 01 64 03 00 01 64 78'),
  intake('accepts-ill-formed-content-type', '32 0B 00 01 74 00 01 04 03 00 01 FF 78'),
  intake('accepts-ill-formed-response-topic', '32 0B 00 01 74 00 01 04 08 00 01 FF 78'),
  intake('accepts-ill-formed-user-property-name', '32 0E 00 01 74 00 01 07 26 00 01 FF 00 01 76 78'),
  intake('accepts-ill-formed-user-property-value', '32 0E 00 01 74 00 01 07 26 00 01 6E 00 01 FF 78'),
  intake('accepts-nul-in-user-property', '32 0E 00 01 74 00 01 07 26 00 01 6E 00 01 00 78'),
  intake('accepts-no-local-on-shared', '82 10 00 01 00 00 0A 24 73 68 61 72 65 2F 67 2F 74 05'),
  intake('accepts-nonzero-expiry-on-disconnect', 'E0 07 00 05 11 00 00 00 01'),
  intake('accepts-property-length-past-end', '32 07 00 01 74 00 01 20 78'),
  intake('accepts-property-of-other-packet', '32 0A 00 01 74 00 01 03 21 00 01 78'),
  intake('accepts-retain-handling-3', '82 07 00 01 00 00 01 74 30'),
  intake('accepts-subid-from-client', '32 09 00 01 74 00 01 02 0B 01 78'),
  intake('accepts-subscribe-option-reserved-bits', '82 07 00 01 00 00 01 74 40'),
  intake('accepts-subscribe-without-options', '82 06 00 01 00 00 01 74'),
  intake('accepts-subscription-identifier-0', '82 09 00 01 02 0B 00 00 01 74 00'),
  intake('accepts-v4-layout-on-v5', '82 06 00 01 00 01 61 00'),
  intake('accepts-wildcard-response-topic', '32 0D 00 01 74 00 01 06 08 00 03 72 2F 23 78'),
  intake('unknown-alias-accepted', '32 09 00 00 00 01 03 23 00 01 78'),
  intake('grants-empty-share-name', '82 0F 00 01 00 00 09 24 73 68 61 72 65 2F 2F 74 00'),
  intake('grants-share-without-filter', '82 0E 00 01 00 00 08 24 73 68 61 72 65 2F 67 00'),
  intake('grants-wildcard-share-name', '82 10 00 01 00 00 0A 24 73 68 61 72 65 2F 23 2F 74 00'),
  intake('forwards-client-subid', '32 09 00 01 74 00 01 02 0B 01 78'),
  intake('pingreq-with-body-accepted', 'C0 01 00'),
  intake('rejects-single-slash-topic', '32 06 00 01 2F 00 01 00'),
  intake('accepts-oversize-packet', '32 0A 00 01 74 00 01 00 78 78 78 78', { maximumPacketSize: 11 }),
  intake('max-packet-size-off-by-one', '32 0A 00 01 74 00 01 00 78 78 78 78', { maximumPacketSize: 11 }),
  intake('accepts-publish-over-maximum-qos', '34 07 00 01 74 00 01 00 78', { maximumQos: 1 }),
  intake('accepts-retain-when-unavailable', '33 07 00 01 74 00 01 00 78', { retainAvailable: false }),
  intake('rejects-subscribe-over-maximum-qos', '82 07 00 01 00 00 01 74 02', { maximumQos: 1 }),
  opening('accepts-auth-data-without-method', '10 13 00 04 4D 51 54 54 05 02 00 3C 04 16 00 01 64 00 02 63 31'),
  opening('accepts-receive-maximum-0', '10 12 00 04 4D 51 54 54 05 02 00 3C 03 21 00 00 00 02 63 31'),
  opening('accepts-max-packet-size-0', '10 14 00 04 4D 51 54 54 05 02 00 3C 05 27 00 00 00 00 00 02 63 31'),
  opening('accepts-request-information-2', '10 11 00 04 4D 51 54 54 05 02 00 3C 02 17 02 00 02 63 31'),
  opening('accepts-unknown-property-in-connect', '10 11 00 04 4D 51 54 54 05 02 00 3C 02 7F 00 00 02 63 31'),
  opening('accepts-property-of-other-packet-in-connect', '10 11 00 04 4D 51 54 54 05 02 00 3C 02 01 00 00 02 63 31'),
  opening(
    'accepts-foreign-property-in-will',
    '10 1B 00 04 4D 51 54 54 05 06 00 3C 00 00 02 63 31 05 11 00 00 00 01 00 01 77 00 01 6D',
  ),
  opening('accepts-unknown-protocol-version', '10 0F 00 04 4D 51 54 54 06 02 00 3C 00 00 02 63 31'),
  opening('leaves-connection-open-after-0x84', '10 0E 00 04 4D 51 54 54 06 02 00 3C 00 02 63 31'),
  opening('ignores-authentication-method', '10 14 00 04 4D 51 54 54 05 02 00 3C 05 15 00 02 78 78 00 02 63 31'),
  opening('uses-v3-return-code-on-v5', '10 14 00 04 4D 51 54 54 05 02 00 3C 05 15 00 02 78 78 00 02 63 31'),
  opening('disconnect-before-connack', '10 14 00 04 4D 51 54 54 05 02 00 3C 05 15 00 02 78 78 00 02 63 31'),
  opening('rejects-numeric-clientid', '10 0F 00 04 4D 51 54 54 05 02 00 3C 00 00 02 31 31'),
  opening(
    'rejects-legal-connect-properties',
    '10 16 00 04 4D 51 54 54 05 02 00 3C 07 26 00 01 6E 00 01 76 00 02 63 31',
  ),
  opening('rejects-clean-start-0-new-client', '10 0F 00 04 4D 51 54 54 05 00 00 3C 00 00 02 63 31'),
  opening('rejects-empty-will-payload', '10 15 00 04 4D 51 54 54 05 06 00 3C 00 00 02 63 31 00 00 01 77 00 00'),
  opening('reads-will-properties-late', '10 16 00 04 4D 51 54 54 05 06 00 3C 00 00 02 63 31 00 00 01 77 00 01 6D'),
  opening(
    'rejects-password-without-username-as-malformed',
    '10 12 00 04 4D 51 54 54 05 42 00 3C 00 00 02 63 31 00 01 70',
  ),
  opening('accepts-will-over-maximum-qos', '10 16 00 04 4D 51 54 54 05 16 00 3C 00 00 02 63 31 00 00 01 77 00 01 6D', {
    maximumQos: 1,
  }),
  opening(
    'accepts-will-retain-when-unavailable',
    '10 16 00 04 4D 51 54 54 05 26 00 3C 00 00 02 63 31 00 00 01 77 00 01 6D',
    { retainAvailable: false },
  ),
  opening('accepts-bad-password', '10 0F 00 04 4D 51 54 54 05 02 00 3C 00 00 02 63 31', { mqttUser: 'u' }),
  opening('stays-open-after-auth-failure', '10 0F 00 04 4D 51 54 54 05 02 00 3C 00 00 02 63 31', { mqttUser: 'u' }),
  opening('hides-maximum-qos', '10 0F 00 04 4D 51 54 54 05 02 00 3C 00 00 02 63 31', { maximumQos: 1 }),

  // coming
  talk(
    'a CONNECT that asks for nothing',
    [
      'sends-maximum-qos-2',
      'sends-assigned-id-unasked',
      'sends-two-connacks',
      'sends-unrequested-response-information',
      'connack-unasked-auth-method',
      'sends-unsolicited-auth',
      'session-present-on-clean-start',
    ],
    async (room) => {
      await (await room.connected('alice')).settle();
    },
  ),
  talk(
    'empty Client Identifiers',
    [
      'accepts-empty-clientid-without-assigning',
      'assigns-same-clientid-twice',
      'omits-assigned-clientid',
      'assigned-clientid-not-usable',
    ],
    async (room) => {
      const first = await room.connected('first', { clientId: '', properties: { sessionExpiryInterval: 300 } });
      const second = await room.connected('second', { clientId: '' });
      await first.settle();
      await second.settle();
      first.send({ type: 'DISCONNECT' });
      await (await room.connected('again', { ...stored, clientId: 'assigned1' })).settle();
    },
  ),
  talk(
    'a session that is resumed, then discarded',
    [
      'does-not-create-session',
      'delivers-queued-after-clean-start',
      'keeps-subscription-after-clean-start',
      'session-present-after-clean-start',
      'loses-qos2-state-on-resume',
    ],
    async (room) => {
      const alice = await room.connected('alice');
      const bob = await room.connected('bob', stored);
      await subscribe(bob, 't/#');
      await bob.publish('t/2', 'once', { qos: 2, packetIdentifier: 7 }).settle();
      bob.send({ type: 'DISCONNECT' });
      await publish(alice, 't/1', 'queued', { qos: 1 });
      const again = await room.connected('bob', stored);
      await again.publish('t/2', 'once', { qos: 2, packetIdentifier: 7, dup: true }).settle();
      again.acknowledges = false;
      again.send({ type: 'DISCONNECT' });
      await publish(alice, 't/1', 'queued too', { qos: 1 });
      const fresh = await room.connected('bob');
      await publish(alice, 't/1', 'end', { qos: 1 });
      await fresh.settle();
    },
  ),
  talk('a session without subscriptions', ['empty-session-reported-absent'], async (room) => {
    (await room.connected('bob', stored)).send({ type: 'DISCONNECT' });
    await (await room.connected('bob', stored)).settle();
  }),
  talk(
    'a take-over with Clean Start',
    [
      'clean-start-ignored-on-takeover',
      'no-session-taken-over-reason',
      'disconnect-invalid-reason-code',
      'disconnect-carries-session-expiry',
    ],
    async (room) => {
      const alice = await room.connected('alice');
      const bob = await room.connected('bob', stored);
      await subscribe(bob, 't/#');
      const newer = await room.connected('bob');
      await publish(alice, 't/1', 'x', { qos: 1 });
      await newer.settle();
    },
  ),
  talk('a session of no expiry', ['expiry-0-keeps-session'], async (room) => {
    const bob = await room.connected('bob', { properties: { sessionExpiryInterval: 0 } });
    bob.send({ type: 'DISCONNECT' });
    await (await room.connected('bob', stored)).settle();
  }),
  talk('an expiry of 0 in DISCONNECT', ['ignores-session-expiry-on-disconnect'], async (room) => {
    const bob = await room.connected('bob', stored);
    bob.send({ type: 'DISCONNECT', reasonCode: 0, properties: { sessionExpiryInterval: 0 } });
    await (await room.connected('bob', stored)).settle();
  }),
  talk(
    'a refusal of a stored session',
    ['refused-connect-destroys-session', 'session-present-on-refusal'],
    async (room) => {
      (await room.connected('bob', stored)).send({ type: 'DISCONNECT' });
      await room.connected('bob', { cleanStart: false, properties: { authenticationMethod: 'no such' } });
      await (await room.connected('bob', stored)).settle();
    },
  ),
  talk('packets behind DISCONNECT', ['processes-packets-after-client-disconnect'], async (room) => {
    const { alice, bob } = await pair(room);
    alice.bytes('E0 00 30 06 00 03 74 2F 61 00');
    await alice.settle();
    await bob.settle();
  }),
  talk('sessions that end in time', ['session-never-expires', 'expiry-runs-while-connected'], async (room) => {
    const short = { cleanStart: false, properties: { sessionExpiryInterval: 1 } } as const;
    const away = await room.connected('away', short);
    const here = await room.connected('here', short);
    await subscribe(here, 't/#');
    away.send({ type: 'DISCONNECT' });
    await wait(1300);
    await (await room.connected('away', short)).settle();
    await publish(here, 't/1', 'x');
  }),
  talk('a Keep Alive of 10', ['uses-own-keepalive-without-telling'], async (room) => {
    const alice = await room.connected('alice', { keepAlive: 10 });
    await wait(1800);
    await alice.settle();
  }),

  // forwarding
  talk(
    'a message with all properties',
    [
      'drops-content-type',
      'drops-correlation-data',
      'drops-payload-format-indicator',
      'drops-response-topic',
      'drops-user-properties',
      'dedupes-user-properties',
      'sorts-user-properties',
      'rewrites-response-topic',
      'truncates-correlation-data-at-nul',
      'expiry-dropped-on-forward',
      'topic-filter-sent-as-topic',
      'sends-duplicate-property',
      'sends-alias-without-permission',
    ],
    async (room) => {
      const { alice, bob } = await pair(room);
      await publish(alice, 't/1', 'x', { qos: 1, properties: MESSAGE });
      await bob.settle();
    },
  ),
  talk(
    'a message without properties',
    [
      'emits-non-minimal-varint',
      'omits-property-length-in-publish',
      'omits-property-length-in-suback',
      'sends-property-in-wrong-packet',
    ],
    async (room) => {
      const { alice, bob } = await pair(room);
      await publish(alice, 't/1', 'x');
      await bob.settle();
    },
  ),
  talk(
    'User Properties to a client that wants no explanations',
    ['strips-publish-user-properties-on-rpi-0', 'sends-reason-string-despite-rpi-0'],
    async (room) => {
      const { alice, bob } = await pair(room, {}, { requestProblemInformation: 0 });
      await publish(alice, 't/1', 'x', { qos: 1, properties: MESSAGE });
      await bob.settle();
    },
  ),
  talk(
    'a message that waits',
    ['expiry-not-decremented', 'ignores-message-expiry', 'retained-never-expires'],
    async (room) => {
      const alice = await room.connected('alice');
      const bob = await room.connected('bob', stored);
      await subscribe(bob, 't/#');
      bob.send({ type: 'DISCONNECT' });
      await publish(alice, 't/1', 'long', { qos: 1, properties: { messageExpiryInterval: 100 } });
      await publish(alice, 't/1', 'short', { qos: 1, retain: true, properties: { messageExpiryInterval: 1 } });
      await wait(1200);
      const again = await room.connected('bob', stored);
      await again.settle();
      await subscribe(alice, 't/1');
    },
  ),
  talk(
    'a QoS 2 message that expires on the way',
    ['expires-inflight-qos2', 'expired-qos2-breaks-ack-sequence'],
    async (room) => {
      const alice = await room.connected('alice');
      const bob = await room.connected('bob', stored);
      await subscribe(bob, 't/#');
      bob.acknowledges = false;
      await alice
        .publish('t/1', 'x', { qos: 2, packetIdentifier: 9, properties: { messageExpiryInterval: 1 } })
        .settle();
      await bob.settle();
      bob.drop();
      await wait(1200);
      await alice.send({ type: 'PUBREL', packetIdentifier: 9 }).settle();
      await (await room.connected('bob', stored)).settle();
    },
  ),
  talk(
    'retained messages and Retain Handling',
    ['rh1-always-sends', 'rh1-never-sends', 'rh2-sends-retained', 'share-sends-retained', 'loses-retained-properties'],
    async (room) => {
      const alice = await room.connected('alice');
      await publish(alice, 't/1', 'kept', { qos: 1, retain: true, properties: MESSAGE });
      const bob = await room.connected('bob');
      await subscribe(bob, 't/1', { retainHandling: 1 });
      await subscribe(bob, 't/1', { retainHandling: 1 });
      await subscribe(bob, 't/+', { retainHandling: 2 });
      await subscribe(bob, '$share/g/t/#');
    },
  ),
  talk('Retain As Published 0', ['rap0-keeps-retain'], async (room) => {
    const { alice, bob } = await pair(room);
    await publish(alice, 't/1', 'x', { retain: true });
    await bob.settle();
  }),
  talk('Retain As Published 1', ['rap1-clears-retain', 'rap1-always-sets-retain'], async (room) => {
    const { alice, bob } = await pair(room, { retainAsPublished: true });
    await publish(alice, 't/1', 'x', { retain: true });
    await publish(alice, 't/1', 'y');
    await bob.settle();
  }),
  talk('No Local', ['ignores-no-local', 'no-local-blocks-others'], async (room) => {
    const { alice, bob } = await pair(room, { noLocal: true });
    await publish(bob, 't/1', 'own');
    await publish(alice, 't/1', 'other');
    await bob.settle();
  }),
  talk(
    'Subscription Identifiers',
    [
      'drops-subscription-identifier',
      'single-copy-has-one-subid',
      'multi-copy-all-subids',
      'multi-copy-missing-subid',
      'subid-over-127-broken',
      'resubscribe-keeps-old-subid',
    ],
    async (room) => {
      const bob = await room.connected('bob');
      const alice = await room.connected('alice');
      await subscribe(bob, 't/#', {}, { subscriptionIdentifier: [1] });
      await subscribe(bob, 't/+', {}, { subscriptionIdentifier: [300] });
      await publish(alice, 't/1', 'x', { qos: 1 });
      await bob.settle();
      await subscribe(bob, 't/#', {}, { subscriptionIdentifier: [3] });
      await publish(alice, 't/1', 'y', { qos: 1 });
      await bob.settle();
    },
  ),
  talk('a wildcard subscription and many messages', ['unordered-wildcard-delivery'], async (room) => {
    const { alice, bob } = await pair(room);
    for (const text of ['1', '2', '3', '4']) await publish(alice, 't/1', text, { qos: 1 });
    await bob.settle();
  }),
  talk(
    'a publish that matches',
    [
      'false-no-matching-subscribers',
      'pubrec-but-message-lost',
      'no-pubrec',
      'puback-invalid-reason-code',
      'pubrec-invalid-reason-code',
      'pubcomp-invalid-reason-code',
      'pubrel-invalid-reason-code',
      'pubcomp-wrong-pid',
    ],
    async (room) => {
      const { alice, bob } = await pair(room);
      await alice.publish('t/1', 'x', { qos: 1, packetIdentifier: 1 }).settle();
      await alice.publish('t/2', 'y', { qos: 2, packetIdentifier: 2 }).settle();
      await alice.send({ type: 'PUBREL', packetIdentifier: 2 }).settle();
      await bob.settle();
      await bob.settle();
    },
  ),
  talk(
    'subscription codes',
    [
      'suback-invalid-reason-code',
      'suback-codes-sorted',
      'unsuback-invalid-reason-code',
      'unsuback-order-reversed',
      'unsuback-without-codes',
    ],
    async (room) => {
      const bob = await room.connected('bob');
      bob.send({ type: 'SUBSCRIBE', packetIdentifier: 1, subscriptions: [sub('a', { qos: 2 }), sub('b', { qos: 0 })] });
      bob.send({ type: 'UNSUBSCRIBE', packetIdentifier: 2, topicFilters: ['a', 'x'] });
      await bob.settle();
    },
  ),

  // aliases
  talk(
    'the highest alias, and one made anew',
    ['alias-maximum-off-by-one', 'alias-remap-ignored', 'forwards-publisher-alias'],
    async (room) => {
      const { alice, bob } = await pair(room);
      const alias = { properties: { topicAlias: 10 } };
      await publish(alice, 't/1', 'a', alias);
      await publish(alice, 't/2', 'b', alias);
      await publish(alice, '', 'c', alias);
      await bob.settle();
    },
  ),
  talk('an alias of the last connection', ['alias-survives-reconnect'], async (room) => {
    const { alice, bob } = await pair(room);
    await publish(alice, 't/1', 'a', { properties: { topicAlias: 1 } });
    alice.drop();
    const session = await room.connected('carol', stored);
    await publish(session, 't/1', 'a', { properties: { topicAlias: 1 } });
    session.send({ type: 'DISCONNECT' });
    const again = await room.connected('carol', stored);
    await publish(again, '', 'b', { properties: { topicAlias: 1 } });
    await bob.settle();
  }),
  talk(
    'a client that allows two aliases',
    ['server-alias-over-maximum', 'server-alias-before-definition'],
    async (room) => {
      const { alice, bob } = await pair(room, {}, { topicAliasMaximum: 2 });
      await publish(alice, 't/1', 'a');
      await bob.settle();
    },
  ),

  // limits
  talk(
    'a Maximum Packet Size of 40',
    [
      'ignores-client-max-packet-size',
      'oversize-message-blocks-queue',
      'oversize-message-closes-connection',
      'oversize-drop-affects-other-subscribers',
    ],
    async (room) => {
      const { alice, bob } = await pair(room, {}, { maximumPacketSize: 40 });
      const carol = await room.connected('carol');
      await subscribe(carol, 't/#');
      await publish(alice, 't/1', 'x'.repeat(100), { qos: 1 });
      await publish(alice, 't/1', 'end', { qos: 1 });
      await bob.settle();
      await carol.settle();
    },
  ),
  talk(
    'explanations that are too long',
    [
      'oversize-connack-reason-string',
      'oversize-connack-user-property',
      'oversize-suback-reason-string',
      'oversize-suback-user-property',
      'oversize-unsuback-reason-string',
      'oversize-unsuback-user-property',
      'oversize-puback-reason-string',
      'oversize-puback-user-property',
      'oversize-pubrec-reason-string',
      'oversize-pubrec-user-property',
      'oversize-pubcomp-reason-string',
      'oversize-pubcomp-user-property',
      'oversize-pubrel-reason-string',
      'oversize-pubrel-user-property',
      'oversize-disconnect-reason-string',
      'oversize-disconnect-user-property',
    ],
    async (room) => {
      const bob = await room.connected('bob', { properties: { maximumPacketSize: 60 } });
      await subscribe(bob, 't/#');
      await bob.publish('t/1', 'x', { qos: 1, packetIdentifier: 1 }).settle();
      await bob.publish('t/1', 'y', { qos: 2, packetIdentifier: 2 }).settle();
      await bob.send({ type: 'PUBREL', packetIdentifier: 2 }).settle();
      await bob.send({ type: 'UNSUBSCRIBE', packetIdentifier: 3, topicFilters: ['t/#'] }).settle();
      await bob.bytes('00 00').settle();
    },
  ),
  talk('a Remaining Length of 16,384', ['misreads-length-at-16384'], async (room) => {
    const { alice, bob } = await pair(room);
    await publish(alice, 't/1', 'x'.repeat(16_384));
    await bob.settle();
  }),
  talk(
    'a Receive Maximum of 2',
    [
      'exceeds-client-receive-maximum',
      'quota-never-replenished',
      'pubrec-frees-quota',
      'duplicate-puback-raises-quota',
      'quota-full-blocks-control-packets',
    ],
    async (room) => {
      const { alice, bob } = await pair(room, {}, { receiveMaximum: 2 });
      bob.acknowledges = false;
      for (const text of ['1', '2', '3', '4', '5', '6']) await publish(alice, 't/1', text, { qos: 1 });
      await bob.settle();
      const [first] = bob.received.filter((packet) => packet.type === 'PUBLISH');
      const packetIdentifier = (first as Publish | undefined)?.packetIdentifier ?? 0;
      await bob.send({ type: 'PUBACK', packetIdentifier }).settle();
      await bob.send({ type: 'PUBACK', packetIdentifier }).settle();
      await publish(alice, 't/2', 'two', { qos: 2 });
      for (const packet of bob.received.filter((one) => one.type === 'PUBLISH').slice(1)) {
        const identifier = (packet as Publish).packetIdentifier ?? 0;
        bob.send({ type: 'PUBACK', packetIdentifier: identifier });
      }
      await bob.settle();
    },
  ),
  talk('PUBREC within a Receive Maximum of 1', ['pubrec-frees-quota'], async (room) => {
    const { alice, bob } = await pair(room, {}, { receiveMaximum: 1 });
    bob.acknowledges = false;
    await publish(alice, 't/1', '1', { qos: 2 });
    await publish(alice, 't/1', '2', { qos: 2 });
    await bob.settle();
    await bob.send({ type: 'PUBREC', packetIdentifier: 1 }).settle();
  }),
  talk('a Receive Maximum of 1', ['quota-zero-deadlock'], async (room) => {
    const { alice, bob } = await pair(room, {}, { receiveMaximum: 1 });
    await publish(alice, 't/1', '1', { qos: 1 });
    await bob.settle();
  }),
  talk('two clients with a Receive Maximum of 1', ['quota-not-per-connection'], async (room) => {
    const { alice, bob } = await pair(room, {}, { receiveMaximum: 1 });
    const carol = await room.connected('carol', { properties: { receiveMaximum: 1 } });
    await subscribe(carol, 't/#');
    bob.acknowledges = false;
    carol.acknowledges = false;
    await publish(alice, 't/1', '1', { qos: 1 });
    await bob.settle();
    await carol.settle();
  }),
  talk(
    'two messages left, and a new connection with a Receive Maximum of 1',
    ['quota-carried-over-connections'],
    async (room) => {
      const alice = await room.connected('alice');
      const bob = await room.connected('bob', stored);
      await subscribe(bob, 't/#');
      bob.acknowledges = false;
      await publish(alice, 't/1', '1', { qos: 1 });
      await publish(alice, 't/1', '2', { qos: 1 });
      await bob.settle();
      bob.drop();
      const again = await room.connected('bob', { ...stored, properties: { ...stored.properties, receiveMaximum: 1 } });
      await again.settle();
      await again.settle();
    },
  ),
  talk(
    'more unfinished QoS 2 messages than the broker allows',
    [
      'ignores-receive-maximum',
      'receive-maximum-off-by-one',
      'stays-open-after-error-disconnect',
      'disconnect-without-close',
      'packets-after-disconnect',
    ],
    async (room) => {
      const alice = await room.connected('alice');
      for (const packetIdentifier of [1, 2, 3]) {
        await alice.publish('t/1', 'x', { qos: 2, packetIdentifier }).settle();
      }
    },
    { receiveMaximum: 2 },
  ),

  // settling
  talk('refused deliveries', ['redelivers-after-error-puback', 'pubrel-after-error-pubrec'], async (room) => {
    const alice = await room.connected('alice');
    const bob = await room.connected('bob', stored);
    await subscribe(bob, 't/#');
    bob.acknowledges = false;
    await publish(alice, 't/1', '1', { qos: 1 });
    await publish(alice, 't/1', '2', { qos: 2 });
    await bob.settle();
    bob.send({ type: 'PUBACK', packetIdentifier: 1, reasonCode: 0x80 });
    await bob.send({ type: 'PUBREC', packetIdentifier: 2, reasonCode: 0x83 }).settle();
    bob.drop();
    await (await room.connected('bob', stored)).settle();
  }),
  talk('a PUBACK that answers nothing', ['wrong-pid-puback-settles', 'retransmits-on-timer'], async (room) => {
    const alice = await room.connected('alice');
    const bob = await room.connected('bob', stored);
    await subscribe(bob, 't/#');
    bob.acknowledges = false;
    await publish(alice, 't/1', '1', { qos: 1 });
    await bob.settle();
    await bob.send({ type: 'PUBACK', packetIdentifier: 777 }).settle();
    await wait(1200);
    await bob.settle();
    bob.drop();
    await (await room.connected('bob', stored)).settle();
  }),
  talk('a refused QoS 2 message, and its identifier again', ['pid-stuck-after-error-pubrec'], async (room) => {
    const { alice, bob } = await pair(room);
    await alice.publish('$SYS/x', '1', { qos: 2, packetIdentifier: 5 }).settle();
    await alice.publish('t/1', '2', { qos: 2, packetIdentifier: 5 }).settle();
    await bob.settle();
  }),
  talk(
    'identifiers at their end',
    ['pid-wraps-to-zero'],
    async (room) => {
      const { alice, bob } = await pair(room);
      for (const text of ['1', '2', '3']) await publish(alice, 't/1', text, { qos: 1 });
      await bob.settle();
    },
    { firstPacketIdentifier: 65_534 },
  ),

  // Wills
  talk(
    'a Will with properties',
    [
      'drops-will-properties',
      'dedupes-will-user-properties',
      'reorders-will-user-properties',
      'truncates-will-payload',
      'swaps-will-topic-and-payload',
    ],
    async (room) => {
      const { bob } = await pair(room);
      const properties = { contentType: 'x', userProperty: MESSAGE.userProperty ?? [] };
      const dying = await room.connected('dying', { will: will({ payload: Buffer.from('t/g\0one'), properties }) });
      dying.drop();
      await wait(50);
      await bob.settle();
    },
  ),
  talk('DISCONNECT 0x04', ['no-will-on-disconnect-04'], async (room) => {
    const { bob } = await pair(room);
    (await room.connected('dying', { will: will() })).send({ type: 'DISCONNECT', reasonCode: 0x04 });
    await wait(50);
    await bob.settle();
  }),
  talk('DISCONNECT 0x82', ['no-will-on-disconnect-error-code'], async (room) => {
    const { bob } = await pair(room);
    (await room.connected('dying', { will: will() })).send({ type: 'DISCONNECT', reasonCode: 0x82 });
    await wait(50);
    await bob.settle();
  }),
  talk('a delayed Will, and the client in time', ['ignores-will-delay', 'sends-will-after-reconnect'], async (room) => {
    const { bob } = await pair(room);
    const options = { ...stored, will: will({ properties: { willDelayInterval: 1 } }) };
    (await room.connected('dying', options)).drop();
    await wait(100);
    await bob.settle();
    await room.connected('dying', stored);
    await wait(1300);
    await bob.settle();
  }),
  talk('a delayed Will of a session that ends', ['will-outlives-session-end'], async (room) => {
    const { bob } = await pair(room);
    const properties = { willDelayInterval: 60 };
    (await room.connected('dying', { will: will({ properties }) })).drop();
    await wait(100);
    await bob.settle();
  }),

  // shared subscriptions
  talk('a shared subscription of two', ['share-delivers-to-all', 'share-ignores-granted-qos'], async (room) => {
    const bob = await room.connected('bob');
    const carol = await room.connected('carol');
    await subscribe(bob, '$share/g/t/#', { qos: 0 });
    await subscribe(carol, '$share/g/t/#');
    const alice = await room.connected('alice');
    for (const text of ['1', '2', '3']) await publish(alice, 't/1', text, { qos: 2 });
    await bob.settle();
    await carol.settle();
  }),
  talk(
    'a member that goes and comes back',
    ['share-loses-inflight-qos2', 'share-moves-inflight-qos2'],
    async (room) => {
      const bob = await room.connected('bob', stored);
      await subscribe(bob, '$share/g/t/#');
      bob.acknowledges = false;
      const alice = await room.connected('alice');
      await publish(alice, 't/1', '1', { qos: 2 });
      await bob.settle();
      const carol = await room.connected('carol');
      await subscribe(carol, '$share/g/t/#');
      bob.drop();
      await wait(50);
      await (await room.connected('bob', stored)).settle();
      await carol.settle();
    },
  ),
  talk('a member whose session ends', ['share-reassigns-qos2-after-session-end'], async (room) => {
    const bob = await room.connected('bob');
    await subscribe(bob, '$share/g/t/#');
    bob.acknowledges = false;
    const alice = await room.connected('alice');
    await publish(alice, 't/1', '1', { qos: 2 });
    await bob.settle();
    const carol = await room.connected('carol');
    await subscribe(carol, '$share/g/t/#');
    bob.drop();
    await wait(50);
    await carol.settle();
  }),
  talk('a member that refuses', ['share-retries-refused-message'], async (room) => {
    const bob = await room.connected('bob');
    await subscribe(bob, '$share/g/t/#');
    const alice = await room.connected('alice');
    bob.acknowledges = false;
    await publish(alice, 't/1', '1', { qos: 1 });
    await bob.settle();
    const carol = await room.connected('carol');
    await subscribe(carol, '$share/g/t/#');
    await bob.send({ type: 'PUBACK', packetIdentifier: 1, reasonCode: 0x80 }).settle();
    await carol.settle();
  }),

  // enhanced authentication
  talk(
    'an authentication that succeeds',
    [
      'auth-invalid-reason-code',
      'auth-wrong-code-in-exchange',
      'connack-omits-auth-method',
      'oversize-auth-reason-string',
      'oversize-auth-user-property',
    ],
    async (room) => {
      const alice = await room.connected('alice', { properties: { ...METHOD, maximumPacketSize: 80 } });
      await alice.send(AUTH(0x18, 'challenge', 'response')).settle();
    },
    { authenticationMethod: 'challenge' },
  ),
  talk(
    'an authentication that fails',
    ['stays-open-after-auth-rejection'],
    async (room) => {
      const alice = await room.connected('alice', { properties: METHOD });
      await alice.send(AUTH(0x18, 'challenge', 'nonsense')).settle();
    },
    { authenticationMethod: 'challenge' },
  ),
  talk(
    'another method on the way',
    ['accepts-changed-auth-method'],
    async (room) => {
      const alice = await room.connected('alice', { properties: METHOD });
      await alice.send(AUTH(0x18, 'other', 'response')).settle();
    },
    { authenticationMethod: 'challenge' },
  ),
  talk(
    'another code on the way',
    ['accepts-wrong-auth-code'],
    async (room) => {
      const alice = await room.connected('alice', { properties: METHOD });
      await alice.send(AUTH(0x19, 'challenge', 'response')).settle();
    },
    { authenticationMethod: 'challenge' },
  ),
  talk(
    'a re-authentication',
    ['reauth-accepts-other-method', 'stays-open-after-failed-reauth'],
    async (room) => {
      const alice = await room.connected('alice', { properties: METHOD });
      await alice.send(AUTH(0x18, 'challenge', 'response')).settle();
      await alice.send(AUTH(0x19, 'challenge')).settle();
      await alice.send(AUTH(0x18, 'challenge', 'response')).settle();
      await alice.send(AUTH(0x19, 'other')).settle();
    },
    { authenticationMethod: 'challenge' },
  ),
];
