import { mqttDefect } from './defect-row.js';

/** Enhanced authentication. */
// biome-ignore format: a table, one defect a line
export const AUTHENTICATION_DEFECTS = [
  mqttDefect('auth-invalid-reason-code', '', 'MQTT-3.15.2-1', 'sends AUTH with a Reason Code of other packets'),
  mqttDefect('auth-wrong-code-in-exchange', '', 'MQTT-4.12.0-2', 'sends AUTH 0x00 in place of 0x18 in an exchange'),
  mqttDefect('reauth-accepts-other-method', '', 'MQTT-4.12.1-1', 'takes a re-authentication with another method'),
  mqttDefect('stays-open-after-auth-rejection', '', 'MQTT-4.12.0-4', 'leaves the connection open after it rejected an authentication'),
  mqttDefect('stays-open-after-failed-reauth', '', 'MQTT-4.12.1-2', 'goes on serving after a failed re-authentication'),
];
