import type { CaptureSummary } from '../../capture/capture-reader.js';
import type { CaptureComment } from '../../capture/capture-sink.js';
import type { PacketView } from '../packet-view.js';
import { recordOf } from '../record.js';
import { fieldRecord } from './field-record.js';
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
    const { summary, field } = view.dissect(true);
    const tree = field === undefined ? {} : { tree: fieldRecord(field) };
    this.write(`${this.count++ === 0 ? '' : ',\n'}${jsonValue({ ...recordOf(view), summary, ...tree })}`);
  }

  flush(): void {}

  finish(summary: CaptureSummary, totals: Totals, comments: readonly CaptureComment[]): void {
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
    this.write(`\n],"summary":${jsonValue({ ...rest, ...totals, comments, problem: problem ?? null })}}\n`);
  }

  private opened = false;

  private open(): void {
    if (this.opened) return;
    this.opened = true;
    this.write(`{"schema":"conform.decode/1","file":${jsonValue(this.name)},"packets":[\n`);
  }
}
