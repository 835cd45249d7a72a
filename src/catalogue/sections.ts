import { SPEC_NAMES, SPECS, type Spec } from './specs.js';
import type { Statement } from './statement.js';

/** A chapter of a report: the sections that begin with its number (or name) belong to it. */
export interface Chapter {
  readonly spec: Spec;
  /** `3.8`, `exchange` */
  readonly section: string;
  /** `SUBSCRIBE – Subscribe request` */
  readonly title: string;
}

export const SPEC_TITLES = Object.fromEntries(SPEC_NAMES.map((spec) => [spec, SPECS[spec].title])) as Readonly<
  Record<Spec, string>
>;

/** The chapters of a specification, in its order. */
export function chapters(spec: Spec): readonly Chapter[] {
  return SECTIONS[spec];
}

/** The chapter that a section belongs to; a section without one is its own. */
export function chapterOf(spec: Spec, section: string): Chapter {
  return SECTIONS[spec].find((chapter) => within(section, chapter.section)) ?? { spec, section, title: '' };
}

/** `3.8.3` is within `3.8` and within `3`, not within `3.80`. */
export function within(section: string, outer: string): boolean {
  return section === outer || section.startsWith(`${outer}.`);
}

/**
 * True when `text` (`3.8`, `exchange.declare`, `exchange.declare.passive`) names the statement's section, an outer
 * one, or in AMQP the beginning of its id.
 */
export function belongsTo(statement: Statement, text: string): boolean {
  const name = statement.id.replace(/^(AMQP|RMQ)-/, '');
  return within(statement.section, text) || (name !== statement.id && within(name, text));
}

const PACKETS: readonly (readonly [string, string])[] = [
  ['3.1', 'CONNECT – Connection request'],
  ['3.2', 'CONNACK – Connect acknowledgement'],
  ['3.3', 'PUBLISH – Publish message'],
  ['3.4', 'PUBACK – Publish acknowledgement'],
  ['3.5', 'PUBREC – Publish received'],
  ['3.6', 'PUBREL – Publish release'],
  ['3.7', 'PUBCOMP – Publish complete'],
  ['3.8', 'SUBSCRIBE – Subscribe request'],
  ['3.9', 'SUBACK – Subscribe acknowledgement'],
  ['3.10', 'UNSUBSCRIBE – Unsubscribe request'],
  ['3.11', 'UNSUBACK – Unsubscribe acknowledgement'],
  ['3.12', 'PINGREQ – Ping request'],
  ['3.13', 'PINGRESP – Ping response'],
  ['3.14', 'DISCONNECT – Disconnect notification'],
];

const ROWS: Readonly<Record<Spec, readonly (readonly [string, string])[]>> = {
  mqtt3: [
    ['1', 'Introduction'],
    ['2', 'Control Packet format'],
    ...PACKETS,
    ['4.1', 'Storing state'],
    ['4.3', 'Quality of Service levels'],
    ['4.4', 'Message delivery retry'],
    ['4.5', 'Message receipt'],
    ['4.6', 'Message ordering'],
    ['4.7', 'Topic Names and Topic Filters'],
    ['4.8', 'Handling errors'],
    ['6', 'WebSocket transport'],
    ['7', 'Conformance'],
  ],
  mqtt5: [
    ['1', 'Introduction'],
    ['2', 'Control Packet format'],
    ...PACKETS,
    ['3.15', 'AUTH – Authentication exchange'],
    ['4.1', 'Session State'],
    ['4.2', 'Network Connections'],
    ['4.3', 'Quality of Service levels'],
    ['4.4', 'Message delivery retry'],
    ['4.5', 'Message receipt'],
    ['4.6', 'Message ordering'],
    ['4.7', 'Topic Names and Topic Filters'],
    ['4.8', 'Subscriptions'],
    ['4.9', 'Flow Control'],
    ['4.12', 'Enhanced authentication'],
    ['4.13', 'Handling errors'],
    ['6', 'WebSocket transport'],
  ],
  amqp091: [
    ['proto', 'Protocol header'],
    ['frame', 'Frames'],
    ['data', 'Data fields and tables'],
    ['limits', 'Limits'],
    ['content', 'Content framing'],
    ['heartbeat', 'Heartbeats'],
    ['error', 'Exceptions'],
    ['connection', 'Connections'],
    ['channel', 'Channels'],
    ['exchange', 'Exchanges'],
    ['route', 'Routing'],
    ['queue', 'Queues'],
    ['basic', 'Messages and consumers'],
    ['tx', 'Transactions'],
  ],
  rabbitmq: [
    ['exchange', 'Exchange bindings and auto-delete'],
    ['basic', 'Negative acknowledgement'],
    ['confirm', 'Publisher confirms'],
    ['extensions', 'Further extensions'],
  ],
};

const SECTIONS = Object.fromEntries(
  SPEC_NAMES.map((spec) => [spec, ROWS[spec].map(([section, title]) => ({ spec, section, title }))]),
) as unknown as Readonly<Record<Spec, readonly Chapter[]>>;
