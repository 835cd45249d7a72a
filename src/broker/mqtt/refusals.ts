import { Buffer } from 'node:buffer';
import type { Decoded } from '../../protocol/mqtt/decode.js';
import type { MqttPacketType, MqttVersion } from '../../protocol/mqtt/packet.js';
import type { MqttProblemCode } from '../../protocol/mqtt/problems.js';
import type { Problem } from '../../protocol/problem.js';
import type { MqttDefectId, MqttDefects } from './defects.js';

/** A packet must not be served: the Reason Code of 5.0 that says why. */
export interface Refusal {
  readonly code: number;
  readonly problem: Problem;
}

/** What is wrong with the octets of a packet, as far as the switched-on defects do not let it pass. */
export function refusalOf(
  bytes: Uint8Array,
  type: MqttPacketType,
  decoded: Decoded,
  defects: MqttDefects,
): Refusal | undefined {
  const context = { bytes, type, version: decoded.version };
  const problem = decoded.problems.find(
    (found) => !isAnsweredElsewhere(found, type) && !TOLERANCES.some((row) => tolerates(row, found, context, defects)),
  );
  return problem === undefined ? undefined : { code: reasonCodeOf(problem), problem };
}

interface Context {
  readonly bytes: Uint8Array;
  readonly type: MqttPacketType;
  readonly version: MqttVersion;
}

interface Tolerance {
  readonly defect: MqttDefectId;
  readonly problems: readonly MqttProblemCode[];
  readonly in?: readonly MqttPacketType[];
  readonly field?: string;
  readonly when?: (problem: Problem, context: Context) => boolean;
}

const row = (
  defect: MqttDefectId,
  problems: MqttProblemCode | readonly MqttProblemCode[],
  more: Omit<Tolerance, 'defect' | 'problems'> = {},
): Tolerance => ({ defect, problems: typeof problems === 'string' ? [problems] : problems, ...more });

/** Every way of not being UTF-8; the last ones name a field themselves. */
const ILL_FORMED: readonly MqttProblemCode[] = [
  'MQTT_UTF8',
  'MQTT_UTF8_SURROGATE',
  'MQTT_UTF8_OVERLONG',
  'MQTT_UTF8_ABOVE_10FFFF',
  'MQTT_UTF8_TRUNCATED',
  'MQTT_TOPIC_UTF8',
  'MQTT_FILTER_UTF8',
  'MQTT_CLIENT_ID_UTF8',
  'MQTT_WILL_TOPIC_UTF8',
  'MQTT_USER_NAME_UTF8',
  'MQTT_UNSUBSCRIBE_FILTER_UTF8',
  'MQTT_RESPONSE_TOPIC_UTF8',
  'MQTT_CONTENT_TYPE_UTF8',
  'MQTT_USER_PROPERTY_UTF8',
];

const ACKNOWLEDGEMENTS: readonly MqttPacketType[] = ['PUBACK', 'PUBREC', 'PUBREL', 'PUBCOMP'];
const octetAt = (problem: Problem, { bytes }: Context): number => bytes[problem.span.offset] ?? 0;
/** The Protocol Name begins behind the fixed header, which is two octets in any CONNECT that these rows are about. */
const nameOf = ({ bytes }: Context): string => Buffer.from(bytes.subarray(4, 8)).toString('latin1');

