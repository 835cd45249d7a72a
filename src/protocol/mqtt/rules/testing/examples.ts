import type { Role } from '../../../problem.js';
import type { MqttVersion } from '../../packet.js';
import type { MqttRuleCode } from '../mqtt-rules.js';

export interface Example {
  readonly version: MqttVersion;
  readonly blames: Role;
  readonly statement: string;
  /** The last packet breaks the rule. */
  readonly breaks: string;
  /** Comes close, and nothing is wrong. */
  readonly keeps: string;
}

export const CLEAN_3 = '> 10 0d 00 04 4d 51 54 54 04 02 00 3c 00 01 61';
export const RESUMING_3 = '> 10 0d 00 04 4d 51 54 54 04 00 00 3c 00 01 61';
export const ACCEPTED_3 = '< 20 02 00 00';
export const RESUMED_3 = '< 20 02 01 00';
export const OPEN_3 = `${CLEAN_3}\n${ACCEPTED_3}`;
const CLEAN_5 = '> 10 0e 00 04 4d 51 54 54 05 02 00 3c 00 00 01 61';
const RESUMING_5 = '> 10 13 00 04 4d 51 54 54 05 00 00 3c 05 11 00 00 00 3c 00 01 61';
const RESUMED_5 = '< 20 03 01 00 00';
const ACCEPTED_5 = '< 20 03 00 00 00';
const OPEN_5 = `${CLEAN_5}\n${ACCEPTED_5}`;
/** The client takes one message at a time, two aliases, and packets of 20 octets. */
const NARROW_5 = '> 10 19 00 04 4d 51 54 54 05 02 00 3c 0b 21 00 01 22 00 02 27 00 00 00 14 00 01 61';
/** The server takes one message at a time, two aliases, packets of 20 octets, QoS 1 and no retained messages. */
const NARROW_SERVER_5 = '< 20 12 00 00 0f 21 00 01 22 00 02 27 00 00 00 14 24 01 25 00';
const LONG_PAYLOAD = '61 '.repeat(20);

