import { quoted } from '../bytes/text.js';
import { summarise10, summariseMessage } from '../protocol/amqp10/summary.js';
import { summarise as summariseAmqp } from '../protocol/amqp091/summary.js';
import type { Field } from '../protocol/field.js';
import type { MqttVersion } from '../protocol/mqtt/packet.js';
import { summarise as summariseMqtt } from '../protocol/mqtt/summary.js';
import { summariseSn } from '../protocol/mqttsn/summary.js';
import { payloadText } from '../protocol/payload-text.js';
import { Amqp10Dialect, amqp10Shown } from './amqp10/amqp10-dialect.js';
import { Amqp091Dialect, amqpScan } from './amqp091/amqp091-dialect.js';
import { MqttDialect } from './mqtt/mqtt-dialect.js';
import { MqttSnDialect, mqttSnShown } from './mqttsn/mqttsn-dialect.js';
import type { PacketView } from './packet-view.js';
import { topicText } from './record.js';

/** What people are told of one packet. */
export interface Dissection {
  /** One line; what it quotes from the wire is made visible. */
  readonly summary: string;
  /** AMQP: the channel. */
  readonly channel: number | undefined;
  readonly field: Field | undefined;
  /** What the packet completes beyond itself: a message put together from several frames. */
  readonly completes: string | undefined;
}

/** The packet in full, through the codec. `tree`: with its fields. */
export function dissect(view: PacketView, tree: boolean): Dissection {
  const { dialect } = view.conversation;
  if (view.kind !== 'packet') return NOTHING;
  if (dialect instanceof MqttDialect) return mqtt(view, dialect, tree);
  if (dialect instanceof Amqp091Dialect) return amqp091(view, dialect, tree);
  if (dialect instanceof Amqp10Dialect) return amqp10(view, dialect, tree);
  return dialect instanceof MqttSnDialect ? mqttSn(view, dialect, tree) : NOTHING;
}

const NOTHING: Dissection = { summary: '', channel: undefined, field: undefined, completes: undefined };

function mqtt(view: PacketView, dialect: MqttDialect, tree: boolean): Dissection {
  const { packet, version, field } = dialect.decode(view, tree);
  let summary = '';
  if (packet?.type === 'PUBLISH') {
    const topic = packet.topic === '' ? (topicText() ?? '') : packet.topic;
    const unknown = packet.topic === '' && topic === '' ? ' (alias not seen)' : '';
    const payload = Math.max(0, view.length - (view.end - view.start)) + packet.payload.length;
    summary = summariseMqtt({ ...packet, topic, payload: { length: payload } as Uint8Array } as typeof packet, version);
    summary = summary.replace('""', `""${unknown}`);
  } else if (packet !== undefined) summary = summariseMqtt(packet, version as MqttVersion);
  return { summary, channel: undefined, field, completes: undefined };
}

function amqp091(view: PacketView, dialect: Amqp091Dialect, tree: boolean): Dissection {
  const { frame, field } = dialect.decode(view, tree);
  if (frame === undefined) return { ...NOTHING, field };
  const channel = frame.type === 'protocol-header' ? undefined : frame.channel;
  const summary = summariseAmqp(frame);
  if (frame.type !== 'content-body') return { summary, channel, field, completes: undefined };
  const progress = dialect.rules.progressOf(amqpScan.channel, view.direction);
  if (progress === undefined || progress.bodySize < 0 || progress.frames < 2) {
    const part = progress !== undefined && progress.received < progress.bodySize ? ` of ${progress.bodySize}` : '';
    return {
      summary: part === '' ? summary : summary.replace(' bytes', `${part} bytes`),
      channel,
      field,
      completes: undefined,
    };
  }
  const done = progress.received >= progress.bodySize;
  const size = `${progress.received} of ${progress.bodySize} bytes`;
  const completes = done
    ? `body complete: ${progress.received} bytes in ${progress.frames} frames, ${payloadText(progress.head, 48)}`
    : undefined;
  return { summary: `${frame.payload.length} bytes, ${done ? 'complete' : 'now'} ${size}`, channel, field, completes };
}

function amqp10(view: PacketView, dialect: Amqp10Dialect, tree: boolean): Dissection {
  const frame = dialect.decode(view, tree);
  const { message, messageLength } = amqp10Shown;
  const whole =
    message === undefined
      ? undefined
      : `message complete: ${messageLength} bytes, ${summariseMessage(message.sections)}`;
  const summary = [summarise10(frame), whole].filter((part) => part !== undefined && part !== '').join(', ');
  return { summary, channel: frame.channel, field: frame.field, completes: whole };
}

function mqttSn(view: PacketView, dialect: MqttSnDialect, tree: boolean): Dissection {
  const { message, field } = dialect.decode(view, tree);
  const named = mqttSnShown.topic !== undefined && message.flags?.topicIdType === 0;
  const topic = named ? ` ${quoted(mqttSnShown.topic ?? '')}` : '';
  const summary = summariseSn(message).replace(/topic \d+/, (words) => `${words}${topic}`);
  return { summary, channel: undefined, field, completes: undefined };
}
