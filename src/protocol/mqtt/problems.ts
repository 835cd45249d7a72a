/**
 * The closed list of what can be wrong with the octets of one MQTT packet: the statement that each breaks in
 * MQTT 3.1.1 and in 5.0, and how it is said. A problem names what the packet's sender broke, whoever it is and
 * whether or not that is known. `MALFORMED` stands for the general clause: of CONNECT 3.1.4-1, of everything else in
 * 5.0 4.13.1-1. In 3.1.1 the general clause (4.8.0-1) binds the receiver alone: there it stands for the statement that
 * asks for a packet of this form, and where none does, none is named.
 */
import type { Span } from '../../bytes/span.js';
import type { Problem, Role } from '../problem.js';
import type { MqttPacketType, MqttVersion } from './packet.js';

export type ProblemVersion = MqttVersion;
export type MqttProblemCode = keyof typeof PROBLEMS;

export interface ProblemRow {
  readonly mqtt3: string | null;
  readonly mqtt5: string | null;
  readonly message: string;
}

const MALFORMED = 'malformed';

const row = (mqtt3: string | null, mqtt5: string | null, message: string): ProblemRow => ({ mqtt3, mqtt5, message });
/** One statement id in both versions. */
const both = (statement: string, message: string): ProblemRow => row(statement, statement, message);