/** Each code, by role where both can break it: a conversation that does, and one that comes close. */
const EXAMPLES: Readonly<Record<MqttRuleCode, readonly [Example, ...Example[]]>> = {
  MQTT_SECOND_CONNECT: [
    {
      version: 4,
      blames: 'client',
      statement: 'MQTT-3.1.0-2',
      breaks: `${OPEN_3}\n> c0 00\n< d0 00\n${CLEAN_3}`,
      keeps: `${OPEN_3}\n--\n${OPEN_3}`,
    },
  ],
  MQTT_BEFORE_CONNECT: [
    {
      version: 4,
      blames: 'client',
      statement: 'MQTT-3.1.0-1',
      breaks: '> c0 00',
      keeps: `${CLEAN_3}\n> c0 00`,
    },
  ],
  MQTT_BEFORE_CONNACK: [
    {
      version: 4,
      blames: 'server',
      statement: 'MQTT-3.2.0-1',
      breaks: `${CLEAN_3}\n> c0 00\n< d0 00`,
      keeps: `${CLEAN_3}\n> c0 00\n${ACCEPTED_3}\n< d0 00`,
    },
    {
      version: 5,
      blames: 'server',
      statement: 'MQTT-3.2.0-1',
      breaks: `${CLEAN_5}\n< 20 03 00 87 00\n< d0 00`,
      keeps: `${CLEAN_5}\n< f0 07 18 05 15 00 02 78 78\n${ACCEPTED_5}`,
    },
  ],
  MQTT_DISCONNECT_BEFORE_CONNACK: [
    {
      version: 5,
      blames: 'server',
      statement: 'MQTT-3.14.0-1',
      breaks: `${CLEAN_5}\n< e0 02 87 00`,
      keeps: `${OPEN_5}\n< e0 02 87 00`,
    },
  ],
  MQTT_AFTER_REFUSAL: [
    {
      version: 4,
      blames: 'server',
      statement: 'MQTT-3.2.2-5',
      breaks: `${CLEAN_3}\n> c0 00\n< 20 02 00 05\n< d0 00`,
      keeps: `${CLEAN_3}\n> c0 00\n< 20 02 00 05`,
    },
  ],
  MQTT_SECOND_CONNACK: [
    {
      version: 5,
      blames: 'server',
      statement: 'MQTT-3.2.0-2',
      breaks: `${OPEN_5}\n${ACCEPTED_5}`,
      keeps: `${OPEN_5}\n--\n${OPEN_5}`,
    },
  ],
  MQTT_AFTER_DISCONNECT: [
    {
      version: 4,
      blames: 'client',
      statement: 'MQTT-3.14.4-2',
      breaks: `${OPEN_3}\n> e0 00\n> c0 00`,
      keeps: `${OPEN_3}\n> c0 00\n> e0 00\n< d0 00`,
    },
    {
      version: 5,
      blames: 'client',
      statement: 'MQTT-3.14.4-1',
      breaks: `${OPEN_5}\n> e0 00\n> c0 00`,
      keeps: `${OPEN_5}\n> c0 00\n> e0 00\n< d0 00`,
    },
    {
      version: 5,
      blames: 'server',
      statement: 'MQTT-3.14.4-1',
      breaks: `${OPEN_5}\n> c0 00\n< e0 02 8b 00\n< d0 00`,
      keeps: `${OPEN_5}\n< e0 02 8b 00\n> c0 00`,
    },
  ],
  MQTT_PACKET_ID_IN_USE: [
    {
      version: 4,
      blames: 'client',
      statement: 'MQTT-2.3.1-2',
      breaks: `${OPEN_3}\n> 32 06 00 01 61 00 01 78\n> 32 06 00 01 61 00 01 79`,
      keeps: `${OPEN_3}\n> 32 06 00 01 61 00 01 78\n< 40 02 00 01\n> 32 06 00 01 61 00 01 79`,
    },
    {
      version: 5,
      blames: 'client',
      statement: 'MQTT-2.2.1-3',
      breaks: `${OPEN_5}\n> 32 07 00 01 61 00 01 00 78\n> 82 07 00 01 00 00 01 61 00`,
      keeps: `${OPEN_5}\n> 32 07 00 01 61 00 01 00 78\n> 82 07 00 02 00 00 01 61 00`,
    },
    {
      version: 4,
      blames: 'client',
      statement: 'MQTT-2.3.1-2',
      breaks: `${OPEN_3}\n> 82 06 00 01 00 01 61 00\n> 32 06 00 01 61 00 01 78`,
      keeps: `${OPEN_3}\n> 82 06 00 01 00 01 61 00\n< 32 06 00 01 61 00 01 78`,
    },
    {
      version: 4,
      blames: 'server',
      statement: 'MQTT-2.3.1-4',
      breaks: `${OPEN_3}\n< 34 06 00 01 61 00 01 78\n> 50 02 00 01\n< 62 02 00 01\n< 34 06 00 01 61 00 01 79`,
      keeps: `${OPEN_3}\n< 34 06 00 01 61 00 01 78\n> 50 02 00 01\n< 62 02 00 01\n> 70 02 00 01\n< 34 06 00 01 61 00 01 79`,
    },
    {
      version: 5,
      blames: 'server',
      statement: 'MQTT-2.2.1-4',
      breaks: `${OPEN_5}\n< 32 07 00 01 61 00 01 00 78\n< 32 07 00 01 61 00 01 00 79`,
      keeps: `${OPEN_5}\n< 34 07 00 01 61 00 01 00 78\n> 50 03 00 01 80\n< 34 07 00 01 61 00 01 00 79`,
    },
  ],
  MQTT_REDELIVERY_WITHOUT_DUP: [
    {
      version: 4,
      blames: 'server',
      statement: 'MQTT-3.3.1-1',
      breaks: `${RESUMING_3}\n${ACCEPTED_3}\n< 32 06 00 01 61 00 01 78\n--\n${RESUMING_3}\n${RESUMED_3}\n< 32 06 00 01 61 00 01 78`,
      keeps: `${RESUMING_3}\n${ACCEPTED_3}\n< 32 06 00 01 61 00 01 78\n--\n${RESUMING_3}\n${RESUMED_3}\n< 3a 06 00 01 61 00 01 78`,
    },
    {
      version: 5,
      blames: 'server',
      statement: 'MQTT-3.3.1-1',
      breaks: `${OPEN_5}\n< 32 07 00 01 61 00 01 00 78\n< 32 07 00 01 61 00 01 00 78`,
      keeps: `${RESUMING_5}\n${ACCEPTED_5}\n< 32 07 00 01 61 00 01 00 78\n--\n${RESUMING_5}\n${ACCEPTED_5}\n< 32 07 00 01 61 00 01 00 78`,
    },
    {
      version: 4,
      blames: 'client',
      statement: 'MQTT-3.3.1-1',
      breaks: `${RESUMING_3}\n${ACCEPTED_3}\n> 32 06 00 01 61 00 07 78\n--\n${RESUMING_3}\n${RESUMED_3}\n> 32 06 00 01 61 00 07 78`,
      keeps: `${RESUMING_3}\n${ACCEPTED_3}\n> 32 06 00 01 61 00 07 78\n--\n${RESUMING_3}\n${RESUMED_3}\n> 3a 06 00 01 61 00 07 78`,
    },
    {
      version: 5,
      blames: 'client',
      statement: 'MQTT-3.3.1-1',
      breaks: `${RESUMING_5}\n${ACCEPTED_5}\n> 32 07 00 01 61 00 07 00 78\n--\n${RESUMING_5}\n${RESUMED_5}\n> 32 07 00 01 61 00 07 00 78`,
      keeps: `${OPEN_5}\n> 32 07 00 01 61 00 07 00 78\n--\n${RESUMING_5}\n${RESUMED_5}\n> 32 07 00 01 61 00 07 00 78`,
    },
  ],
  MQTT_REDELIVERY_ON_CONNECTION: [
    {
      version: 5,
      blames: 'client',
      statement: 'MQTT-4.4.0-1',
      breaks: `${OPEN_5}\n> 32 07 00 01 61 00 01 00 78\n> 3a 07 00 01 61 00 01 00 78`,
      keeps: `${RESUMING_5}\n${ACCEPTED_5}\n> 32 07 00 01 61 00 01 00 78\n--\n${RESUMING_5}\n${RESUMED_5}\n> 3a 07 00 01 61 00 01 00 78`,
    },
    {
      version: 5,
      blames: 'server',
      statement: 'MQTT-4.4.0-1',
      breaks: `${OPEN_5}\n< 32 07 00 01 61 00 01 00 78\n< 3a 07 00 01 61 00 01 00 78`,
      keeps: `${RESUMING_5}\n${ACCEPTED_5}\n< 32 07 00 01 61 00 01 00 78\n--\n${RESUMING_5}\n${RESUMED_5}\n< 3a 07 00 01 61 00 01 00 78`,
    },
  ],
  MQTT_ACKNOWLEDGES_NOTHING: [
    {
      version: 4,
      blames: 'server',
      statement: 'MQTT-2.3.1-6',
      breaks: `${OPEN_3}\n> 32 06 00 01 61 00 01 78\n< 40 02 00 02`,
      keeps: `${OPEN_3}\n> 32 06 00 01 61 00 01 78\n> 3a 06 00 01 61 00 01 78\n< 40 02 00 01\n< 40 02 00 01`,
    },
    {
      version: 5,
      blames: 'client',
      statement: 'MQTT-2.2.1-5',
      breaks: `${OPEN_5}\n< 34 07 00 01 61 00 01 00 78\n> 50 02 00 02`,
      keeps: `${RESUMING_5}\n${RESUMED_5}\n> 50 02 00 02`,
    },
  ],
  MQTT_WRONG_ACKNOWLEDGEMENT: [
    {
      version: 4,
      blames: 'server',
      statement: 'MQTT-4.3.3-2',
      breaks: `${OPEN_3}\n> 34 06 00 01 61 00 01 78\n< 40 02 00 01`,
      keeps: `${OPEN_3}\n> 34 06 00 01 61 00 01 78\n< 50 02 00 01`,
    },
    {
      version: 5,
      blames: 'client',
      statement: 'MQTT-4.3.2-4',
      breaks: `${OPEN_5}\n< 32 07 00 01 61 00 01 00 78\n> 50 02 00 01`,
      keeps: `${OPEN_5}\n< 32 07 00 01 61 00 01 00 78\n> 40 02 00 01`,
    },
  ],
  MQTT_ACKNOWLEDGEMENT_ORDER: [
    {
      version: 4,
      blames: 'client',
      statement: 'MQTT-4.6.0-2',
      breaks: `${OPEN_3}\n< 32 06 00 01 61 00 01 78\n< 32 06 00 01 61 00 02 78\n> 40 02 00 02\n> 40 02 00 01`,
      keeps: `${OPEN_3}\n< 34 06 00 01 61 00 01 78\n< 32 06 00 01 61 00 02 78\n> 40 02 00 02\n> 50 02 00 01`,
    },
    {
      version: 4,
      blames: 'client',
      statement: 'MQTT-4.6.0-3',
      breaks: `${OPEN_3}\n< 34 06 00 01 61 00 01 78\n< 34 06 00 01 61 00 02 78\n> 50 02 00 02\n> 50 02 00 01`,
      keeps: `${OPEN_3}\n< 34 06 00 01 61 00 01 78\n< 3c 06 00 01 61 00 01 78\n< 34 06 00 01 61 00 02 78\n> 50 02 00 01\n> 50 02 00 02\n> 50 02 00 01`,
    },
    {
      version: 4,
      blames: 'client',
      statement: 'MQTT-4.6.0-4',
      breaks: `${OPEN_3}\n> 34 06 00 01 61 00 01 78\n> 34 06 00 01 61 00 02 78\n< 50 02 00 01\n< 50 02 00 02\n> 62 02 00 02\n> 62 02 00 01`,
      keeps: `${OPEN_3}\n> 34 06 00 01 61 00 01 78\n> 34 06 00 01 61 00 02 78\n< 50 02 00 02\n< 50 02 00 01\n> 62 02 00 02\n> 62 02 00 01\n> 62 02 00 02`,
    },
  ],
  MQTT_ANSWER_WITHOUT_REQUEST: [
    {
      version: 4,
      blames: 'server',
      statement: 'MQTT-3.8.4-2',
      breaks: `${OPEN_3}\n< 90 03 00 09 00`,
      keeps: `${OPEN_3}\n> 82 06 00 09 00 01 61 00\n< 90 03 00 09 00`,
    },
    {
      version: 4,
      blames: 'server',
      statement: 'MQTT-2.3.1-7',
      breaks: `${OPEN_3}\n> a2 05 00 09 00 01 61\n< b0 02 00 08`,
      keeps: `${OPEN_3}\n> a2 05 00 09 00 01 61\n< b0 02 00 09`,
    },
    {
      version: 5,
      blames: 'server',
      statement: 'MQTT-2.2.1-6',
      breaks: `${OPEN_5}\n> 82 07 00 09 00 00 01 61 00\n< b0 04 00 09 00 00`,
      keeps: `${OPEN_5}\n> a2 06 00 09 00 00 01 61\n< b0 04 00 09 00 00`,
    },
  ],
  MQTT_ANSWER_COUNT: [
    {
      version: 4,
      blames: 'server',
      statement: 'MQTT-3.8.4-5',
      breaks: `${OPEN_3}\n> 82 06 00 09 00 01 61 00\n< 90 04 00 09 00 00`,
      keeps: `${OPEN_3}\n> 82 0a 00 09 00 01 61 00 00 01 62 00\n< 90 04 00 09 00 80`,
    },
    {
      version: 5,
      blames: 'server',
      statement: 'MQTT-3.11.3-2',
      breaks: `${OPEN_5}\n> a2 06 00 09 00 00 01 61\n< b0 05 00 09 00 00 00`,
      keeps: `${OPEN_5}\n> a2 06 00 09 00 00 01 61\n< b0 04 00 09 00 11`,
    },
  ],
  MQTT_TOPIC_ALIAS_MAXIMUM: [
    {
      version: 5,
      blames: 'client',
      statement: 'MQTT-3.3.2-9',
      breaks: `${CLEAN_5}\n${NARROW_SERVER_5}\n> 30 08 00 01 61 03 23 00 03 78`,
      keeps: `${CLEAN_5}\n${NARROW_SERVER_5}\n> 30 08 00 01 61 03 23 00 02 78`,
    },
    {
      version: 5,
      blames: 'server',
      statement: 'MQTT-3.3.2-11',
      breaks: `${NARROW_5}\n${ACCEPTED_5}\n< 30 08 00 01 61 03 23 00 03 78`,
      keeps: `${NARROW_5}\n${ACCEPTED_5}\n< 30 08 00 01 61 03 23 00 02 78`,
    },
  ],
  MQTT_TOPIC_ALIAS_UNKNOWN: [
    {
      version: 5,
      blames: 'client',
      statement: 'MQTT-4.13.1-1',
      breaks: `${CLEAN_5}\n${NARROW_SERVER_5}\n> 30 08 00 01 61 03 23 00 01 78\n--\n${CLEAN_5}\n${NARROW_SERVER_5}\n> 30 07 00 00 03 23 00 01 78`,
      keeps: `${CLEAN_5}\n${NARROW_SERVER_5}\n> 30 08 00 01 61 03 23 00 01 78\n> 30 07 00 00 03 23 00 01 78`,
    },
    {
      version: 5,
      blames: 'server',
      statement: 'MQTT-4.13.1-1',
      breaks: `${NARROW_5}\n${ACCEPTED_5}\n< 30 07 00 00 03 23 00 01 78`,
      keeps: `${NARROW_5}\n${ACCEPTED_5}\n< 30 08 00 01 61 03 23 00 01 78\n< 30 07 00 00 03 23 00 01 78`,
    },
  ],
  MQTT_PACKET_TOO_LARGE: [
    {
      version: 5,
      blames: 'client',
      statement: 'MQTT-3.2.2-15',
      breaks: `${CLEAN_5}\n${NARROW_SERVER_5}\n> 30 18 00 01 61 00 ${LONG_PAYLOAD}`,
      keeps: `${CLEAN_5}\n${NARROW_SERVER_5}\n< 30 18 00 01 61 00 ${LONG_PAYLOAD}`,
    },
    {
      version: 5,
      blames: 'server',
      statement: 'MQTT-3.1.2-24',
      breaks: `${NARROW_5}\n${ACCEPTED_5}\n< 30 18 00 01 61 00 ${LONG_PAYLOAD}`,
      keeps: `${NARROW_5}\n${ACCEPTED_5}\n> 30 18 00 01 61 00 ${LONG_PAYLOAD}`,
    },
  ],
  MQTT_RECEIVE_MAXIMUM: [
    {
      version: 5,
      blames: 'client',
      statement: 'MQTT-3.3.4-7',
      breaks: `${CLEAN_5}\n${NARROW_SERVER_5}\n> 32 07 00 01 61 00 01 00 78\n> 32 07 00 01 61 00 02 00 78`,
      keeps: `${CLEAN_5}\n${NARROW_SERVER_5}\n> 32 07 00 01 61 00 01 00 78\n< 40 02 00 01\n> 32 07 00 01 61 00 02 00 78`,
    },
    {
      version: 5,
      blames: 'server',
      statement: 'MQTT-3.3.4-9',
      breaks: `${NARROW_5}\n${ACCEPTED_5}\n< 34 07 00 01 61 00 01 00 78\n> 50 02 00 01\n< 34 07 00 01 61 00 02 00 78`,
      keeps: `${NARROW_5}\n${ACCEPTED_5}\n< 34 07 00 01 61 00 01 00 78\n> 50 03 00 01 80\n< 34 07 00 01 61 00 02 00 78`,
    },
  ],
  MQTT_QOS_ABOVE_MAXIMUM: [
    {
      version: 5,
      blames: 'client',
      statement: 'MQTT-3.2.2-11',
      breaks: `${CLEAN_5}\n${NARROW_SERVER_5}\n> 34 07 00 01 61 00 01 00 78`,
      keeps: `${CLEAN_5}\n> c0 00\n${NARROW_SERVER_5}\n> 34 07 00 01 61 00 01 00 78`,
    },
  ],
  MQTT_RETAIN_UNAVAILABLE: [
    {
      version: 5,
      blames: 'client',
      statement: 'MQTT-3.2.2-14',
      breaks: `${CLEAN_5}\n${NARROW_SERVER_5}\n> 31 05 00 01 61 00 78`,
      keeps: `${OPEN_5}\n> 31 05 00 01 61 00 78`,
    },
  ],
  MQTT_SESSION_PRESENT_AFTER_CLEAN: [
    {
      version: 4,
      blames: 'server',
      statement: 'MQTT-3.2.2-1',
      breaks: `${CLEAN_3}\n${RESUMED_3}`,
      keeps: `${RESUMING_3}\n${RESUMED_3}`,
    },
    {
      version: 5,
      blames: 'server',
      statement: 'MQTT-3.2.2-2',
      breaks: `${CLEAN_5}\n< 20 03 01 00 00`,
      keeps: `${RESUMING_5}\n${RESUMED_5}`,
    },
  ],
  MQTT_QOS_ABOVE_GRANTED: [
    {
      version: 4,
      blames: 'server',
      statement: 'MQTT-3.8.4-6',
      breaks: `${OPEN_3}\n> 82 06 00 09 00 01 61 02\n< 90 03 00 09 01\n< 34 06 00 01 61 00 01 78`,
      keeps: `${OPEN_3}\n> 82 06 00 09 00 01 61 02\n< 34 06 00 01 61 00 01 78\n< 90 03 00 09 01\n< 32 06 00 01 61 00 02 78`,
    },
    {
      version: 5,
      blames: 'server',
      statement: 'MQTT-3.8.4-8',
      breaks: `${OPEN_5}\n> 82 0b 00 09 00 00 01 61 00 00 01 62 01\n< 90 05 00 09 00 00 01\n< 32 07 00 01 61 00 01 00 78`,
      keeps: `${OPEN_5}\n> 82 0b 00 09 00 00 01 61 00 00 01 23 01\n< 90 05 00 09 00 00 01\n< 32 07 00 01 61 00 01 00 78`,
    },
    {
      version: 4,
      blames: 'server',
      statement: 'MQTT-3.8.4-6',
      breaks: `${OPEN_3}\n> 82 06 00 09 00 01 61 01\n< 90 03 00 09 01\n> 82 06 00 0a 00 01 61 00\n< 90 03 00 0a 00\n< 34 06 00 01 61 00 01 78`,
      keeps: `${OPEN_3}\n> 82 06 00 09 00 01 61 01\n< 90 03 00 09 01\n> 82 06 00 0a 00 01 61 00\n< 90 03 00 0a 00\n< 32 06 00 01 61 00 01 78`,
    },
  ],
  MQTT_NO_SUCH_SUBSCRIPTION: [
    {
      version: 4,
      blames: 'server',
      statement: 'MQTT-3.3.2-3',
      breaks: `${OPEN_3}\n> 82 06 00 09 00 01 61 00\n< 90 03 00 09 00\n< 30 04 00 01 62 78`,
      keeps: `${RESUMING_3}\n${RESUMED_3}\n> 82 06 00 09 00 01 61 00\n< 90 03 00 09 00\n< 30 04 00 01 62 78`,
    },
    {
      version: 5,
      blames: 'server',
      statement: 'MQTT-3.3.2-3',
      breaks: `${NARROW_5}\n${ACCEPTED_5}\n> 82 07 00 09 00 00 01 61 00\n< 30 08 00 01 62 03 23 00 01 78`,
      keeps: `${NARROW_5}\n${ACCEPTED_5}\n> 82 12 00 09 00 00 0c 24 73 68 61 72 65 2f 67 2f 2b 2f 62 00\n< 30 06 00 03 61 2f 62 00`,
    },
  ],
};

/** Each of them, with its code. */
export const EXAMPLE_ROWS: readonly (Example & { readonly code: string })[] = Object.entries(EXAMPLES).flatMap(
  ([code, examples]) => examples.map((one) => ({ code, ...one })),
);

/** The full key of the statement that an example breaks. */
export const keyOf = ({ version, statement }: Example): string => `${version === 5 ? 'mqtt5' : 'mqtt3'}/${statement}`;
