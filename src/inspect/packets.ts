import { readCapture } from '../capture/capture-reader.js';
import { UsageError } from '../result/expectation.js';
import { type Filter, makeFilter } from './filter/filter.js';
import { Inspector, type InspectorOptions } from './inspector.js';
import type { PacketView } from './packet-view.js';
import { type PacketRecord, recordOf } from './record.js';
import { type FieldRecord, fieldRecord } from './views/field-record.js';

/** One packet of a capture, as `--ndjson` says it, with its line of the list and, where asked for, its fields. */
export type Packet = PacketRecord & { readonly summary: string; readonly tree?: FieldRecord };

export interface DecodePacketsOptions extends Omit<InspectorOptions, 'level'> {
  /** Add the tree of fields to each packet. */
  readonly tree?: boolean;
  /** A filter as on the command line: `topic == "a/b" and qos > 0`. */
  readonly where?: string;
}

/**
 * The packets of a capture (pcap, pcapng, either gzipped, hex text), one after another. `source` is a path, `-` for
 * standard input, or chunks. Reads no further ahead than one chunk; leaving the loop ends the reading. What stopped the
 * reading early is thrown as a UsageError, after the packets before it.
 */
export async function* decodePackets(
  source: string | AsyncIterable<Uint8Array>,
  options: DecodePacketsOptions = {},
): AsyncGenerator<Packet, void, void> {
  const filter = options.where === undefined ? undefined : filterOf(options.where);
  const stop = new AbortController();
  let batch: Packet[] = [];
  let filled = deferred();
  let emptied = deferred();
  const onPacket = (view: PacketView) => {
    if (filter !== undefined && !filter(view)) return;
    const { summary, field } = view.dissect(options.tree ?? false);
    batch.push({ ...recordOf(view), summary, ...(field === undefined ? {} : { tree: fieldRecord(field) }) });
  };
  const ready = () => {
    if (batch.length === 0) return undefined;
    filled.resolve();
    return emptied.promise;
  };
  const inspector = new Inspector({ onPacket }, { ...options, level: 'fields' });
  let finished = false;
  const reading = readCapture(source, inspector, { ready, signal: stop.signal }).finally(() => {
    finished = true;
    filled.resolve();
  });
  try {
    for (;;) {
      await filled.promise;
      filled = deferred();
      const packets = batch;
      batch = [];
      yield* packets;
      if (finished && batch.length === 0) break;
      emptied.resolve();
      emptied = deferred();
      if (finished) filled.resolve();
    }
    const { problem } = await reading;
    if (problem !== undefined) throw new UsageError(problem.what, problem.why, problem.next);
  } finally {
    stop.abort();
    emptied.resolve();
    await reading.catch(() => undefined);
  }
}

function filterOf(text: string): Filter {
  const filter = makeFilter(text);
  if (typeof filter === 'function') return filter;
  throw new UsageError(`cannot read the filter, at character ${filter.position + 1}: ${filter.message}`, text);
}

interface Deferred {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
}

function deferred(): Deferred {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}
