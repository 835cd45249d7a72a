import { u16 } from '../bytes/octets.js';
import type { CaptureSink } from './capture-sink.js';
import type { UdpFlow } from './flow.js';
import { type AddressPair, FlowKey } from './flow-key.js';
import { FlowTable, TableFlow } from './flow-table.js';
import type { Moment } from './moment.js';

/** source port 2 | target port 2 | length 2 | checksum 2 | payload */
export class UdpReceiver {
  flows = 0;
  private readonly sink: CaptureSink;
  private readonly addresses: AddressPair;
  private readonly key = new FlowKey();
  private readonly moment: Moment;
  private readonly table: FlowTable<UdpConversation>;

  constructor(sink: CaptureSink, addresses: AddressPair, moment: Moment, maxFlows: number) {
    this.sink = sink;
    this.addresses = addresses;
    this.moment = moment;
    this.table = new FlowTable(maxFlows, () => undefined);
  }

  datagram(buffer: Uint8Array, at: number, end: number, ipEnd: number): void {
    if (end - at < 8) return;
    const length = u16(buffer, at + 4);
    const claimedEnd = length < 8 ? ipEnd : Math.min(ipEnd, at + length);
    this.key.set(this.addresses, u16(buffer, at), u16(buffer, at + 2));
    const { frame, seconds, nanos } = this.moment;
    let flow = this.table.find(this.key);
    if (flow === undefined) {
      flow = new UdpConversation(this.flows++, frame, this.key, this.table.hash(this.key));
      this.table.add(flow);
    }
    flow.lastFrame = frame;
    const direction = this.key.forward === flow.key.forward ? 0 : 1;
    const until = Math.min(end, claimedEnd);
    this.sink.onDatagram?.(flow, direction, buffer, at + 8, until, claimedEnd - until, frame, seconds, nanos);
  }
}

class UdpConversation extends TableFlow implements UdpFlow {
  readonly transport = 'udp';
}
