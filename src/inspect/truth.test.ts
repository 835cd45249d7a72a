import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readCapture } from '../capture/capture-reader.js';
import { beside } from '../testing/oracles.js';
import { publishOctets } from './filter/filter-payload.js';
import { Inspector } from './inspector.js';
import type { PacketView } from './packet-view.js';
import { type PacketRecord, recordOf } from './record.js';

interface Difference {
  readonly capture: string;
  /** Packets of the other decoder that we do not have: `frame/stream/name/size`. */
  readonly missing?: readonly string[];
  /** Packets of ours that it does not have. */
  readonly extra?: readonly string[];
  /** Our records are numbered so much lower from this one on. */
  readonly frames?: { readonly lower: number; readonly from: number };
  /** Our packets are those of this capture, whose traffic is the same; records are not compared. */
  readonly sameAs?: string;
  /** Of those, so many are in the stretches that the capture lost. */
  readonly lost?: number;
}

/** Each with its reason, and who is right by the standards. */
const DIFFERENCES = (
  JSON.parse(readFileSync(join(import.meta.dirname, 'truth-differences.json'), 'utf8')) as {
    readonly captures: readonly Difference[];
  }
).captures;

/** Every capture that another decoder has taken apart, packet by packet and field by field, against ours. */

const here = beside('captures/truth') !== undefined;
const captures = beside('captures') ?? '';

interface Pdu {
  readonly frame: number;
  readonly stream: number | null;
  readonly proto: string;
  readonly pdu: string;
  readonly size: number;
  readonly f: Readonly<Record<string, unknown>>;
}

interface Ours {
  readonly record: PacketRecord;
  readonly payloadHash: string | undefined;
}

const names = here
  ? readdirSync(captures).filter((name) => /\.(pcap|pcapng|gz)$/.test(name) && !name.includes('with-dsb'))
  : [];

describe.skipIf(!here)('every capture, against the independent decoder', () => {
  it.each(names)('%s', async (name) => {
    const difference = DIFFERENCES.find(({ capture }) => capture === name);
    const ours = await inspect(name);
    const packets = ours.filter(({ record }) => isCompared(record));
    if (difference?.sameAs !== undefined) return expectSameTraffic(packets, difference, difference.sameAs);
    const truth = truthOf(name).map((pdu) => moved(pdu, difference));
    const { missing, extra, pairs } = match(truth, packets);
    expect(missing).toEqual(difference?.missing ?? []);
    expect(extra).toEqual(difference?.extra ?? []);
    expect(pairs.flatMap(([pdu, own]) => fieldDifferences(pdu, own))).toEqual([]);
    expectOrder(pairs);
  });

  it('finds the same packets in variants of one capture', async () => {
    for (const name of names) {
      const summary = JSON.parse(readFileSync(join(captures, 'truth', `${name}.summary.json`), 'utf8')) as {
        readonly expectedPdusSameAs?: string;
      };
      const original = summary.expectedPdusSameAs;
      if (original === undefined || !names.includes(original)) continue;
      const difference = DIFFERENCES.find(({ capture }) => capture === name);
      const own = (await inspect(name))
        .filter(({ record }) => isCompared(record))
        .map(trafficKey)
        .sort();
      const other = (await inspect(original))
        .filter(({ record }) => isCompared(record))
        .map(trafficKey)
        .sort();
      if (difference?.lost === undefined) expect({ name, keys: own }).toEqual({ name, keys: other });
    }
  }, 60_000);
});

async function inspect(name: string): Promise<Ours[]> {
  const found: Ours[] = [];
  const sink = {
    onPacket: (view: PacketView) => {
      const octets = publishOctets(view);
      const payloadHash = octets === undefined ? undefined : createHash('sha256').update(octets).digest('hex');
      found.push({ record: recordOf(view), payloadHash });
    },
  };
  await readCapture(join(captures, name), new Inspector(sink, { level: 'fields' }));
  return found;
}

function truthOf(name: string): Pdu[] {
  const path = join(captures, 'truth', `${name}.pdus.jsonl`);
  if (!existsSync(path)) return [];
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Pdu);
}

const STRETCHES: ReadonlySet<string> = new Set(['gap', 'undecodable', 'incomplete']);

const isCompared = (record: PacketRecord): boolean => !STRETCHES.has(record.packet);

/** The other decoder has no line for a protocol header of AMQP 0-9-1. */
const isHeader091 = ({ record }: Ours): boolean => record.packet === 'protocol-header' && record.protocol === 'amqp091';

