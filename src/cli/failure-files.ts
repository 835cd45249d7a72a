import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createPcapWriter, type PcapConnection, type PcapWriter } from '../capture/pcap-writer.js';
import { failureBlock, fileNameFor } from '../report/failure.js';
import type { Reporter } from '../report/reporter.js';
import { plainPaint, type View } from '../report/view.js';
import { UsageError } from '../result/expectation.js';
import type { ScenarioResult, TargetResult } from '../result/run.js';
import { systemReason } from './system-reason.js';

/** Writes the conversation of each failure into a folder: as text, and as a capture that any tool reads. */
export async function failureFiles(folder: string, view: View): Promise<Reporter> {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(`cannot write to ${folder}`, systemReason(error), 'name another folder:  --output DIR');
  }
  let targets: readonly TargetResult[] = [];
  return {
    onEvent: (event) => {
      if (event.type === 'run-started') targets = event.targets;
      if (event.type !== 'scenario-finished' || event.result.verdict !== 'fail') return;
      const file = path.join(folder, fileNameFor(event.result, view));
      const block = failureBlock(event.result, {
        ...view,
        paint: plainPaint,
        unicode: true,
        width: Number.POSITIVE_INFINITY,
        verbosity: 1,
      });
      writeFileSync(`${file}.txt`, `${block}\n`);
      writeFileSync(`${file}.pcap`, toCapture(event.result, targets));
    },
  };
}

const wellKnown = { mqtt: 1883, amqp: 5672 } as const;

function toCapture(result: ScenarioResult, targets: readonly TargetResult[]): Uint8Array {
  const records: Uint8Array[] = [];
  const writer = createPcapWriter((bytes) => records.push(bytes));
  const protocol = result.tags.some((tag) => tag.startsWith('@mqtt')) ? 'mqtt' : 'amqp';
  const url = targets.find((target) => target.protocol === protocol)?.url;
  const { hostname = '127.0.0.1', port = '' } = url === undefined ? {} : new URL(url);
  const server = { address: hostname.replace(/^\[|\]$/g, ''), port: Number(port) || wellKnown[protocol] };
  const began = BigInt(Math.round((Date.now() - result.durationMs) * 1000)) * 1000n;
  const lines = new Map<string, PcapConnection>();
  for (const { actor, direction, bytes, title, text, at } of result.transcript) {
    const time = began + BigInt(Math.round(at * 1_000_000));
    if (direction === 'event') {
      const from = title === 'closed' ? 'server' : 'client';
      if (!endings.has(title)) continue;
      lines.get(actor)?.close(from, time, /reset|RST/.test(text) ? 'rst' : 'fin');
      lines.delete(actor);
    } else if (bytes !== undefined) {
      const line = lines.get(actor) ?? connect(writer, lines.size + records.length, server, time);
      lines.set(actor, line);
      line.data(direction === 'sent' ? 'client' : 'server', bytes, time);
    }
  }
  return Buffer.concat(records);
}

/** What a connection notes when it ends; after `closes` (FIN) the other side may still speak. */
const endings = new Set(['drops', 'closed']);

/** Every connection has a port of its own. */
function connect(writer: PcapWriter, number: number, server: { address: string; port: number }, time: bigint) {
  return writer.connect({ address: '127.0.0.1', port: 40_000 + (number % 20_000) }, server, time);
}
