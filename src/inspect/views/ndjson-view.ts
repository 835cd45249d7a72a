import { NUMBER_FIELDS, STRING_FIELDS } from '../../protocol/amqp091/scan.js';
import { amqpScan } from '../amqp091/amqp091-dialect.js';
import { mqttScan, topicInForce } from '../mqtt/mqtt-dialect.js';
import type { PacketView } from '../packet-view.js';
import { endpointText, packetFields, problemRecord, recordOf } from '../record.js';
import { jsonText, jsonValue, LineWriter, type WriteOctets } from './line-writer.js';
import type { CaptureView } from './look.js';
import { Snippet } from './snippet.js';

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
  private secondsText = NOTHING;

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
    lines.snippet(OPEN_N);
    lines.number(view.n);
    this.moment(view);
    lines.snippet(prefixOf(view));
    lines.snippet(nameAndLength(view));
    lines.number(view.length);
    if (protocol === 'amqp091') this.amqp(view);
    else if (mqttScan.type >= 3 && mqttScan.type <= 7 && !mqttScan.hasQos) this.mqtt(view);
    else this.fields(view);
    if (view.problems.length === 0) lines.snippet(NO_PROBLEMS_END);
    else {
      lines.snippet(PROBLEMS);
      lines.text(view.problems.map((problem) => jsonValue(problemRecord(problem))).join(','));
      lines.snippet(END);
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
    lines.snippet(FRAME);
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
    this.lines.snippet(this.secondsText);
    this.lines.nanos(view.nanos);
  }

  private mqtt(view: PacketView): void {
    const { lines } = this;
    const scan = mqttScan;
    if (scan.packetId >= 0) {
      lines.snippet(PACKET_ID);
      lines.number(scan.packetId);
    }
    if (scan.type !== 3) {
      if (scan.reasonCode > 0) {
        lines.snippet(REASON_CODE);
        lines.number(scan.reasonCode);
      }
      return;
    }
    lines.snippet(QOS_DUP_RETAIN[(scan.qos << 2) | (scan.dup ? 2 : 0) | (scan.retain ? 1 : 0)] ?? NOTHING);
    if (topicInForce.buffer === undefined) lines.snippet(NULL);
    else lines.string(topicInForce.buffer, topicInForce.start, topicInForce.end);
    if (scan.topicAlias >= 0) {
      lines.snippet(TOPIC_ALIAS);
      lines.number(scan.topicAlias);
    }
    if (scan.payloadStart >= 0) {
      lines.snippet(PAYLOAD_LENGTH);
      lines.number(view.start + view.length - scan.payloadStart);
    }
  }

  private amqp(view: PacketView): void {
    const { lines } = this;
    const scan = amqpScan;
    if (scan.frameType === 0x41) return;
    lines.snippet(CHANNEL);
    lines.number(scan.channel);
    const { layout } = scan;
    if (layout !== undefined) {
      for (let i = 0; i < layout.strings.length; i++) {
        const place = layout.strings[i] as number;
        const start = scan.strings[2 * place] as number;
        if (start < 0) continue;
        lines.snippet(STRING_KEYS[place] ?? NOTHING);
        lines.string(view.buffer, start, scan.strings[2 * place + 1] as number);
      }
      for (let i = 0; i < layout.numbers.length; i++) {
        const place = layout.numbers[i] as number;
        const value = scan.numbers[place] as number;
        if (value < 0) continue;
        lines.snippet(NUMBER_KEYS[place] ?? NOTHING);
        lines.number(value);
      }
    }
    if (scan.bodySize >= 0) {
      lines.snippet(BODY_SIZE);
      lines.number(scan.bodySize);
    }
    if (scan.frameType === 3) {
      lines.snippet(PAYLOAD_LENGTH);
      lines.number(Math.max(0, view.length - 8));
    }
  }

  private fields(view: PacketView): void {
    for (const [key, value] of Object.entries(packetFields(view))) this.lines.text(`,"${key}":${jsonValue(value)}`);
  }
}

const ascii = (text: string): Snippet => new Snippet(text);

const NOTHING = ascii('');
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

/** By protocol, then by the packet's code. */
const names = { mqtt: new Array<Snippet | undefined>(16), amqp091: new Array<Snippet | undefined>(128) };

function nameAndLength({ name, code, conversation }: PacketView): Snippet {
  const known = conversation.dialect?.protocol === 'mqtt' ? names.mqtt : names.amqp091;
  const made = code < 0 ? undefined : known[code];
  if (made !== undefined) return made;
  const fresh = ascii(`${jsonText(name)},"length":`);
  if (code >= 0) known[code] = fresh;
  return fresh;
}

/** What all packets of one direction have in common, as long as nothing new is learnt of the conversation. */
interface Prefix {
  readonly client: number | undefined;
  readonly version: string | null | undefined;
  readonly protocol: string | undefined;
  readonly text: Snippet;
}

function prefixOf(view: PacketView): Snippet {
  const { conversation, direction } = view;
  conversation.attachment ??= [undefined, undefined];
  const prefixes = conversation.attachment as [Prefix | undefined, Prefix | undefined];
  const known = prefixes[direction];
  const { client, dialect } = conversation;
  if (
    known !== undefined &&
    known.client === client &&
    known.version === dialect?.version &&
    known.protocol === dialect?.protocol
  ) {
    return known.text;
  }
  const text = makePrefix(view);
  prefixes[direction] = { client, version: dialect?.version, protocol: dialect?.protocol, text };
  return text;
}

function makePrefix(view: PacketView): Snippet {
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
