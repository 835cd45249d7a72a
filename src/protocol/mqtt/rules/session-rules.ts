import type { MqttFacts } from '../facts.js';
import { binding, type MqttRule } from './mqtt-rule.js';
import { CONNACK, PUBLISH, PUBLISH_QOS_0 } from './packet-numbers.js';
import type { MqttState } from './state.js';

/** What a server remembers of a client, or must not. */
export const SESSION = [
  {
    code: 'MQTT_SESSION_PRESENT_AFTER_CLEAN',
    on: [CONNACK],
    binds: 'server',
    statement: binding('MQTT-3.2.2-1', 'MQTT-3.2.2-2'),
    when: ({ scan, version }, state) =>
      version > 3 && scan.reasonCode === 0 && state.cleanStart && state.connect > 0 && state.connack === 0,
    broken: ({ packet }) => packet?.type === 'CONNACK' && packet.sessionPresent,
    says: () => 'Session Present is 1 although a clean session was asked for',
  },
  {
    code: 'MQTT_NO_SUCH_SUBSCRIPTION',
    on: [PUBLISH, PUBLISH_QOS_0],
    binds: 'server',
    statement: binding('MQTT-3.3.2-3', 'MQTT-3.3.2-3'),
    when: isKnown,
    broken: (facts, state) => highestQos(facts, state) < 0,
    says: () => 'the topic matches no filter of this client',
  },
  {
    code: 'MQTT_QOS_ABOVE_GRANTED',
    on: [PUBLISH],
    binds: 'server',
    statement: binding('MQTT-3.8.4-6', 'MQTT-3.8.4-8'),
    when: (facts, state) => facts.scan.qos > 0 && isKnown(facts, state) && highestQos(facts, state) >= 0,
    broken: (facts, state) => facts.scan.qos > highestQos(facts, state),
    says: (facts, state) =>
      `QoS ${facts.scan.qos}, at most ${highestQos(facts, state)} was ever granted for this topic`,
  },
] as const satisfies readonly MqttRule[];

/** All that the client ever subscribed to is known. */
function isKnown({ topic, topicStart, topicEnd }: MqttFacts, { session }: MqttState): boolean {
  return topic !== undefined && topicEnd > topicStart && session.whole && session.hasFilters;
}

function highestQos({ topic, topicStart, topicEnd }: MqttFacts, { session, topicHash }: MqttState): number {
  return topic === undefined ? -1 : session.highestQos(topicHash, topic, topicStart, topicEnd);
}
