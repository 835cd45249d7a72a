import { mqttDefect } from './defect-row.js';

/** Explanations that make a packet larger than the client allows. */
// biome-ignore format: a table, one defect a line
export const OVERSIZE_DEFECTS = [
  mqttDefect('oversize-auth-reason-string', '', 'MQTT-3.15.2-2', 'adds a Reason String to AUTH that makes it larger than the client allows'),
  mqttDefect('oversize-auth-user-property', '', 'MQTT-3.15.2-3', 'adds a User Property to AUTH that makes it larger than the client allows'),
  mqttDefect('oversize-connack-reason-string', '', 'MQTT-3.2.2-19', 'adds a Reason String to CONNACK that makes it larger than the client allows'),
  mqttDefect('oversize-connack-user-property', '', 'MQTT-3.2.2-20', 'adds a User Property to CONNACK that makes it larger than the client allows'),
  mqttDefect('oversize-disconnect-reason-string', '', 'MQTT-3.14.2-3', 'adds a Reason String to DISCONNECT that makes it larger than the client allows'),
  mqttDefect('oversize-disconnect-user-property', '', 'MQTT-3.14.2-4', 'adds a User Property to DISCONNECT that makes it larger than the client allows'),
  mqttDefect('oversize-puback-reason-string', '', 'MQTT-3.4.2-2', 'adds a Reason String to PUBACK that makes it larger than the client allows'),
  mqttDefect('oversize-puback-user-property', '', 'MQTT-3.4.2-3', 'adds a User Property to PUBACK that makes it larger than the client allows'),
  mqttDefect('oversize-pubcomp-reason-string', '', 'MQTT-3.7.2-2', 'adds a Reason String to PUBCOMP that makes it larger than the client allows'),
  mqttDefect('oversize-pubcomp-user-property', '', 'MQTT-3.7.2-3', 'adds a User Property to PUBCOMP that makes it larger than the client allows'),
  mqttDefect('oversize-pubrec-reason-string', '', 'MQTT-3.5.2-2', 'adds a Reason String to PUBREC that makes it larger than the client allows'),
  mqttDefect('oversize-pubrec-user-property', '', 'MQTT-3.5.2-3', 'adds a User Property to PUBREC that makes it larger than the client allows'),
  mqttDefect('oversize-pubrel-reason-string', '', 'MQTT-3.6.2-2', 'adds a Reason String to PUBREL that makes it larger than the client allows'),
  mqttDefect('oversize-pubrel-user-property', '', 'MQTT-3.6.2-3', 'adds a User Property to PUBREL that makes it larger than the client allows'),
  mqttDefect('oversize-suback-reason-string', '', 'MQTT-3.9.2-1', 'adds a Reason String to SUBACK that makes it larger than the client allows'),
  mqttDefect('oversize-suback-user-property', '', 'MQTT-3.9.2-2', 'adds a User Property to SUBACK that makes it larger than the client allows'),
  mqttDefect('oversize-unsuback-reason-string', '', 'MQTT-3.11.2-1', 'adds a Reason String to UNSUBACK that makes it larger than the client allows'),
  mqttDefect('oversize-unsuback-user-property', '', 'MQTT-3.11.2-2', 'adds a User Property to UNSUBACK that makes it larger than the client allows'),
];
