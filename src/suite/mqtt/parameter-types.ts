import type { ParameterKind } from '../../engine/vocabulary.js';
import type { Qos } from '../../protocol/mqtt/packet.js';
import { type WrittenName, writtenName } from '../words/wire-name.js';
import type { Moment } from './messages.js';

/** ` as packet 10, up to PUBREC, retained`: what is said of a publish beside its payload, topic and QoS. */
export interface WrittenPublish {
  readonly identifier: number | undefined;
  /** How far the exchange goes; all of it unless told. */
  readonly moment: Moment | undefined;
  readonly retain: boolean;
}

/** ` on "meter/7" at QoS 1, retained next within 5 seconds`: what must be so of a message that arrives. */
export interface WrittenDelivery {
  readonly topic?: WrittenName;
  readonly qos?: Qos;
  readonly retain?: true;
  readonly next?: true;
  readonly withinMs?: number;
}

/** ` for packet 10` or ` for "42 kWh"`: whose Packet Identifier it is. */
export interface WrittenFor {
  readonly identifier?: number;
  readonly payload?: string;
}

/** The words between braces that only MQTT features use. Those that begin with a space or a comma may be left out. */
export const MQTT_PARAMETER_TYPES: readonly ParameterKind[] = [
  {
    name: 'qos',
    regexp: /QoS [012]/,
    transform: (text = '') => Number(text.slice(-1)),
    about: '`QoS 0`, `QoS 1` or `QoS 2`',
  },
  {
    name: 'topic',
    regexp: /(?:exactly )?"[^"]*"/,
    transform: (text = '') => writtenName(text),
    about: '`"meter/7"`, on the wire with the prefix of the scenario; `exactly "meter/7"` as it stands',
  },
  {
    name: 'packet type',
    regexp:
      /CONNECT|CONNACK|PUBLISH|PUBACK|PUBREC|PUBREL|PUBCOMP|SUBSCRIBE|SUBACK|UNSUBSCRIBE|UNSUBACK|PINGREQ|PINGRESP|DISCONNECT|AUTH/,
    transform: (text) => text,
    about: '`CONNECT`, `CONNACK` … as the standard writes them',
  },
  {
    name: 'of',
    regexp: /(?: for (?:packet \d+|"[^"]*"))?/,
    transform: (text = '') => writtenFor(text),
    about: 'nothing, ` for packet 10`, or ` for "42 kWh"`: the Packet Identifier under which that message came',
  },
  {
    name: 'publish',
    regexp: /(?: as packet \d+)?(?:, up to (?:PUBLISH|PUBACK|PUBREC|PUBREL|PUBCOMP))?(?:, retained)?/,
    transform: (text = '') => writtenPublish(text),
    about:
      'nothing, or some of ` as packet 10`, `, up to PUBREC` (the exchange goes no further), `, retained`, in this order',
  },
  {
    name: 'delivery',
    regexp: /(?: on (?:exactly )?"[^"]*")?(?: at QoS [012])?(?:, retained)?(?: next)?(?: within \d+ seconds)?/,
    transform: (text = '') => writtenDelivery(text),
    about:
      'nothing, or some of ` on "meter/7"`, ` at QoS 1`, `, retained`, ` next` (no other message before it), ` within 5 seconds`, in this order',
  },
  {
    name: 'reason',
    regexp: /0x[0-9A-F]{2}(?: [A-Z][A-Za-z ]+?)?(?: or 0x[0-9A-F]{2}(?: [A-Z][A-Za-z ]+?)?)*/,
    transform: (text) => text,
    about: '`0x81 Malformed Packet`; one of several: `0x81 or 0x82 Protocol Error`',
  },
];

function writtenFor(text: string): WrittenFor {
  const [, number, payload] = /^ for (?:packet (\d+)|"(.*)")$/s.exec(text) ?? [];
  if (number !== undefined) return { identifier: Number(number) };
  return payload === undefined ? {} : { payload };
}

function writtenPublish(text: string): WrittenPublish {
  const identifier = / as packet (\d+)/.exec(text)?.[1];
  return {
    identifier: identifier === undefined ? undefined : Number(identifier),
    moment: /up to ([A-Z]+)/.exec(text)?.[1] as Moment | undefined,
    retain: text.endsWith(', retained'),
  };
}

function writtenDelivery(text: string): WrittenDelivery {
  const [, topic, qos, retained, next, seconds] =
    /^(?: on ((?:exactly )?"[^"]*"))?(?: at QoS (\d))?(, retained)?( next)?(?: within (\d+) seconds)?$/s.exec(text) ??
    [];
  return {
    ...(topic === undefined ? {} : { topic: writtenName(topic) }),
    ...(qos === undefined ? {} : { qos: Number(qos) as Qos }),
    ...(retained === undefined ? {} : { retain: true }),
    ...(next === undefined ? {} : { next: true }),
    ...(seconds === undefined ? {} : { withinMs: Number(seconds) * 1000 }),
  };
}
