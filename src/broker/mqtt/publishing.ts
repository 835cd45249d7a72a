import type { Acknowledgement, Publish } from '../../protocol/mqtt/packet.js';
import type { Connection } from './connection.js';
import type { Message } from './message.js';
import type { Session } from './session.js';

/** A PUBLISH of 5.0 that breaks what CONNACK announced. */
export interface PublishRefusal {
  readonly fault: 'qos' | 'retain' | 'alias above maximum' | 'alias where none is' | 'receive maximum' | 'other';
  readonly code: number;
  readonly test: (packet: Publish, connection: Connection, session: Session) => boolean;
}

const PUBLISH_REFUSALS: readonly PublishRefusal[] = [
  {
    fault: 'qos',
    code: 0x9b,
    // QoS 3 does not come as far as this.
    test: ({ qos }, { hub }) => Math.min(qos, 2) > hub.settings.maximumQos,
  },
  {
    fault: 'retain',
    code: 0x9a,
    test: ({ retain }, { hub }) => retain && !hub.settings.retainAvailable,
  },
  {
    fault: 'alias above maximum',
    code: 0x94,
    test: ({ properties }, { hub: { settings } }) =>
      settings.topicAliasMaximum > 0 && (properties?.topicAlias ?? 0) > settings.topicAliasMaximum,
  },
  {
    fault: 'alias where none is',
    code: 0x94,
    test: ({ properties }, { hub }) => hub.settings.topicAliasMaximum === 0 && properties?.topicAlias !== undefined,
  },
  {
    fault: 'receive maximum',
    code: 0x93,
    test: exceedsReceiveMaximum,
  },
];

/** What PUBLISH and PUBREL of a client do: sections 3.3.4 and 4.3. */
export const publishing = {
  publishRefusals: PUBLISH_REFUSALS,
  handlePublish,
  handlePubrel,
  isRepetition,
  answerRepetition,
  refuseMessage,
  deliverOnward,
  acknowledge,
};

function handlePublish(connection: Connection, packet: Publish): void {
  const { session, hub } = connection;
  if (session === undefined) return;
  const refusal = hub.conduct.publishRefusals.find((row) => row.test(packet, connection, session));
  if (refusal !== undefined) {
    connection.fail(refusal.code);
    return;
  }
  const topic = hub.conduct.resolveAlias(connection, packet);
  if (topic === undefined) hub.conduct.refuseUnknownAlias(connection, packet);
  else receive(connection, session, packet, hub.conduct.messageOf(packet, topic, session.clientId));
}

/** PUBREL from a client: the identifier is free again. */
function handlePubrel(connection: Connection, { packetIdentifier }: Acknowledgement): void {
  const known = connection.session?.received.delete(packetIdentifier);
  if (known !== undefined) connection.send({ type: 'PUBCOMP', packetIdentifier, reasonCode: known ? 0 : 0x92 });
}

function receive(connection: Connection, session: Session, packet: Publish, message: Message): void {
  const { conduct } = connection.hub;
  const identifier = packet.packetIdentifier ?? 0;
  if (message.qos === 2 && conduct.isRepetition(session, identifier)) {
    conduct.answerRepetition(connection, packet, message);
    return;
  }
  if (connection.hub.isDenied(message.topic)) {
    conduct.refuseMessage(connection, session, packet, message);
    return;
  }
  if (message.qos === 2) session.received.set(identifier, message);
  const matched = conduct.deliverOnward(session, message, identifier);
  conduct.acknowledge(connection, packet, matched === 0 ? 0x10 : 0);
}

/** 5.0: unfinished QoS 2 messages; QoS 1 messages are done as soon as they come. */
function exceedsReceiveMaximum(packet: Publish, connection: Connection, session: Session): boolean {
  if (connection.version !== 5 || packet.qos === 0 || session.received.has(packet.packetIdentifier ?? 0)) return false;
  return session.received.size >= connection.hub.settings.receiveMaximum;
}

/** Whether a QoS 2 message has this identifier and is not released (MQTT-4.3.3-10). */
function isRepetition(session: Session, identifier: number): boolean {
  return session.received.has(identifier);
}

/** It is acknowledged, and not delivered again. */
function answerRepetition(connection: Connection, packet: Publish, _message: Message): void {
  connection.hub.conduct.acknowledge(connection, packet, 0);
}

/** Nobody may publish there: 5.0 says so in the acknowledgement, 3.1.1 has no way to (MQTT-3.3.5-2). */
function refuseMessage(connection: Connection, session: Session, packet: Publish, message: Message): void {
  if (message.qos === 2 && connection.version !== 5) session.received.set(packet.packetIdentifier ?? 0, message);
  connection.hub.conduct.acknowledge(connection, packet, 0x87);
}

/** Answers how many subscriptions the message matched. */
function deliverOnward({ hub }: Session, message: Message, _identifier: number): number {
  return hub.publish(message);
}

/** PUBACK for QoS 1, PUBREC for QoS 2, nothing for QoS 0 (MQTT-3.3.4-1). */
function acknowledge(connection: Connection, packet: Publish, reasonCode: number): void {
  if (packet.qos === 0) return;
  const type = packet.qos === 1 ? 'PUBACK' : 'PUBREC';
  connection.send({ type, packetIdentifier: packet.packetIdentifier ?? 0, reasonCode });
}
