import type { CaptureSummary } from '../../capture/capture-reader.js';
import type { Conversation } from '../conversation.js';
import type { PacketView } from '../packet-view.js';
import { spokenText } from './conversation-line.js';
import { fileLine } from './file-line.js';
import { jsonValue } from './line-writer.js';
import { type CaptureView, count, counted, type Look, type Totals } from './look.js';

/** Packets and octets by protocol and type, and what was not decoded. */
export class StatisticsView implements CaptureView {
  private readonly name: string;
  private readonly write: (text: string) => void;
  private readonly look: Look;
  private readonly json: boolean;
  private readonly byProtocol = new Map<string, Map<string, Counter>>();
  private readonly spoken = new Map<string, Spoken>();
  private current = new Map<string, Counter>();
  /** Some of `current`, by the packets' codes. */
  private readonly currentByCode = new Array<Counter | undefined>(128).fill(undefined);
  private currentProtocol = '';

  constructor(name: string, write: (text: string) => void, look: Look, json: boolean) {
    this.name = name;
    this.write = write;
    this.look = look;
    this.json = json;
  }

  onPacket(view: PacketView): void {
    const protocol = view.conversation.dialect?.protocol ?? '';
    if (protocol !== this.currentProtocol) this.turnTo(protocol);
    const counter = (view.code < 0 ? undefined : this.currentByCode[view.code]) ?? this.counterOf(view);
    counter.packets++;
    if (view.length > 0) counter.bytes += view.length;
    counter.problems += view.problems.length;
  }

  onEnd(conversation: Conversation): void {
    if (conversation.bytes === 0) return;
    const key = spokenText(conversation);
    let spoken = this.spoken.get(key);
    if (spoken === undefined) {
      // Server names are the senders' choice: their number has a limit.
      if (this.spoken.size >= MAXIMUM_KINDS) return;
      spoken = { connections: 0, bytes: 0, decoded: conversation.dialect !== undefined };
      this.spoken.set(key, spoken);
    }
    spoken.connections++;
    spoken.bytes += conversation.bytes;
  }

  flush(): void {}

  finish(summary: CaptureSummary, totals: Totals): void {
    if (this.json) this.writeJson(summary, totals);
    else this.writeTable(summary, totals);
  }

  private counterOf({ name, code }: PacketView): Counter {
    let counter = this.current.get(name);
    if (counter === undefined) {
      counter = { packets: 0, bytes: 0, problems: 0 };
      this.current.set(name, counter);
    }
    if (code >= 0) this.currentByCode[code] = counter;
    return counter;
  }

  private turnTo(protocol: string): void {
    this.currentProtocol = protocol;
    let counters = this.byProtocol.get(protocol);
    if (counters === undefined) {
      counters = new Map();
      this.byProtocol.set(protocol, counters);
    }
    this.current = counters;
    // Found again through their names when they are met again.
    this.currentByCode.fill(undefined);
  }

  private writeTable(summary: CaptureSummary, totals: Totals): void {
    const { paint } = this.look;
    if (summary.format === undefined) return;
    this.write(`${fileLine(this.name, summary, totals, this.look)}\n`);
    for (const [protocol, counters] of this.byProtocol) {
      const rows = sorted(counters);
      const names = Math.max(20, ...rows.map(([name]) => name.length));
      const problems = rows.some(([, counter]) => counter.problems > 0);
      const title = `${(PROTOCOLS[protocol] ?? 'other').padEnd(names + 2)}${'packets'.padStart(14)}${'bytes'.padStart(18)}`;
      this.write(`\n${paint.bold(title)}${problems ? paint.bold('problems'.padStart(12)) : ''}\n`);
      for (const [name, counter] of rows) {
        const line = `  ${name.padEnd(names)}${count(counter.packets).padStart(14)}${count(counter.bytes).padStart(18)}`;
        const bad = counter.problems > 0 ? paint.red(count(counter.problems).padStart(12)) : '';
        this.write(`${line}${bad}\n`);
      }
    }
    if (this.spoken.size === 0) return;
    this.write(`\n${paint.bold('connections')}\n`);
    for (const [key, { connections, bytes, decoded }] of this.spoken) {
      const words = `  ${key}: ${counted(connections, 'connection')}, ${counted(bytes, 'byte')}`;
      this.write(`${decoded ? words : paint.dim(`${words}, not decoded`)}\n`);
    }
  }

  private writeJson(summary: CaptureSummary, totals: Totals): void {
    const protocols = Object.fromEntries(
      [...this.byProtocol].map(([protocol, counters]) => [protocol, Object.fromEntries(sorted(counters))]),
    );
    const connections = [...this.spoken].map(([spoken, rest]) => ({ spoken, ...rest }));
    const document = {
      schema: 'conform.decode-stats/1',
      file: this.name,
      format: summary.format ?? null,
      records: summary.records,
      connections: summary.tcpStreams,
      udpFlows: summary.udpFlows,
      ...totals,
      protocols,
      spoken: connections,
      notices: summary.notices,
      problem: summary.problem ?? null,
    };
    this.write(`${jsonValue(document)}\n`);
  }
}

interface Counter {
  packets: number;
  bytes: number;
  problems: number;
}

interface Spoken {
  connections: number;
  bytes: number;
  readonly decoded: boolean;
}

const MAXIMUM_KINDS = 1000;

const PROTOCOLS: Readonly<Record<string, string>> = {
  mqtt: 'MQTT',
  mqttsn: 'MQTT-SN',
  amqp091: 'AMQP 0-9-1',
  amqp10: 'AMQP 1.0',
};

const sorted = (counters: ReadonlyMap<string, Counter>): [string, Counter][] =>
  [...counters].sort(([, a], [, b]) => b.packets - a.packets);