export const PROBLEMS = {
  // fixed header
  MQTT_INCOMPLETE: row(null, null, 'the packet is longer than the octets at hand'),
  MQTT_REMAINING_LENGTH_TOO_LONG: row(null, 'MQTT-1.5.5-1', 'Remaining Length has more than four octets'),
  MQTT_VARINT_TOO_LONG: row(null, 'MQTT-1.5.5-1', 'a Variable Byte Integer has more than four octets'),
  MQTT_VARINT_NON_MINIMAL: row(null, 'MQTT-1.5.5-1', 'a Variable Byte Integer is longer than it need be'),
  MQTT_TYPE_RESERVED: row(null, 'MQTT-2.1.3-1', 'the packet type is reserved'),
  MQTT_WRONG_DIRECTION: row(null, MALFORMED, 'the packet travels in the wrong direction'),
  MQTT_FLAGS_RESERVED: row('MQTT-2.2.2-1', 'MQTT-2.1.3-1', 'the flags must be 0000'),
  MQTT_PUBREL_FLAGS: both('MQTT-3.6.1-1', 'the flags must be 0010'),
  MQTT_SUBSCRIBE_FLAGS: both('MQTT-3.8.1-1', 'the flags must be 0010'),
  MQTT_UNSUBSCRIBE_FLAGS: both('MQTT-3.10.1-1', 'the flags must be 0010'),
  MQTT_DISCONNECT_FLAGS: both('MQTT-3.14.1-1', 'the flags must be 0000'),
  MQTT_AUTH_FLAGS: row(null, 'MQTT-3.15.1-1', 'the flags must be 0000'),
  MQTT_TRAILING_BYTES: both(MALFORMED, 'octets follow where the packet must end'),
  MQTT_TRUNCATED: both(MALFORMED, 'the packet ends before a field does'),

  // strings
  MQTT_UTF8_SURROGATE: row('MQTT-1.5.3-1', 'MQTT-1.5.4-1', 'a surrogate code point is encoded'),
  MQTT_UTF8_OVERLONG: row('MQTT-1.5.3-1', 'MQTT-1.5.4-1', 'a character is encoded in too many octets'),
  MQTT_UTF8_ABOVE_10FFFF: row('MQTT-1.5.3-1', 'MQTT-1.5.4-1', 'a code point above U+10FFFF is encoded'),
  MQTT_UTF8_TRUNCATED: row('MQTT-1.5.3-1', 'MQTT-1.5.4-1', 'the string ends inside a character'),
  MQTT_UTF8: row('MQTT-1.5.3-1', 'MQTT-1.5.4-1', 'not UTF-8'),
  MQTT_UTF8_NUL: row('MQTT-1.5.3-2', 'MQTT-1.5.4-2', 'the string holds U+0000'),
  MQTT_CLIENT_ID_UTF8: both('MQTT-3.1.3-4', 'Client Identifier is not UTF-8'),
  MQTT_WILL_TOPIC_UTF8: row('MQTT-3.1.3-10', 'MQTT-3.1.3-11', 'Will Topic is not UTF-8'),
  MQTT_USER_NAME_UTF8: row('MQTT-3.1.3-11', 'MQTT-3.1.3-12', 'User Name is not UTF-8'),
  MQTT_UNSUBSCRIBE_FILTER_UTF8: both('MQTT-3.10.3-1', 'Topic Filter is not UTF-8'),
  MQTT_RESPONSE_TOPIC_UTF8: row(null, 'MQTT-3.3.2-13', 'Response Topic is not UTF-8'),
  MQTT_CONTENT_TYPE_UTF8: row(null, 'MQTT-3.3.2-19', 'Content Type is not UTF-8'),
  MQTT_USER_PROPERTY_UTF8: row(null, 'MQTT-1.5.7-1', 'User Property is not UTF-8'),

  // CONNECT and CONNACK
  MQTT_PROTOCOL_NAME: both('MQTT-3.1.2-1', 'Protocol Name must be "MQTT"'),
  MQTT_PROTOCOL_VERSION: both('MQTT-3.1.2-2', 'Protocol Version is unknown'),
  MQTT_CONNECT_FLAG_RESERVED: both('MQTT-3.1.2-3', 'bit 0 of the Connect Flags must be 0'),
  MQTT_WILL_QOS_WITHOUT_WILL: row('MQTT-3.1.2-13', 'MQTT-3.1.2-11', 'Will QoS must be 0 without a Will'),
  MQTT_WILL_RETAIN_WITHOUT_WILL: row('MQTT-3.1.2-15', 'MQTT-3.1.2-13', 'Will Retain must be 0 without a Will'),
  MQTT_WILL_QOS_3: row('MQTT-3.1.2-14', 'MQTT-3.1.2-12', 'Will QoS must not be 3'),
  MQTT_WILL_MISSING: both('MQTT-3.1.2-9', 'the Will Flag is 1, but a Will field is missing'),
  MQTT_WILL_TOPIC_EMPTY: both('MQTT-4.7.3-1', 'Will Topic is empty'),
  MQTT_WILL_TOPIC_WILDCARD: row('MQTT-4.7.1-1', 'MQTT-4.7.0-1', 'Will Topic holds a wildcard'),
  MQTT_CLIENT_ID_MISSING: both('MQTT-3.1.3-3', 'Client Identifier is missing'),
  MQTT_CLIENT_ID_EMPTY: row('MQTT-3.1.3-8', null, 'an empty Client Identifier needs Clean Session'),
  MQTT_USER_NAME_MISSING: row('MQTT-3.1.2-19', 'MQTT-3.1.2-17', 'the User Name Flag is 1, but User Name is missing'),
  MQTT_PASSWORD_MISSING: row('MQTT-3.1.2-21', 'MQTT-3.1.2-19', 'the Password Flag is 1, but Password is missing'),
  MQTT_USER_NAME_UNDECLARED: row('MQTT-3.1.2-18', 'MQTT-3.1.2-16', 'a field follows, but the User Name Flag is 0'),
  MQTT_PASSWORD_UNDECLARED: row('MQTT-3.1.2-20', 'MQTT-3.1.2-18', 'a field follows, but the Password Flag is 0'),
  MQTT_PASSWORD_WITHOUT_USER_NAME: row('MQTT-3.1.2-22', null, 'the Password Flag needs the User Name Flag'),
  MQTT_CONNACK_FLAGS: row(null, 'MQTT-3.2.2-1', 'bits 7 to 1 of the Connect Acknowledge Flags must be 0'),
  MQTT_CONNACK_SESSION_PRESENT: row('MQTT-3.2.2-4', 'MQTT-3.2.2-6', 'Session Present must be 0 in a refusal'),

  // PUBLISH
  MQTT_QOS_3: both('MQTT-3.3.1-4', 'QoS must not be 3'),
  MQTT_DUP_WITH_QOS_0: both('MQTT-3.3.1-2', 'DUP must be 0 with QoS 0'),
  MQTT_TOPIC_MISSING: both('MQTT-3.3.2-1', 'Topic Name is missing or cut'),
  MQTT_TOPIC_UTF8: row('MQTT-1.5.3-1', 'MQTT-1.5.4-1', 'Topic Name is not UTF-8'),
  MQTT_TOPIC_EMPTY: both('MQTT-4.7.3-1', 'Topic Name is empty'),
  MQTT_TOPIC_WILDCARD: both('MQTT-3.3.2-2', 'Topic Name holds a wildcard'),
  MQTT_PUBLISH_PACKET_ID_MISSING: row('MQTT-2.3.1-1', MALFORMED, 'Packet Identifier is missing'),
  MQTT_RESPONSE_TOPIC_WILDCARD: row(null, 'MQTT-3.3.2-14', 'Response Topic holds a wildcard'),

  // identifiers
  MQTT_PACKET_ID_ZERO: row('MQTT-2.3.1-1', 'MQTT-2.2.1-3', 'Packet Identifier must not be 0'),
  MQTT_PACKET_ID_ZERO_FROM_SERVER: row('MQTT-2.3.1-1', 'MQTT-2.2.1-4', 'Packet Identifier must not be 0'),
  MQTT_ACKNOWLEDGEMENT_PACKET_ID_ZERO: row('MQTT-2.3.1-6', 'MQTT-2.2.1-5', 'Packet Identifier must not be 0'),
  MQTT_SUBACK_PACKET_ID_ZERO: row('MQTT-2.3.1-7', 'MQTT-2.2.1-6', 'Packet Identifier must not be 0'),

  // SUBSCRIBE and UNSUBSCRIBE
  MQTT_SUBSCRIBE_EMPTY: row('MQTT-3.8.3-3', 'MQTT-3.8.3-2', 'SUBSCRIBE needs at least one Topic Filter'),
  MQTT_FILTER_TRUNCATED: both('MQTT-3.8.3-1', 'Topic Filter is longer than the packet'),
  MQTT_FILTER_UTF8: row('MQTT-1.5.3-1', 'MQTT-1.5.4-1', 'Topic Filter is not UTF-8'),
  MQTT_FILTER_EMPTY: both('MQTT-4.7.3-1', 'Topic Filter is empty'),
  MQTT_FILTER_HASH: row('MQTT-4.7.1-2', 'MQTT-4.7.1-1', '"#" must be the last level and stand alone in it'),
  MQTT_FILTER_PLUS: row('MQTT-4.7.1-3', 'MQTT-4.7.1-2', '"+" must stand alone in its level'),
  MQTT_SHARE_NAME_EMPTY: row(null, 'MQTT-4.8.2-1', 'ShareName is empty'),
  MQTT_SHARE_NAME_WILDCARD: row(null, 'MQTT-4.8.2-2', 'ShareName holds a wildcard'),
  MQTT_SHARE_FILTER_MISSING: row(null, 'MQTT-4.8.2-2', 'no Topic Filter follows the ShareName'),
  MQTT_SHARE_NO_LOCAL: row(null, 'MQTT-3.8.3-4', 'No Local is not allowed in a Shared Subscription'),
  MQTT_OPTIONS_MISSING: row('MQTT-3.8.3-3', 'MQTT-3.8.3-1', 'the octet behind the Topic Filter is missing'),
  MQTT_OPTIONS_RESERVED: row('MQTT-3.8.3-4', 'MQTT-3.8.3-5', 'reserved bits behind the Topic Filter must be 0'),
  MQTT_OPTIONS_QOS_3: row('MQTT-3.8.3-4', MALFORMED, 'requested QoS must not be 3'),
  MQTT_OPTIONS_RETAIN_HANDLING_3: row(null, MALFORMED, 'Retain Handling must not be 3'),
  MQTT_UNSUBSCRIBE_EMPTY: both('MQTT-3.10.3-2', 'UNSUBSCRIBE needs at least one Topic Filter'),
  MQTT_UNSUBSCRIBE_FILTER_TRUNCATED: both('MQTT-3.10.3-1', 'Topic Filter is longer than the packet'),
  MQTT_SUBACK_EMPTY: row('MQTT-3.8.4-5', 'MQTT-3.8.4-6', 'SUBACK needs a code for each Topic Filter'),
  MQTT_UNSUBACK_EMPTY: row(null, 'MQTT-3.11.3-2', 'UNSUBACK needs a code for each Topic Filter'),

  // properties of 5.0
  MQTT_PROPERTIES_MISSING: row(null, 'MQTT-2.2.2-1', 'Property Length is missing'),
  MQTT_PROPERTIES_LEFT_OUT: row(null, 'MQTT-2.2.2-1', 'Property Length is left out, as in MQTT 3.1.1'),
  MQTT_PROPERTIES_PAST_END: row(null, MALFORMED, 'Property Length reaches past the end of the packet'),
  MQTT_PROPERTY_TRUNCATED: row(null, MALFORMED, 'a property is longer than Property Length'),
  MQTT_PROPERTY_UNKNOWN: row(null, MALFORMED, 'no such property'),
  MQTT_PROPERTY_NOT_ALLOWED: row(null, MALFORMED, 'the property does not belong in this packet'),
  MQTT_PROPERTY_DUPLICATE: row(null, MALFORMED, 'the property may appear only once'),
  MQTT_PROPERTY_VALUE: row(null, MALFORMED, 'the value is out of range'),
  MQTT_TOPIC_ALIAS_0: row(null, 'MQTT-3.3.2-8', 'Topic Alias must not be 0'),
  MQTT_MAXIMUM_QOS_VALUE: row(null, 'MQTT-3.2.2-9', 'Maximum QoS must be 0 or 1'),
  MQTT_SUBSCRIPTION_ID_FROM_CLIENT: row(null, 'MQTT-3.3.4-6', 'a client must not send Subscription Identifier'),
  MQTT_SESSION_EXPIRY_FROM_SERVER: row(null, 'MQTT-3.14.2-2', 'a server must not send Session Expiry Interval here'),
  MQTT_AUTHENTICATION_DATA_ALONE: row(null, MALFORMED, 'Authentication Data needs Authentication Method'),
  MQTT_AUTH_WITHOUT_METHOD: row(null, 'MQTT-4.12.0-5', 'AUTH needs Authentication Method'),

  // reason codes
  MQTT_CONNACK_CODE: row('MQTT-3.2.2-6', 'MQTT-3.2.2-8', 'not a code of CONNACK'),
  MQTT_PUBACK_CODE: row(null, 'MQTT-3.4.2-1', 'not a Reason Code of PUBACK'),
  MQTT_PUBREC_CODE: row(null, 'MQTT-3.5.2-1', 'not a Reason Code of PUBREC'),
  MQTT_PUBREL_CODE: row(null, 'MQTT-3.6.2-1', 'not a Reason Code of PUBREL'),
  MQTT_PUBCOMP_CODE: row(null, 'MQTT-3.7.2-1', 'not a Reason Code of PUBCOMP'),
  MQTT_SUBACK_CODE: both('MQTT-3.9.3-2', 'not a code of SUBACK'),
  MQTT_UNSUBACK_CODE: row(null, 'MQTT-3.11.3-2', 'not a Reason Code of UNSUBACK'),
  MQTT_DISCONNECT_CODE: row(null, 'MQTT-3.14.2-1', 'not a Reason Code of DISCONNECT'),
  MQTT_AUTH_CODE: row(null, 'MQTT-3.15.2-1', 'not a Reason Code of AUTH'),
} as const satisfies Record<string, ProblemRow>;

