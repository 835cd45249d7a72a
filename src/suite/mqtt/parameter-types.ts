import type { ParameterKind } from '../../engine/vocabulary.js';
import { writtenName } from '../words/wire-name.js';

/** The words between braces that only MQTT features use. */
export const mqttParameterTypes: readonly ParameterKind[] = [
  { name: 'qos', regexp: /QoS [012]/, transform: (text = '') => Number(text.slice(-1)) },
  { name: 'topic', regexp: /(?:exactly )?"[^"]*"/, transform: (text = '') => writtenName(text) },
  {
    name: 'packet type',
    regexp:
      /CONNECT|CONNACK|PUBLISH|PUBACK|PUBREC|PUBREL|PUBCOMP|SUBSCRIBE|SUBACK|UNSUBSCRIBE|UNSUBACK|PINGREQ|PINGRESP|DISCONNECT|AUTH/,
    transform: (text) => text,
  },
  { name: 'moment', regexp: /up to (?:PUBLISH|PUBACK|PUBREC|PUBREL|PUBCOMP)/, transform: (text = '') => text.slice(6) },
  {
    name: 'reason',
    regexp: /0x[0-9A-F]{2}(?: [A-Z][A-Za-z ]+?)?(?: or 0x[0-9A-F]{2}(?: [A-Z][A-Za-z ]+?)?)*/,
    transform: (text) => text,
  },
];
