import { binding, type MqttRule } from './mqtt-rule.js';
import { PUBLISH, PUBLISH_QOS_0 } from './packet-numbers.js';
import type { MqttState } from './state.js';

/** What the other end takes, as its CONNECT or CONNACK of 5.0 says. */
export const LIMITS = [
  {
    code: 'MQTT_TOPIC_ALIAS_MAXIMUM',
    on: [PUBLISH, PUBLISH_QOS_0],
    statement: binding(undefined, { client: 'MQTT-3.3.2-9', server: 'MQTT-3.3.2-11' }),
    when: ({ scan }, state) => scan.topicAlias > 0 && knowsLimits(state),
    broken: ({ scan }, state) => scan.topicAlias > state.end.aliasMaximum,
    says({ scan }, { end: { aliasMaximum } }) {
      const taken = aliasMaximum === 0 ? 'none' : `at most ${aliasMaximum}`;
      return `Topic Alias ${scan.topicAlias}, the other side takes ${taken}`;
    },
  },
  {
    code: 'MQTT_TOPIC_ALIAS_UNKNOWN',
    on: [PUBLISH, PUBLISH_QOS_0],
    statement: binding(undefined, 'MQTT-4.13.1-1'),
    when: ({ scan }, state, packet) =>
      scan.topicAlias > 0 && scan.topicStart === scan.topicEnd && state.complete && packet.lost === 0,
    broken: ({ topic }) => topic === undefined,
    says: ({ scan }) => `Topic Alias ${scan.topicAlias} stands for no topic on this connection`,
  },
  {
    code: 'MQTT_PACKET_TOO_LARGE',
    statement: binding(undefined, { client: 'MQTT-3.2.2-15', server: 'MQTT-3.1.2-24' }),
    when: (_, state) => state.end.maximumPacketSize < Number.POSITIVE_INFINITY && knowsLimits(state),
    broken: (_, state, packet) => packet.length > state.end.maximumPacketSize,
    says: (_, { end }, packet) => `${packet.length} octets, the other side takes at most ${end.maximumPacketSize}`,
  },
  {
    code: 'MQTT_RECEIVE_MAXIMUM',
    on: [PUBLISH],
    statement: binding(undefined, { client: 'MQTT-3.3.4-7', server: 'MQTT-3.3.4-9' }),
    when: ({ scan }, state) => scan.packetId > 0 && isNew(state) && knowsLimits(state) && !state.lacksOther,
    broken: (_, { end }) => end.unacknowledged >= end.receiveMaximum,
    says: (_, { end }) =>
      `${end.unacknowledged} messages are not acknowledged yet, the other side takes ${end.receiveMaximum}`,
  },
  {
    code: 'MQTT_QOS_ABOVE_MAXIMUM',
    on: [PUBLISH],
    binds: 'client',
    statement: binding(undefined, 'MQTT-3.2.2-11'),
    when: ({ scan }, state) => scan.qos > 0 && knowsLimits(state),
    broken: ({ scan }, { end }) => scan.qos > end.maximumQos,
    says: ({ scan }, { end }) => `QoS ${scan.qos}, the server takes at most ${end.maximumQos}`,
  },
  {
    code: 'MQTT_RETAIN_UNAVAILABLE',
    on: [PUBLISH, PUBLISH_QOS_0],
    binds: 'client',
    statement: binding(undefined, 'MQTT-3.2.2-14'),
    when: ({ scan }, state) => scan.retain && knowsLimits(state),
    broken: (_, { end }) => !end.retainAvailable,
    says: () => 'RETAIN is 1, and the server takes no retained messages',
  },
] as const satisfies readonly MqttRule[];

/** Both ends have spoken. A client that did not wait for CONNACK may not have read it when it sent this. */
const knowsLimits = ({ connect, connack, side, clientWaited, accepted }: MqttState): boolean =>
  connect > 0 && (side === 1 || (connack > 0 && accepted && clientWaited));

/** The packet is not one that is sent again on this connection. */
const isNew = (state: MqttState): boolean => state.own === undefined || state.own.done || !state.isHere(state.own);
