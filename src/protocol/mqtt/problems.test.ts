import { describe, expect, it } from 'vitest';
import { parseHex } from '../../bytes/hex.js';
import { statements } from '../../catalogue/statements.js';
import { decodePacket } from './decode.js';
import type { MqttVersion } from './packet.js';
import { type MqttProblemCode, PROBLEMS, type ProblemRow } from './problems.js';
import type { Sender } from './tables.js';

/** Each code once: the octets that earn it, and where in them the fault lies. */
const EXAMPLES: Readonly<Record<MqttProblemCode, readonly [MqttVersion, Sender, string, at: number]>> = {
  MQTT_INCOMPLETE: [4, 'client', '30 05 00', 3],
  MQTT_REMAINING_LENGTH_TOO_LONG: [4, 'client', '30 80 80 80 80 01', 1],
  MQTT_VARINT_TOO_LONG: [5, 'client', '82 09 00 01 80 80 80 80 01 61 00', 4],
  MQTT_VARINT_NON_MINIMAL: [5, 'client', 'C0 80 00', 1],
  MQTT_TYPE_RESERVED: [4, 'client', 'F0 00', 0],
  MQTT_WRONG_DIRECTION: [4, 'server', 'C0 00', 0],
  MQTT_FLAGS_RESERVED: [4, 'client', 'C1 00', 0],
  MQTT_PUBREL_FLAGS: [4, 'client', '60 02 00 05', 0],
  MQTT_SUBSCRIBE_FLAGS: [4, 'client', '80 06 00 01 00 01 74 00', 0],
  MQTT_UNSUBSCRIBE_FLAGS: [4, 'client', 'A0 05 00 01 00 01 74', 0],
  MQTT_DISCONNECT_FLAGS: [4, 'client', 'E1 00', 0],
  MQTT_AUTH_FLAGS: [5, 'client', 'F1 00', 0],
  MQTT_TRAILING_BYTES: [4, 'client', 'C0 01 00', 2],
  MQTT_TRUNCATED: [4, 'client', '40 01 00', 2],
  MQTT_UTF8_SURROGATE: [4, 'client', '30 06 00 04 61 ED B0 80', 5],
  MQTT_UTF8_OVERLONG: [4, 'client', '30 04 00 02 C0 AF', 4],
  MQTT_UTF8_ABOVE_10FFFF: [4, 'client', '30 06 00 04 F5 80 80 80', 4],
  MQTT_UTF8_TRUNCATED: [4, 'client', '30 04 00 02 E2 82', 4],
  MQTT_UTF8: [5, 'client', 'E0 06 80 04 1F 00 01 FF', 7],
  MQTT_UTF8_NUL: [4, 'client', '30 05 00 03 74 00 61', 5],
  MQTT_CLIENT_ID_UTF8: [4, 'client', '10 0E 00 04 4D 51 54 54 04 02 00 3C 00 02 C3 28', 14],
  MQTT_WILL_TOPIC_UTF8: [4, 'client', '10 14 00 04 4D 51 54 54 04 06 00 3C 00 02 63 31 00 01 FF 00 01 6D', 18],
  MQTT_USER_NAME_UTF8: [4, 'client', '10 12 00 04 4D 51 54 54 04 82 00 3C 00 02 63 31 00 02 C3 28', 18],
  MQTT_UNSUBSCRIBE_FILTER_UTF8: [4, 'client', 'A2 06 00 01 00 02 C3 28', 6],
  MQTT_RESPONSE_TOPIC_UTF8: [5, 'client', '32 0B 00 01 74 00 01 04 08 00 01 FF 78', 11],
  MQTT_CONTENT_TYPE_UTF8: [5, 'client', '32 0B 00 01 74 00 01 04 03 00 01 FF 78', 11],
  MQTT_USER_PROPERTY_UTF8: [5, 'client', '32 0E 00 01 74 00 01 07 26 00 01 FF 00 01 76 78', 11],
  MQTT_PROTOCOL_NAME: [4, 'client', '10 0E 00 04 4D 51 54 58 04 02 00 3C 00 02 63 31', 2],
  MQTT_PROTOCOL_VERSION: [4, 'client', '10 0E 00 04 4D 51 54 54 06 02 00 3C 00 02 63 31', 8],
  MQTT_CONNECT_FLAG_RESERVED: [4, 'client', '10 0E 00 04 4D 51 54 54 04 03 00 3C 00 02 63 31', 9],
  MQTT_WILL_QOS_WITHOUT_WILL: [4, 'client', '10 0E 00 04 4D 51 54 54 04 0A 00 3C 00 02 63 31', 9],
  MQTT_WILL_RETAIN_WITHOUT_WILL: [4, 'client', '10 0E 00 04 4D 51 54 54 04 22 00 3C 00 02 63 31', 9],
  MQTT_WILL_QOS_3: [4, 'client', '10 14 00 04 4D 51 54 54 04 1E 00 3C 00 02 63 31 00 01 77 00 01 6D', 9],
  MQTT_WILL_MISSING: [4, 'client', '10 0E 00 04 4D 51 54 54 04 06 00 3C 00 02 63 31', 16],
  MQTT_WILL_TOPIC_EMPTY: [4, 'client', '10 13 00 04 4D 51 54 54 04 06 00 3C 00 02 63 31 00 00 00 01 6D', 16],
  MQTT_WILL_TOPIC_WILDCARD: [4, 'client', '10 14 00 04 4D 51 54 54 04 06 00 3C 00 02 63 31 00 01 23 00 01 6D', 18],
  MQTT_CLIENT_ID_MISSING: [4, 'client', '10 0A 00 04 4D 51 54 54 04 02 00 3C', 12],
  MQTT_CLIENT_ID_EMPTY: [4, 'client', '10 0C 00 04 4D 51 54 54 04 00 00 3C 00 00', 12],
  MQTT_USER_NAME_MISSING: [4, 'client', '10 0E 00 04 4D 51 54 54 04 82 00 3C 00 02 63 31', 16],
  MQTT_PASSWORD_MISSING: [4, 'client', '10 11 00 04 4D 51 54 54 04 C2 00 3C 00 02 63 31 00 01 75', 19],
  MQTT_USER_NAME_UNDECLARED: [4, 'client', '10 11 00 04 4D 51 54 54 04 02 00 3C 00 02 63 31 00 01 75', 16],
  MQTT_PASSWORD_UNDECLARED: [4, 'client', '10 14 00 04 4D 51 54 54 04 82 00 3C 00 02 63 31 00 01 75 00 01 70', 19],
  MQTT_PASSWORD_WITHOUT_USER_NAME: [4, 'client', '10 11 00 04 4D 51 54 54 04 42 00 3C 00 02 63 31 00 01 70', 9],
  MQTT_CONNACK_FLAGS: [4, 'server', '20 02 02 00', 2],
  MQTT_CONNACK_SESSION_PRESENT: [4, 'server', '20 02 01 05', 2],
  MQTT_QOS_3: [4, 'client', '36 06 00 01 74 00 01 78', 0],
  MQTT_DUP_WITH_QOS_0: [4, 'client', '38 04 00 01 74 78', 0],
  MQTT_TOPIC_MISSING: [4, 'client', '30 03 00 20 74', 2],
  MQTT_TOPIC_UTF8: [4, 'client', '32 07 00 02 C3 28 00 01 78', 4],
  MQTT_TOPIC_EMPTY: [4, 'client', '30 03 00 00 78', 2],
  MQTT_TOPIC_WILDCARD: [4, 'client', '32 08 00 03 74 2F 2B 00 01 78', 4],
  MQTT_PUBLISH_PACKET_ID_MISSING: [4, 'client', '32 04 00 01 74 00', 5],
  MQTT_RESPONSE_TOPIC_WILDCARD: [5, 'client', '32 0D 00 01 74 00 01 06 08 00 03 72 2F 23 78', 8],
  MQTT_PACKET_ID_ZERO: [4, 'client', '82 06 00 00 00 01 74 00', 2],
  MQTT_PACKET_ID_ZERO_FROM_SERVER: [4, 'server', '32 06 00 01 74 00 00 78', 5],
  MQTT_ACKNOWLEDGEMENT_PACKET_ID_ZERO: [4, 'server', '40 02 00 00', 2],
  MQTT_SUBACK_PACKET_ID_ZERO: [4, 'server', '90 03 00 00 00', 2],
  MQTT_SUBSCRIBE_EMPTY: [4, 'client', '82 02 00 01', 4],
  MQTT_FILTER_TRUNCATED: [4, 'client', '82 06 00 01 00 20 74 00', 4],
  MQTT_FILTER_UTF8: [4, 'client', '82 06 00 01 00 01 FF 00', 6],
  MQTT_FILTER_EMPTY: [4, 'client', '82 05 00 01 00 00 00', 6],
  MQTT_FILTER_HASH: [4, 'client', '82 07 00 01 00 02 74 23 00', 6],
  MQTT_FILTER_PLUS: [4, 'client', '82 07 00 01 00 02 74 2B 00', 6],
  MQTT_SHARE_NAME_EMPTY: [5, 'client', '82 0F 00 01 00 00 09 24 73 68 61 72 65 2F 2F 74 00', 7],
  MQTT_SHARE_NAME_WILDCARD: [5, 'client', '82 10 00 01 00 00 0A 24 73 68 61 72 65 2F 23 2F 74 00', 7],
  MQTT_SHARE_FILTER_MISSING: [5, 'client', '82 0E 00 01 00 00 08 24 73 68 61 72 65 2F 67 00', 7],
  MQTT_SHARE_NO_LOCAL: [5, 'client', '82 10 00 01 00 00 0A 24 73 68 61 72 65 2F 67 2F 74 05', 17],
  MQTT_OPTIONS_MISSING: [4, 'client', '82 05 00 01 00 01 74', 7],
  MQTT_OPTIONS_RESERVED: [4, 'client', '82 06 00 01 00 01 74 04', 7],
  MQTT_OPTIONS_QOS_3: [4, 'client', '82 06 00 01 00 01 74 03', 7],
  MQTT_OPTIONS_RETAIN_HANDLING_3: [5, 'client', '82 07 00 01 00 00 01 74 30', 8],
  MQTT_UNSUBSCRIBE_EMPTY: [4, 'client', 'A2 02 00 01', 4],
  MQTT_UNSUBSCRIBE_FILTER_TRUNCATED: [4, 'client', 'A2 05 00 01 00 02 74', 4],
  MQTT_SUBACK_EMPTY: [4, 'server', '90 02 00 01', 4],
  MQTT_UNSUBACK_EMPTY: [5, 'server', 'B0 03 00 01 00', 5],
  MQTT_PROPERTIES_MISSING: [5, 'server', '20 02 00 00', 4],
  MQTT_PROPERTIES_LEFT_OUT: [5, 'client', '82 06 00 01 00 01 61 00', 4],
  MQTT_PROPERTIES_PAST_END: [5, 'client', '32 07 00 01 74 00 01 20 78', 7],
  MQTT_PROPERTY_TRUNCATED: [5, 'client', '32 09 00 01 74 00 01 02 02 00 78', 9],
  MQTT_PROPERTY_UNKNOWN: [5, 'client', '32 09 00 01 74 00 01 02 7F 00 78', 8],
  MQTT_PROPERTY_NOT_ALLOWED: [5, 'client', '32 0A 00 01 74 00 01 03 21 00 01 78', 8],
  MQTT_PROPERTY_DUPLICATE: [5, 'client', '32 0D 00 01 74 00 01 06 23 00 01 23 00 01 78', 11],
  MQTT_PROPERTY_VALUE: [5, 'client', '32 09 00 01 74 00 01 02 01 02 78', 8],
  MQTT_TOPIC_ALIAS_0: [5, 'client', '32 0A 00 01 74 00 01 03 23 00 00 78', 8],
  MQTT_MAXIMUM_QOS_VALUE: [5, 'server', '20 05 00 00 02 24 02', 5],
  MQTT_SUBSCRIPTION_ID_FROM_CLIENT: [5, 'client', '32 09 00 01 74 00 01 02 0B 01 78', 8],
  MQTT_SESSION_EXPIRY_FROM_SERVER: [5, 'server', 'E0 07 00 05 11 00 00 00 01', 4],
  MQTT_AUTHENTICATION_DATA_ALONE: [5, 'client', '10 13 00 04 4D 51 54 54 05 02 00 3C 04 16 00 01 64 00 02 63 31', 17],
  MQTT_AUTH_WITHOUT_METHOD: [5, 'client', 'F0 02 18 00', 4],
  MQTT_CONNACK_CODE: [4, 'server', '20 02 00 06', 3],
  MQTT_PUBACK_CODE: [5, 'client', '40 03 00 01 92', 4],
  MQTT_PUBREC_CODE: [5, 'client', '50 03 00 01 92', 4],
  MQTT_PUBREL_CODE: [5, 'client', '62 03 00 01 10', 4],
  MQTT_PUBCOMP_CODE: [5, 'client', '70 03 00 01 10', 4],
  MQTT_SUBACK_CODE: [4, 'server', '90 03 00 01 8F', 4],
  MQTT_UNSUBACK_CODE: [5, 'server', 'B0 04 00 01 00 97', 5],
  MQTT_DISCONNECT_CODE: [5, 'client', 'E0 01 8E', 2],
  MQTT_AUTH_CODE: [5, 'client', 'F0 07 00 05 15 00 02 78 78', 2],
};

describe('each problem', () => {
  it.each(Object.entries(EXAMPLES))('%s is found where it lies', (code, [version, from, hex, at]) => {
    const { problems } = decodePacket(parseHex(hex) ?? Buffer.alloc(0), { version, from });
    const found = problems.find((one) => one.code === code);
    expect(found?.span.offset).toBe(at);
  });
});

describe('the statements of the problems', () => {
  it.each(['mqtt3', 'mqtt5'] as const)('exist in %s', (spec) => {
    const known = new Set(statements(spec).map(({ id }) => id));
    for (const [code, row] of Object.entries(PROBLEMS as Readonly<Record<string, ProblemRow>>)) {
      const statement = row[spec];
      if (statement !== null && statement !== 'malformed') expect(known, code).toContain(statement);
    }
  });
});
