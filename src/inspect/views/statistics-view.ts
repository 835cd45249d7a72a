import { count, counted } from '../../bytes/count.js';
import type { CaptureSummary } from '../../capture/capture-reader.js';
import { protocolById } from '../../protocol/protocols.js';
import { Tally } from '../../protocol/tally.js';
import type { Conversation } from '../conversation.js';
import type { PacketView } from '../packet-view.js';
import { spokenText } from './conversation-line.js';
import { fileLine } from './file-line.js';
import { jsonValue } from './line-writer.js';
import type { CaptureView, Look, Totals } from './look.js';

/** Packets and octets by protocol and type, and what was not decoded. */
export class StatisticsView implements CaptureView {
  private readonly name: string;
  private readonly write: (text: string) => void;
  private readonly look: Look;
  private readonly json: boolean;
  private readonly byProtocol = new Map<string, Map<string, Counter>>();
  private readonly tallies = new Map<string, Tally>();
  private readonly spoken = new Map<string, Spoken>();

  constructor(name: string, write: (text: string) => void, look: Look, json: boolean) {
    this.name = name;
    this.write = write;
    this.look = look;
    this.json = json;
  }

  tallyOf(protocol: string): Tally {
    let tally = this.tallies.get(protocol);
    if (tally === undefined) {
      tally = new Tally();
      this.tallies.set(protocol, tally);
    }
    return tally;
  }

  onPacket({ conversation, name, length, problems }: PacketView): void {
    const counter = this.counterOf(conversation.spoken?.protocol.id ?? '', name);
    counter.packets++;
    if (length > 0) counter.bytes += length;
    counter.problems += problems.length;
  }

  onEnd(conversation: Conversation): void {
    if (conversation.bytes === 0) return;
    const key = spokenText(conversation);
    let spoken = this.spoken.get(key);
    if (spoken === undefined) {
      // Server names are the senders' choice: their number has a limit.
      if (this.spoken.size >= MAXIMUM_KINDS) return;
      spoken = { connections: 0, bytes: 0, decoded: conversation.spoken !== undefined };
      this.spoken.set(key, spoken);
    }
    spoken.connections++;
    spoken.bytes += conversation.bytes;
  }

  flush(): void {}

  finish(summary: CaptureSummary, totals: Totals): void {
    this.addTallies();
    if (this.json) this.writeJson(summary, totals);
    else this.writeTable(summary, totals);
  }

  private counterOf(protocol: string, name: string): Counter {
    let counters = this.byProtocol.get(protocol);
    if (counters === undefined) {
      counters = new Map();
      this.byProtocol.set(protocol, counters);
    }
    let counter = counters.get(name);
    if (counter === undefined) {
      counter = { packets: 0, bytes: 0, problems: 0 };
      counters.set(name, counter);
    }
    return counter;
  }

  private addTallies(): void {
    for (const [protocol, tally] of this.tallies) {
      tally.each((name, packets, octets) => {
        const counter = this.counterOf(protocol, name);
        counter.packets += packets;
        counter.bytes += octets;
      });
    }
    this.tallies.clear();
  }

  private writeTable(summary: CaptureSummary, totals: Totals): void {
    const { paint } = this.look;
    if (summary.format === undefined) return;
    this.write(`${fileLine(this.name, summary, totals, this.look)}\n`);
    for (const [protocol, counters] of this.byProtocol) {
      const rows = sorted(counters);
      const names = Math.max(20, ...rows.map(([name]) => name.length));
      const problems = rows.some(([, counter]) => counter.problems > 0);
      const title = `${(protocolById(protocol)?.title ?? 'other').padEnd(names + 2)}${'packets'.padStart(14)}${'bytes'.padStart(18)}`;
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

const sorted = (counters: ReadonlyMap<string, Counter>): [string, Counter][] =>
  [...counters].sort(([a, one], [b, other]) => other.packets - one.packets || (a < b ? -1 : 1));