function moved(pdu: Pdu, difference: Difference | undefined): Pdu {
  const { frames } = difference ?? {};
  return frames === undefined || pdu.frame < frames.from ? pdu : { ...pdu, frame: pdu.frame - frames.lower };
}

const nameOf = (pdu: Pdu): string => pdu.pdu.replace(/^1\.0\./, '');

/** Pairs off truth and ours by record, connection, name and size, in their order. */
function match(truth: readonly Pdu[], ours: readonly Ours[]) {
  const waiting = new Map<string, Ours[]>();
  const whole = (frame: number, stream: number | null, name: string) => `${frame}/${stream}/${name}`;
  for (const own of ours) {
    const { record } = own;
    const key = `${whole(record.frame, record.stream, record.packet)}/${record.lost === undefined ? record.length : 'cut'}`;
    waiting.set(key, [...(waiting.get(key) ?? []), own]);
  }
  const missing: string[] = [];
  const pairs: [Pdu, Ours][] = [];
  for (const pdu of truth) {
    const key = whole(pdu.frame, pdu.stream, nameOf(pdu));
    const own = waiting.get(`${key}/${pdu.size}`)?.shift() ?? waiting.get(`${key}/cut`)?.shift();
    if (own === undefined) missing.push(`${key}/${pdu.size}`);
    else pairs.push([pdu, own]);
  }
  const extra = [...waiting].flatMap(([key, rest]) => rest.filter((own) => !isHeader091(own)).map(() => key));
  return { missing, extra, pairs };
}

/** Within one connection and direction packets come in the same order. */
function expectOrder(pairs: readonly [Pdu, Ours][]): void {
  const last = new Map<string, number>();
  const wrong = pairs.filter(([, { record }]) => {
    const key = `${record.stream} ${record.src}`;
    const before = last.get(key) ?? 0;
    last.set(key, record.n);
    return record.n < before;
  });
  expect(wrong.map(([pdu]) => `${pdu.frame} ${pdu.pdu}`)).toEqual([]);
}

/** The same packets with the same content, whatever records carry them. */
function trafficKey({ record, payloadHash }: Ours): string {
  const {
    n: _n,
    frame: _frame,
    time: _time,
    src: _src,
    dst: _dst,
    stream: _stream,
    problems: _problems,
    ...rest
  } = record;
  return JSON.stringify({ ...rest, payloadHash });
}

function expectSameTraffic(ours: readonly Ours[], difference: Difference, original: string): void {
  const truth = truthOf(original).map((pdu) => `${pdu.stream} ${nameOf(pdu)} ${pdu.size} ${pdu.f.msgid ?? ''}`);
  const left = [...truth];
  const invented: string[] = [];
  for (const own of ours) {
    const { record } = own;
    if (isHeader091(own)) continue;
    if (record.lost !== undefined) continue;
    const key = `${record.stream} ${record.packet} ${record.length} ${record.packetId ?? ''}`;
    const at = left.indexOf(key);
    if (at < 0) invented.push(key);
    else left.splice(at, 1);
  }
  expect(invented).toEqual([]);
  expect(left).toHaveLength(difference.lost ?? 0);
}

type Reader = (own: Ours) => unknown;

const own =
  (key: string): Reader =>
  ({ record }) =>
    record[key];

