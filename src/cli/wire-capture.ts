import { createPcapWriter, type PcapConnection, type PcapWriter } from '../capture/pcap-writer.js';
import { usualUrl } from '../net/target.js';
import type { ScenarioResult, TargetResult } from '../result/run.js';

/** Conversations as a capture that any tool reads: every network connection of every scenario is one of its own. */
export class WireCapture {
  private readonly writer: PcapWriter;
  private connections = 0;

  constructor(write: (bytes: Uint8Array) => void) {
    this.writer = createPcapWriter(write);
  }

  /** `began`: nanoseconds since 1970 at which the scenario did. */
  add({ protocol, transcript }: ScenarioResult, targets: readonly TargetResult[], began: bigint): void {
    const url = targets.find((target) => target.protocol === protocol)?.url;
    const { hostname, port } = new URL(url ?? usualUrl(protocol).replace('localhost', '127.0.0.1'));
    const server = {
      address: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port || new URL(usualUrl(protocol)).port),
    };
    const open = new Map<number | string, PcapConnection>();
    for (const { actor, connection: number, direction, bytes, title, text, at } of transcript) {
      // One client may have two: the one that takes over, and the one that is taken over.
      const key = number ?? actor;
      const time = began + BigInt(Math.round(at * 1_000_000));
      if (direction === 'event') {
        if (!ENDINGS.has(title)) continue;
        open.get(key)?.close(title === 'closed' ? 'server' : 'client', time, /reset|RST/.test(text) ? 'rst' : 'fin');
        open.delete(key);
      } else if (bytes !== undefined) {
        const connection = open.get(key) ?? this.connect(server, time);
        open.set(key, connection);
        connection.data(direction === 'sent' ? 'client' : 'server', bytes, time);
      }
    }
  }

  private connect(server: { readonly address: string; readonly port: number }, time: bigint): PcapConnection {
    const port = 20_000 + (this.connections++ % 45_000);
    return this.writer.connect({ address: '127.0.0.1', port }, server, time);
  }
}

/** Nanoseconds since 1970 at which a scenario that has just ended began. */
export function beginningOf({ durationMs }: Pick<ScenarioResult, 'durationMs'>): bigint {
  return BigInt(Math.round((Date.now() - durationMs) * 1000)) * 1000n;
}

/** What a connection notes when it ends; after `closes` (FIN) the other side may still speak. */
const ENDINGS = new Set(['drops', 'closed']);