/** Which defect lets which fault pass. Everything that is not here is refused by every broker of ours. */
const TOLERANCES: readonly Tolerance[] = [
  // fixed header
  row('accepts-packet-type-0', 'MQTT_TYPE_RESERVED', { in: ['RESERVED0'] }),
  row('accepts-packet-type-15', 'MQTT_TYPE_RESERVED', { in: ['RESERVED15'] }),
  row('accepts-server-packet-from-client', 'MQTT_WRONG_DIRECTION'),
  row('accepts-connect-reserved-flags', 'MQTT_FLAGS_RESERVED', { in: ['CONNECT'] }),
  row('accepts-reserved-flags-pingreq', 'MQTT_FLAGS_RESERVED', { in: ['PINGREQ'] }),
  row('accepts-reserved-flags-puback', 'MQTT_FLAGS_RESERVED', { in: ['PUBACK'] }),
  row('accepts-reserved-flags-pubrec', 'MQTT_FLAGS_RESERVED', { in: ['PUBREC'] }),
  row('accepts-reserved-flags-pubcomp', 'MQTT_FLAGS_RESERVED', { in: ['PUBCOMP'] }),
  row('accepts-pubrel-flags-0', 'MQTT_PUBREL_FLAGS'),
  row('accepts-subscribe-reserved-flags', 'MQTT_SUBSCRIBE_FLAGS'),
  row('accepts-unsubscribe-reserved-flags', 'MQTT_UNSUBSCRIBE_FLAGS'),
  row('accepts-disconnect-reserved-flags', 'MQTT_DISCONNECT_FLAGS'),
  row('accepts-auth-reserved-flags', ['MQTT_AUTH_FLAGS', 'MQTT_AUTH_WITHOUT_METHOD']),
  row('pingreq-with-body-accepted', 'MQTT_TRAILING_BYTES', { in: ['PINGREQ'] }),
  row('accepts-truncated-puback', 'MQTT_TRUNCATED', { in: ACKNOWLEDGEMENTS }),

  // UTF-8
  row('accepts-utf8-surrogates', 'MQTT_UTF8_SURROGATE'),
  row('accepts-overlong-utf8', 'MQTT_UTF8_OVERLONG'),
  row('accepts-truncated-utf8', 'MQTT_UTF8_TRUNCATED'),
  row('accepts-utf8-above-10ffff', 'MQTT_UTF8_ABOVE_10FFFF'),
  row('accepts-ill-formed-clientid', ILL_FORMED, { field: 'Client Identifier' }),
  row('accepts-ill-formed-topic', ILL_FORMED, { field: 'Topic Name' }),
  row('accepts-ill-formed-filter', ILL_FORMED, { field: 'Topic Filter', in: ['SUBSCRIBE'] }),
  row('accepts-ill-formed-filter', 'MQTT_FILTER_TRUNCATED'),
  row('accepts-ill-formed-unsubscribe-filter', 'MQTT_UNSUBSCRIBE_FILTER_TRUNCATED'),
  row('accepts-ill-formed-unsubscribe-filter', ILL_FORMED, { field: 'Topic Filter', in: ['UNSUBSCRIBE'] }),
  row('accepts-ill-formed-will-topic', ILL_FORMED, { field: 'Will Topic' }),
  row('accepts-ill-formed-username', ILL_FORMED, { field: 'User Name' }),
  row('accepts-ill-formed-content-type', ILL_FORMED, { field: 'Content Type' }),
  row('accepts-ill-formed-response-topic', ILL_FORMED, { field: 'Response Topic' }),
  row('accepts-ill-formed-user-property-name', ILL_FORMED, { field: 'User Property Name' }),
  row('accepts-ill-formed-user-property-value', ILL_FORMED, { field: 'User Property Value' }),
  row('accepts-nul-in-clientid', 'MQTT_UTF8_NUL', { field: 'Client Identifier' }),
  row('accepts-nul-in-topic', 'MQTT_UTF8_NUL', { field: 'Topic Name' }),
  row('accepts-nul-in-filter', 'MQTT_UTF8_NUL', { field: 'Topic Filter' }),
  row('accepts-nul-in-user-property', 'MQTT_UTF8_NUL', { field: 'User Property Name' }),
  row('accepts-nul-in-user-property', 'MQTT_UTF8_NUL', { field: 'User Property Value' }),

  // CONNECT
  row('accepts-wrong-protocol-name', 'MQTT_PROTOCOL_NAME'),
  row('protocol-name-case-insensitive', 'MQTT_PROTOCOL_NAME', {
    when: (_, context) => nameOf(context).toUpperCase() === 'MQTT',
  }),
  row('accepts-connect-flag-bit0', 'MQTT_CONNECT_FLAG_RESERVED'),
  row('accepts-will-qos-without-will', 'MQTT_WILL_QOS_WITHOUT_WILL'),
  row('accepts-will-retain-without-will', 'MQTT_WILL_RETAIN_WITHOUT_WILL'),
  row('accepts-will-qos-3', 'MQTT_WILL_QOS_3'),
  row('accepts-wildcard-will-topic', 'MQTT_WILL_TOPIC_WILDCARD'),
  row('accepts-password-without-username', 'MQTT_PASSWORD_WITHOUT_USER_NAME'),
  row('accepts-connect-without-clientid-field', 'MQTT_CLIENT_ID_MISSING'),
  row('accepts-connect-missing-will-fields', 'MQTT_WILL_MISSING'),
  row('accepts-missing-username', 'MQTT_USER_NAME_MISSING', { when: ({ span }) => span.length === 0 }),
  row('reads-past-remaining-length', 'MQTT_USER_NAME_MISSING', { when: ({ span }) => span.length > 0 }),
  row('accepts-missing-password', 'MQTT_PASSWORD_MISSING'),
  row('accepts-undeclared-password', 'MQTT_PASSWORD_UNDECLARED'),
  row('ignores-trailing-bytes-in-connect', ['MQTT_TRAILING_BYTES', 'MQTT_USER_NAME_UNDECLARED'], { in: ['CONNECT'] }),
  row('accepts-trailing-bytes', 'MQTT_TRAILING_BYTES', { in: ['CONNECT'] }),
  row('accepts-malformed-connect', 'MQTT_TRUNCATED', { in: ['CONNECT'] }),
  row('accepts-auth-data-without-method', 'MQTT_AUTHENTICATION_DATA_ALONE'),
  row('accepts-receive-maximum-0', 'MQTT_PROPERTY_VALUE', { field: 'Receive Maximum' }),
  row('accepts-max-packet-size-0', 'MQTT_PROPERTY_VALUE', { field: 'Maximum Packet Size' }),
  row('accepts-request-information-2', 'MQTT_PROPERTY_VALUE', { field: 'Request Problem Information' }),
  row('accepts-request-information-2', 'MQTT_PROPERTY_VALUE', { field: 'Request Response Information' }),
  row('accepts-unknown-property-in-connect', 'MQTT_PROPERTY_UNKNOWN', { in: ['CONNECT'] }),
  row('accepts-foreign-property-in-will', 'MQTT_PROPERTY_NOT_ALLOWED', { field: 'Will Properties' }),
  row('accepts-property-of-other-packet-in-connect', 'MQTT_PROPERTY_NOT_ALLOWED', {
    in: ['CONNECT'],
    when: ({ field }) => field !== 'Will Properties',
  }),

  // properties
  row('accepts-property-of-other-packet', 'MQTT_PROPERTY_NOT_ALLOWED', {
    when: (_, { type }) => type !== 'CONNECT',
  }),
  row('accepts-duplicate-property', 'MQTT_PROPERTY_DUPLICATE'),
  row('accepts-property-length-past-end', 'MQTT_PROPERTIES_PAST_END'),
  row('accepts-alias-0', 'MQTT_TOPIC_ALIAS_0'),
  row('accepts-subid-from-client', 'MQTT_SUBSCRIPTION_ID_FROM_CLIENT'),
  row('forwards-client-subid', 'MQTT_SUBSCRIPTION_ID_FROM_CLIENT'),
  row('accepts-subscription-identifier-0', 'MQTT_PROPERTY_VALUE', { field: 'Subscription Identifier' }),
  row('accepts-wildcard-response-topic', 'MQTT_RESPONSE_TOPIC_WILDCARD'),

  // PUBLISH
  row('accepts-qos-3', 'MQTT_QOS_3'),
  row('accepts-publish-pid-0', ['MQTT_PACKET_ID_ZERO', 'MQTT_PUBLISH_PACKET_ID_MISSING'], { in: ['PUBLISH'] }),
  row('forwards-dup-on-qos0', 'MQTT_DUP_WITH_QOS_0'),
  row('accepts-empty-topic', 'MQTT_TOPIC_EMPTY'),
  row('reads-topic-past-end', 'MQTT_TOPIC_MISSING'),
  row('accepts-wildcard-topic-name', 'MQTT_TOPIC_WILDCARD'),
  row('delivers-wildcard-topic', 'MQTT_TOPIC_WILDCARD'),

  // SUBSCRIBE and UNSUBSCRIBE
  row('accepts-subscribe-pid-0', 'MQTT_PACKET_ID_ZERO', { in: ['SUBSCRIBE'] }),
  row('accepts-unsubscribe-pid-0', 'MQTT_PACKET_ID_ZERO', { in: ['UNSUBSCRIBE'] }),
  row('accepts-empty-subscribe', 'MQTT_SUBSCRIBE_EMPTY'),
  row('accepts-empty-unsubscribe', 'MQTT_UNSUBSCRIBE_EMPTY'),
  row('accepts-subscribe-trailing-byte', 'MQTT_TRAILING_BYTES', { in: ['SUBSCRIBE'] }),
  row('accepts-subscribe-without-options', 'MQTT_OPTIONS_MISSING', { when: (_, { version }) => version === 5 }),
  row('accepts-subscribe-without-qos', 'MQTT_OPTIONS_MISSING', { when: (_, { version }) => version !== 5 }),
  row('accepts-subscribe-qos-3', 'MQTT_OPTIONS_QOS_3'),
  row('accepts-subscribe-option-reserved-bits', 'MQTT_OPTIONS_RESERVED', { when: (_, { version }) => version === 5 }),
  row('accepts-subscribe-reserved-bits', 'MQTT_OPTIONS_RESERVED', { when: (_, { version }) => version !== 5 }),
  row('accepts-v5-options-on-v4', 'MQTT_OPTIONS_RESERVED', {
    when: (problem, context) => context.version !== 5 && (octetAt(problem, context) & 0xc0) === 0,
  }),
  row('accepts-retain-handling-3', 'MQTT_OPTIONS_RETAIN_HANDLING_3'),
  row('accepts-no-local-on-shared', 'MQTT_SHARE_NO_LOCAL'),

  // AUTH
  row('accepts-wrong-auth-code', 'MQTT_AUTH_CODE'),
  row('accepts-auth-without-method', 'MQTT_AUTH_WITHOUT_METHOD'),
];

