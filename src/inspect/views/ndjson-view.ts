import { Buffer } from 'node:buffer';
import { amqpScan } from '../amqp091/amqp091-dialect.js';
import { NUMBER_FIELDS, STRING_FIELDS } from '../amqp091/amqp091-scan.js';
import type { Conversation } from '../conversation.js';
import { mqttScan, topicInForce } from '../mqtt/mqtt-dialect.js';
import type { PacketView } from '../packet-view.js';
import { endpointText, packetFields, problemRecord, recordOf } from '../record.js';
import { jsonText, jsonValue, LineWriter, type WriteOctets } from './line-writer.js';
import type { CaptureView } from './look.js';

/**
 * One line of JSON a packet. The common packets are written straight from the capture's octets into one buffer; all
 * others through the record. A test holds both ways to the same lines.
 */
export class NdjsonView implements CaptureView {
  private readonly lines: LineWriter;
  private lastFrame = 0;
  private momentAt = 0;
  private momentLength = 0;
  private lastSeconds = Number.NaN;
  private secondsText: Uint8Array = NOTHING;

  constructor(write: WriteOctets) {
    this.lines = new LineWriter(write);
  }

  onPacket(view: PacketView): void {
    const { lines } = this;
    const protocol = view.conversation.dialect?.protocol;
    if (view.kind !== 'packet' || view.lost > 0 || (protocol !== 'mqtt' && protocol !== 'amqp091')) {
      lines.text(`${jsonValue(recordOf(view))}\n`);
      lines.endLine();
      return;
    }
    lines.raw(OPEN_N);
    lines.number(view.n);
    this.moment(view);
    lines.raw(prefixOf(view));
    lines.raw(nameAndLength(view.name));
    lines.number(view.length);
    if (protocol === 'amqp091') this.amqp(view);
    else if (mqttScan.type >= 3 && mqttScan.type <= 7 && !mqttScan.hasQos) this.mqtt(view);
    else this.fields(view);
    if (view.problems.length === 0) lines.raw(NO_PROBLEMS_END);
    else {
      lines.raw(PROBLEMS);
      lines.text(view.problems.map((problem) => jsonValue(problemRecord(problem))).join(','));
      lines.raw(END);
    }
    lines.endLine();
  }

  flush(): void {
    this.lines.flush();
  }

  finish(): void {
    this.lines.flush();
  }

  /** Record and time, which all packets of one record have in common. */
  private moment(view: PacketView): void {
    const { lines } = this;
    if (view.frame === this.lastFrame && lines.repeat(this.momentAt, this.momentLength)) return;
    this.lastFrame = view.frame;
    this.momentAt = lines.mark();
    lines.raw(FRAME);
    lines.number(view.frame);
    this.time(view);
    this.momentLength = lines.since(this.momentAt);
  }

  private time(view: PacketView): void {
    if (view.seconds < 0) {
      this.lines.text(`,"time":"${recordOf(view).time}`);
      return;
    }
    if (view.seconds !== this.lastSeconds) {
      this.lastSeconds = view.seconds;
      this.secondsText = ascii(`,"time":"${view.seconds}.`);
    }
    this.lines.raw(this.secondsText);
    this.lines.nanos(view.nanos);
  }

  private mqtt(view: PacketView): void {
    const { lines } = this;
    const scan = mqttScan;
    if (scan.packetId >= 0) {
      lines.raw(PACKET_ID);
      lines.number(scan.packetId);
    }
    if (scan.type !== 3) {
      if (scan.reasonCode > 0) {
        lines.raw(REASON_CODE);
        lines.number(scan.reasonCode);
      }
      return;
    }
    lines.raw(QOS_DUP_RETAIN[(scan.qos << 2) | (scan.dup ? 2 : 0) | (scan.retain ? 1 : 0)] ?? NOTHING);
    if (topicInForce.buffer === undefined) lines.raw(NULL);
    else lines.string(topicInForce.buffer, topicInForce.start, topicInForce.end);
    if (scan.topicAlias >= 0) {
      lines.raw(TOPIC_ALIAS);
      lines.number(scan.topicAlias);
    }
    if (scan.payloadStart >= 0) {
      lines.raw(PAYLOAD_LENGTH);
      lines.number(view.start + view.length - scan.payloadStart);
    }
  }