/** Truth's field → ours. Values are compared as text. */
const FIELDS: Readonly<Record<string, Readonly<Record<string, Reader>>>> = {
  mqtt: {
    msgid: own('packetId'),
    qos: own('qos'),
    kalive: own('keepAlive'),
    clientid: own('clientId'),
    username: own('userName'),
    willtopic: own('willTopic'),
    'conack.val': own('reasonCode'),
    'connack.reason_code': own('reasonCode'),
    'puback.reason_code': ({ record }) => record.reasonCode ?? 0,
    'pubrec.reason_code': ({ record }) => record.reasonCode ?? 0,
    'pubrel.reason_code': ({ record }) => record.reasonCode ?? 0,
    'pubcomp.reason_code': ({ record }) => record.reasonCode ?? 0,
    'disconnect.reason_code': own('reasonCode'),
    'suback.qos': own('reasonCodes'),
    'suback.reason_code': own('reasonCodes'),
    'unsuback.reason_code': own('reasonCodes'),
    'sub.qos': own('requestedQos'),
    'property.topic_alias': own('topicAlias'),
    dupflag: ({ record }) => (record.dup === undefined ? undefined : Number(record.dup)),
    retain: ({ record }) => (record.retain === undefined ? undefined : Number(record.retain)),
    'conack.flags.sp': ({ record }) => Number(record.sessionPresent),
    topic: ({ record }) => record.topicFilters ?? record.topic,
    msg: ({ payloadHash }) => payloadHash,
  },
  amqp: {
    channel: own('channel'),
    'method.arguments.exchange': own('exchange'),
    'method.arguments.routing_key': own('routingKey'),
    'method.arguments.queue': own('queue'),
    'method.arguments.consumer_tag': own('consumerTag'),
    'method.arguments.delivery_tag': own('deliveryTag'),
    'method.arguments.reply_code': own('replyCode'),
    'method.arguments.reply_text': own('replyText'),
    'method.arguments.message_count': own('messageCount'),
    'method.arguments.consumer_count': own('consumerCount'),
    'method.arguments.prefetch_count': own('prefetchCount'),
    'method.arguments.channel_max': own('channelMax'),
    'method.arguments.frame_max': own('frameMax'),
    'method.arguments.heartbeat': own('heartbeat'),
    'method.arguments.virtual_host': own('virtualHost'),
    'method.arguments.destination': own('destination'),
    'method.arguments.source': own('source'),
    'header.body-size': own('bodySize'),
    payload: ({ payloadHash }) => payloadHash,
  },
  amqp10: {
    channel: own('channel'),
    'performative.arguments.handle': own('handle'),
    'performative.arguments.deliveryId': own('deliveryId'),
    'performative.arguments.first': own('first'),
    'performative.arguments.last': own('last'),
    'performative.arguments.linkCredit': own('linkCredit'),
    'performative.arguments.deliveryCount': own('deliveryCount'),
    'performative.arguments.nextOutgoingId': own('nextOutgoingId'),
    'performative.arguments.incomingWindow': own('incomingWindow'),
    'performative.arguments.name': own('name'),
    'performative.arguments.containerId': own('containerId'),
    'performative.arguments.idleTimeout': own('idleTimeOut'),
    'performative.arguments.maxFrameSize': own('maxFrameSize'),
    'sasl.mechanism': own('mechanism'),
    'sasl.saslCode': own('code'),
    'init.id': own('protocolId'),
  },
  mqttsn: {
    'msg.id': own('packetId'),
    'topic.id': own('topicId'),
    'client.id': own('clientId'),
    'keep.alive': own('duration'),
    'protocol.id': own('protocolId'),
    'return.code': own('returnCode'),
    'topic.name.or.id': own('topic'),
    retain: ({ record }) => Number(record.retain),
    dup: ({ record }) => Number(record.dup),
    topic: own('topic'),
  },
};

function fieldDifferences(pdu: Pdu, mine: Ours): string[] {
  if (mine.record.lost !== undefined || 'frameMalformed' in pdu) return [];
  const table = FIELDS[pdu.pdu.startsWith('1.0.') || mine.record.protocol === 'amqp10' ? 'amqp10' : pdu.proto] ?? {};
  return Object.entries(pdu.f).flatMap(([field, expected]) => {
    const read = table[field];
    if (read === undefined || isExcused(pdu, field, expected)) return [];
    const found = read(mine);
    return sameValue(expected, found)
      ? []
      : [`${pdu.frame} ${pdu.pdu} ${field}: ${plain(expected)}, ours ${plain(found)}`];
  });
}

/** See `fields` in the list of differences. */
function isExcused(pdu: Pdu, field: string, expected: unknown): boolean {
  if (field === 'topic' && pdu.pdu === 'PUBLISH') return expected === '' || String(expected).includes('\ufffd');
  // Of a CONNECT's QoS and retain bits, which are its will's.
  if ((field === 'qos' || field === 'retain') && pdu.pdu === 'CONNECT') return true;
  return 'unknown_version' in pdu.f && (field === 'msg' || field === 'topic');
}

const EMPTY = createHash('sha256').digest('hex');

function sameValue(expected: unknown, found: unknown): boolean {
  if (typeof expected === 'object' && expected !== null && 'sha256' in expected) {
    return expected.sha256 === found || (found === undefined && (expected as { readonly len?: number }).len === 0);
  }
  if (expected === '' && found === EMPTY) return true;
  if (Array.isArray(expected) || Array.isArray(found)) {
    return plain([expected].flat()) === plain([found].flat());
  }
  return plain(expected) === plain(found ?? '');
}

function plain(value: unknown): string {
  if (Array.isArray(value)) return value.map(plain).join(',');
  const text = String(value);
  return /^0x[0-9a-f]+$/.test(text) ? String(Number(text)) : text;
}