function tolerates(tolerance: Tolerance, problem: Problem, context: Context, defects: MqttDefects): boolean {
  return (
    defects.has(tolerance.defect) &&
    tolerance.problems.includes(problem.code as MqttProblemCode) &&
    (tolerance.in === undefined || tolerance.in.includes(context.type)) &&
    (tolerance.field === undefined || tolerance.field === problem.field) &&
    (tolerance.when === undefined || tolerance.when(problem, context))
  );
}

/** Faults that get an answer of their own: CONNACK 0x01 or 0x02, a refusing SUBACK, an UNSUBACK. */
function isAnsweredElsewhere(problem: Problem, type: MqttPacketType): boolean {
  if (problem.code === 'MQTT_PROTOCOL_VERSION' || problem.code === 'MQTT_CLIENT_ID_EMPTY') return true;
  const isFilter = /^MQTT_(FILTER_(EMPTY|HASH|PLUS)|SHARE_(NAME_EMPTY|NAME_WILDCARD|FILTER_MISSING))$/.test(
    problem.code,
  );
  return isFilter && (type === 'SUBSCRIBE' || type === 'UNSUBSCRIBE');
}

/** 0x81 is said of what cannot be read, 0x82 of what can, but must not be: section 4.13. */
function reasonCodeOf(problem: Problem): number {
  return REASON_CODES[problem.code as MqttProblemCode] ?? 0x81;
}

const REASON_CODES: Readonly<Partial<Record<MqttProblemCode, number>>> = {
  MQTT_WRONG_DIRECTION: 0x82,
  MQTT_PROPERTY_DUPLICATE: 0x82,
  MQTT_PROPERTY_VALUE: 0x82,
  MQTT_SUBSCRIBE_EMPTY: 0x82,
  MQTT_UNSUBSCRIBE_EMPTY: 0x82,
  MQTT_PACKET_ID_ZERO: 0x82,
  MQTT_SHARE_NO_LOCAL: 0x82,
  MQTT_OPTIONS_RETAIN_HANDLING_3: 0x82,
  MQTT_TOPIC_EMPTY: 0x82,
  MQTT_TOPIC_WILDCARD: 0x90,
  MQTT_TOPIC_ALIAS_0: 0x94,
  MQTT_RESPONSE_TOPIC_WILDCARD: 0x82,
  MQTT_SUBSCRIPTION_ID_FROM_CLIENT: 0x82,
  MQTT_AUTHENTICATION_DATA_ALONE: 0x82,
  MQTT_AUTH_WITHOUT_METHOD: 0x82,
};