  private amqp(view: PacketView): void {
    const { lines } = this;
    const scan = amqpScan;
    if (scan.frameType === 0x41) return;
    lines.raw(CHANNEL);
    lines.number(scan.channel);
    const { layout } = scan;
    if (layout !== undefined) {
      for (let i = 0; i < layout.strings.length; i++) {
        const place = layout.strings[i] as number;
        const start = scan.strings[2 * place] as number;
        if (start < 0) continue;
        lines.raw(STRING_KEYS[place] ?? NOTHING);
        lines.string(view.buffer, start, scan.strings[2 * place + 1] as number);
      }
      for (let i = 0; i < layout.numbers.length; i++) {
        const place = layout.numbers[i] as number;
        const value = scan.numbers[place] as number;
        if (value < 0) continue;
        lines.raw(NUMBER_KEYS[place] ?? NOTHING);
        lines.number(value);
      }
    }
    if (scan.bodySize >= 0) {
      lines.raw(BODY_SIZE);
      lines.number(scan.bodySize);
    }
    if (scan.frameType === 3) {
      lines.raw(PAYLOAD_LENGTH);
      lines.number(Math.max(0, view.length - 8));
    }
  }

  private fields(view: PacketView): void {
    for (const [key, value] of Object.entries(packetFields(view))) this.lines.text(`,"${key}":${jsonValue(value)}`);
  }
}

const ascii = (text: string): Uint8Array => Buffer.from(text, 'utf8');

const NOTHING: Uint8Array = new Uint8Array(0);
const OPEN_N = ascii('{"n":');
const FRAME = ascii(',"frame":');
const PACKET_ID = ascii(',"packetId":');
const REASON_CODE = ascii(',"reasonCode":');
const TOPIC_ALIAS = ascii(',"topicAlias":');
const PAYLOAD_LENGTH = ascii(',"payloadLength":');
const BODY_SIZE = ascii(',"bodySize":');
const CHANNEL = ascii(',"channel":');
const NULL = ascii('null');
const PROBLEMS = ascii(',"problems":[');
const END = ascii(']}\n');
const NO_PROBLEMS_END = ascii(',"problems":[]}\n');
const STRING_KEYS = STRING_FIELDS.map(({ key }) => ascii(`,"${key}":`));
const NUMBER_KEYS = NUMBER_FIELDS.map(({ key }) => ascii(`,"${key}":`));
const QOS_DUP_RETAIN = Array.from({ length: 16 }, (_, bits) =>
  ascii(`,"qos":${bits >> 2},"dup":${(bits & 2) !== 0},"retain":${(bits & 1) !== 0},"topic":`),
);

const names = new Map<string, Uint8Array>();

function nameAndLength(name: string): Uint8Array {
  let bytes = names.get(name);
  if (bytes === undefined) {
    if (names.size > 1000) names.clear();
    bytes = ascii(`${jsonText(name)},"length":`);
    names.set(name, bytes);
  }
  return bytes;
}

/** What all packets of one direction have in common, as long as nothing new is learnt of the conversation. */
interface Prefix {
  readonly client: number | undefined;
  readonly version: string | null | undefined;
  readonly protocol: string | undefined;
  readonly bytes: Uint8Array;
}

const prefixes = new WeakMap<Conversation, [Prefix | undefined, Prefix | undefined]>();
let lastConversation: Conversation | undefined;
let lastPair: [Prefix | undefined, Prefix | undefined] = [undefined, undefined];

function prefixOf(view: PacketView): Uint8Array {
  const { conversation, direction } = view;
  if (conversation !== lastConversation) {
    let pair = prefixes.get(conversation);
    if (pair === undefined) {
      pair = [undefined, undefined];
      prefixes.set(conversation, pair);
    }
    lastConversation = conversation;
    lastPair = pair;
  }
  const known = lastPair[direction];
  const { client, dialect } = conversation;
  if (
    known !== undefined &&
    known.client === client &&
    known.version === dialect?.version &&
    known.protocol === dialect?.protocol
  ) {
    return known.bytes;
  }
  const made = { client, version: dialect?.version, protocol: dialect?.protocol, bytes: makePrefix(view) };
  lastPair[direction] = made;
  return made.bytes;
}

function makePrefix(view: PacketView): Uint8Array {
  const { conversation, direction } = view;
  const { flow, dialect } = conversation;
  const [src, dst] = direction === 0 ? flow.endpoints : [flow.endpoints[1], flow.endpoints[0]];
  const websocket = conversation.webSocket === undefined ? '' : ',"transport":"websocket"';
  return ascii(
    `","stream":${flow.number},"from":${JSON.stringify(view.from)},"src":"${endpointText(src as (typeof flow.endpoints)[0])}",` +
      `"dst":"${endpointText(dst as (typeof flow.endpoints)[0])}","protocol":"${dialect?.protocol}",` +
      `"version":${JSON.stringify(dialect?.version ?? null)}${websocket},"packet":`,
  );
}
