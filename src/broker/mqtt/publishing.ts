import { Buffer } from 'node:buffer';
import type { Acknowledgement, Publish } from '../../protocol/mqtt/packet.js';
import type { Connection } from './connection.js';
import type { MqttDefectId, MqttDefects } from './defects.js';
import { type Message, messageOf, secondsLeft } from './message.js';
import type { Session } from './session.js';

/** What PUBLISH and PUBREL of a client do. */
export const publishing = { handlePublish, handlePubrel, messageOf };

/** PUBLISH from a client: sections 3.3.4 and 4.3. */
function handlePublish(connection: Connection, packet: Publish): void {
  const { session, hub } = connection;
  if (session === undefined) return;
  const refusal = REFUSALS.find(
    (row) => row.test(packet, connection, session) && !(row.defect !== undefined && hub.defects.has(row.defect)),
  );
  if (refusal !== undefined) {
    connection.fail(refusal.code);
    return;
  }
  const topic = connection.aliases.resolve(packet);
  if (topic === undefined) {
    if (!hub.defects.has('unknown-alias-accepted')) connection.fail(connection.aliases.isOffered ? 0x82 : 0x94);
    else acknowledge(connection, packet, 0);
    return;
  }
  receive(connection, session, packet, misread(hub.conduct.messageOf(packet, topic, session.clientId), hub.defects));
}

/** PUBREL from a client: the identifier is free again. */
function handlePubrel(connection: Connection, packet: Acknowledgement): void {
  const { session, hub } = connection;
  if (session === undefined) return;
  const { packetIdentifier } = packet;
  const message = session.received.get(packetIdentifier);
  const known = message !== undefined;
  if (!hub.defects.has('dedupes-qos2-after-pubcomp')) session.received.delete(packetIdentifier);
  session.remembered.delete(-packetIdentifier);
  const expired = known && (secondsLeft(message) ?? 1) <= 0;
  if (expired && hub.defects.has('expired-qos2-breaks-ack-sequence')) return;
  connection.send({ type: 'PUBCOMP', packetIdentifier, reasonCode: known ? 0 : 0x92 });
}

/** Defect: the high octet of the topic's length is overlooked, so that the rest of a long topic is taken for payload. */
function misread(message: Message, defects: MqttDefects): Message {
  const topic = Buffer.from(message.topic, 'utf8');
  if (topic.length < 256 || !defects.has('misparses-topic-length-msb')) return message;
  const end = topic.length & 0xff;
  return {
    ...message,
    topic: topic.subarray(0, end).toString('utf8'),
    payload: Buffer.concat([topic.subarray(end), message.payload]),
  };
}

interface PublishRefusal {
  readonly code: number;
  readonly test: (packet: Publish, connection: Connection, session: Session) => boolean;
  readonly defect?: MqttDefectId;
}

const REFUSALS: readonly PublishRefusal[] = [
  {
    code: 0x90,
    test: ({ topic }, { hub }) => topic === '/' && hub.defects.has('rejects-single-slash-topic'),
  },
  {
    code: 0x9b,
    // QoS 3 gets here only under a defect, which takes it for 2.
    test: ({ qos }, { hub }) => Math.min(qos, 2) > hub.settings.maximumQos,
    defect: 'accepts-publish-over-maximum-qos',
  },
  {
    code: 0x9a,
    test: ({ retain }, { hub }) => retain && !hub.settings.retainAvailable,
    defect: 'accepts-retain-when-unavailable',
  },
  {
    code: 0x94,
    test: ({ properties }, { aliases }) => aliases.isOffered && (properties?.topicAlias ?? 0) > aliases.maximum,
    defect: 'accepts-alias-over-maximum',
  },
  {
    code: 0x94,
    test: ({ properties }, { aliases }) => !aliases.isOffered && properties?.topicAlias !== undefined,
    defect: 'accepts-alias-when-disabled',
  },
  {
    code: 0x93,
    test: (packet, connection, session) => exceedsReceiveMaximum(packet, connection, session),
    defect: 'ignores-receive-maximum',
  },
];

/** 5.0: unfinished QoS 2 messages; QoS 1 messages are done as soon as they come. */
function exceedsReceiveMaximum(packet: Publish, connection: Connection, session: Session): boolean {
  const { settings, defects } = connection.hub;
  if (connection.version !== 5 || packet.qos === 0 || session.received.has(packet.packetIdentifier ?? 0)) return false;
  const more = defects.has('receive-maximum-off-by-one') ? 1 : 0;
  return session.received.size >= settings.receiveMaximum + more;
}

function receive(connection: Connection, session: Session, packet: Publish, message: Message): void {
  const { defects } = connection.hub;
  const identifier = packet.packetIdentifier ?? 0;
  const repeated = message.qos === 2 && isRepetition(session, identifier);
  if (repeated) {
    if (defects.has('qos2-duplicate-delivery')) connection.hub.publish(message);
    if (!defects.has('no-pubrec-on-duplicate')) acknowledge(connection, packet, 0);
    return;
  }
  if (connection.hub.isDenied(message.topic)) {
    refuse(connection, session, packet, message);
    return;
  }
  if (message.qos === 2) session.received.set(identifier, message);
  const matched = isLost(session, message, identifier) ? 1 : connection.hub.publish(message);
  const unwanted = matched === 0 || defects.has('false-no-matching-subscribers');
  acknowledge(connection, packet, unwanted ? 0x10 : 0);
}

function isRepetition(session: Session, identifier: number): boolean {
  return session.received.has(identifier) || session.remembered.has(-identifier);
}

/** Nobody may publish there: 5.0 says so in the acknowledgement, 3.1.1 has no way to (MQTT-3.3.5-2). */
function refuse(connection: Connection, session: Session, packet: Publish, message: Message): void {
  const { defects } = connection.hub;
  if (defects.has('unauthorized-publish-delivered')) connection.hub.publish(message);
  if (defects.has('unauthorized-publish-unanswered')) return;
  if (message.qos === 2 && connection.version !== 5) session.received.set(packet.packetIdentifier ?? 0, message);
  if (message.qos === 2 && defects.has('pid-stuck-after-error-pubrec')) {
    session.remembered.add(-(packet.packetIdentifier ?? 0));
  }
  acknowledge(connection, packet, 0x87);
}

/** Defects: the acknowledgement comes, the message does not. */
function isLost(session: Session, message: Message, identifier: number): boolean {
  const { defects } = session.hub;
  if (message.qos === 2) return defects.has('pubrec-but-message-lost');
  if (message.qos !== 1) return false;
  if (defects.has('puback-but-message-lost')) return true;
  if (!defects.has('dedupes-qos1-by-pid')) return false;
  const seen = session.remembered.has(identifier);
  session.remembered.add(identifier);
  return seen;
}

function acknowledge(connection: Connection, packet: Publish, reasonCode: number): void {
  const { defects } = connection.hub;
  const packetIdentifier = packet.packetIdentifier ?? 0;
  if (packet.qos === 0) {
    if (defects.has('acks-qos0')) connection.send({ type: 'PUBACK', packetIdentifier: 1, reasonCode: 0 });
    return;
  }
  const type = packet.qos === 1 && !defects.has('pubrec-for-qos1') ? 'PUBACK' : 'PUBREC';
  connection.send({ type, packetIdentifier, reasonCode });
}
