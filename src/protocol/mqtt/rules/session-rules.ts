import { binding, CONNACK, type MqttRule, PUBLISH } from './mqtt-rule.js';

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
    on: [PUBLISH],
    binds: 'server',
    statement: binding('MQTT-3.3.2-3', 'MQTT-3.3.2-3'),
    when: ({ topic, topicStart, topicEnd }, { session }) =>
      topic !== undefined && topicEnd > topicStart && session.whole && session.filters.size > 0,
    broken: ({ topic, topicStart, topicEnd }, { session, topicHash }) =>
      topic !== undefined && !session.asksFor(topicHash, topic, topicStart, topicEnd),
    says: () => 'the topic matches no filter of this client',
  },
] as const satisfies readonly MqttRule[];
