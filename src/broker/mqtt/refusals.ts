import type { Decoded } from '../../protocol/mqtt/decode.js';
import type { MqttPacketType } from '../../protocol/mqtt/packet.js';
import type { MqttProblemCode } from '../../protocol/mqtt/problems.js';
import type { Problem } from '../../protocol/problem.js';

/** A packet must not be served: the Reason Code of 5.0 that says why. */
export interface Refusal {
  readonly code: number;
  readonly problem: Problem;
}

/** A packet as it came: its octets, and what they were read as. */
export interface Received {
  readonly bytes: Uint8Array;
  readonly type: MqttPacketType;
  readonly decoded: Decoded;
}

/** Whether a packet is malformed, and how that is answered. */
export function refusalOf({ type, decoded }: Received): Refusal | undefined {
  const problem = decoded.problems.find((found) => !isAnsweredElsewhere(found, type));
  return problem === undefined ? undefined : { code: reasonCodeOf(problem), problem };
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
