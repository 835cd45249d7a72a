import { Buffer } from 'node:buffer';
import type { CaptureSummary } from '../../capture/capture-reader.js';
import type { Field } from '../../codec/field.js';
import { dissect } from '../dissection.js';
import type { PacketView } from '../packet-view.js';
import { problemRecord, recordOf } from '../record.js';
import { jsonValue } from './line-writer.js';
import type { CaptureView, Totals } from './look.js';

/** One document: every packet with its fields as a tree, then what the capture held. Written as it is read. */
export class JsonView implements CaptureView {
  private readonly name: string;
  private readonly write: (text: string) => void;
  private count = 0;

  constructor(name: string, write: (text: string) => void) {
    this.name = name;
    this.write = write;
  }

  onPacket(view: PacketView): void {
    this.open();
    const { summary, field } = dissect(view, true);
    const tree = field === undefined ? {} : { tree: fieldRecord(field) };
    this.write(`${this.count++ === 0 ? '' : ',\n'}${jsonValue({ ...recordOf(view), summary, ...tree })}`);
  }

  flush(): void {}

  finish(summary: CaptureSummary, totals: Totals): void {
    this.open();
    const { format, compressed, interfaces, records, tcpStreams, udpFlows, cutRecords, notices, problem } = summary;
    const rest = {
      format: format ?? null,
      compressed,
      interfaces,
      records,
      connections: tcpStreams,
      udpFlows,
      cutRecords,
      notices,
    };
    this.write(`\n],"summary":${jsonValue({ ...rest, ...totals, problem: problem ?? null })}}\n`);
  }

  private opened = false;

  private open(): void {
    if (this.opened) return;
    this.opened = true;
    this.write(`{"schema":"conform.decode/1","file":${jsonValue(this.name)},"packets":[\n`);
  }
}

/** `{name, offset, length, value, text, spec, problems, children}`; octets as hex. */
export function fieldRecord(field: Field): Record<string, unknown> {
  const { name, span, value, text, bits, spec, problems, children } = field;
  return {
    name,
    offset: span.offset,
    length: span.length,
    ...(value === undefined ? {} : { value: plain(value) }),
    ...(text === undefined ? {} : { text }),
    ...(bits === undefined ? {} : { bits }),
    ...(spec === undefined ? {} : { spec }),
    ...(problems === undefined ? {} : { problems: problems.map(problemRecord) }),
    ...(children === undefined ? {} : { children: children.map(fieldRecord) }),
  };
}

function plain(value: NonNullable<Field['value']> | null): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.length).toString('hex');
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
