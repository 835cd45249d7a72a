import { mqttDefect } from './defect-row.js';

/** Topics: matching and deleting. */
// biome-ignore format: a table, one defect a line
export const MATCHING_DEFECTS = [
  mqttDefect('case-insensitive-topics', 'MQTT-4.7.3-4', 'MQTT-4.7.3-4', 'ignores case when matching'),
  mqttDefect('collapses-double-slash', 'MQTT-4.7.3-4', 'MQTT-4.7.3-4', 'takes "//" for "/" when matching'),
  mqttDefect('hash-matches-dollar-topics', 'MQTT-4.7.2-1', 'MQTT-4.7.2-1', 'matches topics that begin with $ by "#"'),
  mqttDefect('hash-matches-sibling', 'MQTT-4.7.1-2', 'MQTT-4.7.1-1', 'matches "T/#" with topics that merely begin with T'),
  mqttDefect('hash-misses-parent', 'MQTT-4.7.1-2', 'MQTT-4.7.1-1', 'does not match "T/#" with T'),
  mqttDefect('ignores-bom-when-matching', 'MQTT-1.5.3-3', 'MQTT-1.5.4-3', 'ignores U+FEFF when matching'),
  mqttDefect('plus-matches-dollar-topics', 'MQTT-4.7.2-1', 'MQTT-4.7.2-1', 'matches topics that begin with $ by "+"'),
  mqttDefect('plus-matches-parent', 'MQTT-4.7.1-3', 'MQTT-4.7.1-2', 'matches "T/+" with T'),
  mqttDefect('plus-matches-two-levels', 'MQTT-4.7.1-3', 'MQTT-4.7.1-2', 'matches "+" with one level or more'),
  mqttDefect('plus-misses-empty-level', 'MQTT-4.7.1-3', 'MQTT-4.7.1-2', 'does not match "+" with an empty level'),
  mqttDefect('rejects-single-slash-topic', '', 'MQTT-4.7.3-1', 'closes on the topic "/"'),
  mqttDefect('rejects-subscribe-over-maximum-qos', '', 'MQTT-3.2.2-10', 'refuses subscriptions above its Maximum QoS'),
  mqttDefect('strips-trailing-slash', 'MQTT-4.7.3-4', 'MQTT-4.7.3-4', 'ignores a trailing "/" when matching'),
  mqttDefect('trims-topic', 'MQTT-4.7.3-4', 'MQTT-4.7.3-4', 'ignores blanks around topics when matching'),
  mqttDefect('unicode-normalizes-topics', 'MQTT-4.7.3-4', 'MQTT-4.7.3-4', "compares topics in Unicode's composed form"),
  mqttDefect('unsubscribe-case-insensitive', 'MQTT-3.10.4-1', 'MQTT-3.10.4-1', 'ignores case when it looks for the subscription to delete'),
  mqttDefect('unsubscribe-matches-wildcards', 'MQTT-3.10.4-1', 'MQTT-3.10.4-1', 'deletes the subscriptions that a filter in UNSUBSCRIBE matches'),
];