/** Which statement of 3.1.1 asks for a packet of that form. */
const FORM_IN_3: Readonly<Partial<Record<MqttPacketType, string>>> = {
  CONNECT: 'MQTT-3.1.4-1',
  CONNACK: 'MQTT-3.1.4-4',
  PUBLISH: 'MQTT-3.3.2-1',
  PUBACK: 'MQTT-4.3.2-2',
  PUBREC: 'MQTT-4.3.3-2',
  PUBREL: 'MQTT-4.3.3-1',
  PUBCOMP: 'MQTT-4.3.3-2',
  SUBACK: 'MQTT-3.8.4-1',
  UNSUBACK: 'MQTT-3.10.4-4',
  PINGRESP: 'MQTT-3.12.4-1',
};

/** The key of the statement that the sender of such a packet breaks. */
function statementOf(code: MqttProblemCode, version: ProblemVersion, type: MqttPacketType | undefined): string | null {
  const row: ProblemRow = PROBLEMS[code];
  const statement = version === 5 ? row.mqtt5 : row.mqtt3;
  const named = statement === MALFORMED ? formOf(type, version) : statement;
  if (named === null) return null;
  return `${version === 5 ? 'mqtt5' : 'mqtt3'}/${named}`;
}

function formOf(type: MqttPacketType | undefined, version: ProblemVersion): string | null {
  if (version !== 5) return (type && FORM_IN_3[type]) ?? null;
  return type === 'CONNECT' ? 'MQTT-3.1.4-1' : 'MQTT-4.13.1-1';
}

export function problem(
  code: MqttProblemCode,
  version: ProblemVersion,
  span: Span,
  detail: {
    readonly message?: string | undefined;
    readonly field?: string | undefined;
    /** The packet that is wrong, where it can be told. */
    readonly type?: MqttPacketType | undefined;
    readonly from?: Role | undefined;
  } = {},
): Problem {
  return {
    code,
    span,
    statement: statementOf(code, version, detail.type),
    blames: detail.from ?? null,
    level: 'must',
    message: detail.message ?? PROBLEMS[code].message,
    ...(detail.field === undefined ? {} : { field: detail.field }),
  };
}
