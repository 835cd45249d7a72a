import { i32, u16, u32 } from '../bytes/octets.js';
import { ByteStream } from './byte-stream.js';
import type { CaptureComment, CaptureSecrets, CaptureSink } from './capture-sink.js';
import { MAX_RECORD_LENGTH, type RecordSink } from './container.js';
import { AddressPair } from './flow-key.js';
import { datagramName, FragmentStore } from './fragment-store.js';
import { IPV4, LINK_LAYERS, type LinkCursor, type LinkLayer } from './link-layers.js';
import { Moment } from './moment.js';
import { NoticeBoard } from './notice-board.js';
import { TcpAssembler } from './tcp-assembler.js';
import { UdpReceiver } from './udp-receiver.js';

/** From a captured record to TCP and UDP: link, network, fragments, tunnels. */
export class PacketDecoder implements RecordSink {
  readonly interfaces: CaptureInterface[] = [];
  readonly moment = new Moment();
  readonly notices: NoticeBoard;
  readonly tcp: TcpAssembler;
  readonly udp: UdpReceiver;
  capturedBytes = 0;
  cutRecords = 0;
  firstTime: CaptureTime | undefined;
  private readonly sink: CaptureSink;
  private readonly addresses = new AddressPair();
  private readonly cursor: LinkCursor = { offset: 0, etherType: 0 };
  private readonly fragments: FragmentStore;
  /** The link of each interface handle; many interfaces share few links. */
  private readonly links: (LinkLayer | undefined)[] = [];

  constructor(sink: CaptureSink, options: DecoderLimits) {
    this.sink = sink;
    this.notices = new NoticeBoard(sink);
    this.tcp = new TcpAssembler(sink, this.addresses, this.moment, this.notices, {
      maxWaitingBytes: options.maxWaitingBytes ?? 1024 * 1024,
      maxWaitingBytesInAll: options.maxWaitingBytesInAll ?? 32 * 1024 * 1024,
      maxStreams: options.maxStreams ?? MAX_STREAMS,
    });
    this.udp = new UdpReceiver(sink, this.addresses, this.moment, options.maxStreams ?? MAX_STREAMS);
    this.fragments = new FragmentStore(options.maxFragmented ?? 1_024, this.moment, this.notices);
  }

  addInterface(linkType: number, snapLength: number, name: string | undefined): number {
    const link = LINK_LAYERS.get(linkType);
    if (this.interfaces.length >= KEPT_INTERFACES) {
      const known = this.interfaces.findIndex((other) => other.linkType === linkType);
      if (known >= 0) return known;
    }
    this.interfaces.push({ linkType, linkName: link?.name ?? `link type ${linkType}`, snapLength, name });
    return this.links.push(link) - 1;
  }

  record(
    buffer: Uint8Array,
    start: number,
    end: number,
    original: number,
    interfaceHandle: number,
    seconds: number,
    nanos: number,
  ): void {
    const moment = this.moment;
    moment.frame++;
    moment.seconds = seconds;
    moment.nanos = nanos;
    moment.buffer = buffer;
    if (this.firstTime === undefined && seconds !== 0) this.firstTime = { seconds, nanos };
    this.capturedBytes += end - start;
    // An original length beyond all reason is not believed: a gap of gigabytes would come of it.
    const claimedEnd = original > MAX_RECORD_LENGTH ? end : start + original;
    if (end < claimedEnd) this.cutRecord();
    this.tcp.tick();
    const link = this.links[interfaceHandle];
    if (link === undefined) {
      this.unknownLink(interfaceHandle);
      return;
    }
    const cursor = this.cursor;
    if (!link.read(buffer, start, end, cursor)) return;
    if (cursor.etherType === IPV4) this.ipv4(buffer, cursor.offset, end, claimedEnd, 0);
    else this.ipv6(buffer, cursor.offset, end, claimedEnd, 0);
  }

  bytes(buffer: Uint8Array): void {
    if (buffer.length === 0) return;
    const stream = new ByteStream(this.tcp.streams++);
    this.moment.frame++;
    this.capturedBytes += buffer.length;
    this.sink.onOpen?.(stream, this.moment.frame, 0, 0);
    this.sink.onData(stream, 0, buffer, 0, buffer.length, this.moment.frame, 0, 0);
    stream.end(this.moment.frame);
    this.sink.onClose?.(stream);
  }

  comment(on: CaptureComment['on'], text: string): void {
    this.sink.onComment?.({ on, frame: on === 'packet' ? this.moment.frame : 0, text });
  }

  secrets(secrets: CaptureSecrets): void {
    this.sink.onSecrets?.(secrets);
  }

  badBlock(message: string): void {
    this.notices.tell('CAPTURE_BLOCK_BAD', this.moment.frame, `${message}; it is stepped over`);
  }

  /** The capture has ended. */
  end(): void {
    this.fragments.finish();
    this.tcp.end();
  }

  /**
   *     version, header words 1 | service 1 | total length 2 | identification 2 | flags, fragment offset 2
   *     time to live 1 | protocol 1 | checksum 2 | source 4 | target 4 | options
   */
  private ipv4(buffer: Uint8Array, at: number, end: number, claimedEnd: number, depth: number): void {
    if (end - at < 20) {
      this.shortHeader('an IPv4', end, claimedEnd);
      return;
    }
    const first = buffer[at] as number;
    const header = (first & 15) << 2;
    const total = u16(buffer, at + 2);
    // A total length of 0 is left by network cards that cut segments up themselves.
    if (first >>> 4 !== 4 || header < 20 || (total !== 0 && total < header)) {
      this.badHeader('an IPv4');
      return;
    }
    const ipEnd = total === 0 ? claimedEnd : Math.min(claimedEnd, at + total);
    if (at + header > ipEnd) {
      this.badHeader('an IPv4');
      return;
    }
    const addresses = this.addresses;
    addresses.version = 4;
    addresses.source3 = i32(buffer, at + 12);
    addresses.target3 = i32(buffer, at + 16);
    const protocol = buffer[at + 9] as number;
    const fragment = u16(buffer, at + 6);
    const content = at + header;
    if ((fragment & 0x3fff) === 0) {
      this.transport(protocol, buffer, content, end, ipEnd, depth);
      return;
    }
    const more = (fragment & 0x2000) !== 0;
    this.fragment(u16(buffer, at + 4), protocol, (fragment & 0x1fff) << 3, more, buffer, content, end, ipEnd, depth);
  }

  /** version, class, label 4 | payload length 2 | next header 1 | hop limit 1 | source 16 | target 16 */
  private ipv6(buffer: Uint8Array, at: number, end: number, claimedEnd: number, depth: number): void {
    if (end - at < 40) {
      this.shortHeader('an IPv6', end, claimedEnd);
      return;
    }
    if ((buffer[at] as number) >>> 4 !== 6) {
      this.badHeader('an IPv6');
      return;
    }
    const length = u16(buffer, at + 4);
    // 0: a jumbogram, or a network card that cuts segments up itself.
    const ipEnd = length === 0 ? claimedEnd : Math.min(claimedEnd, at + 40 + length);
    const addresses = this.addresses;
    addresses.version = 6;
    addresses.source0 = i32(buffer, at + 8);
    addresses.source1 = i32(buffer, at + 12);
    addresses.source2 = i32(buffer, at + 16);
    addresses.source3 = i32(buffer, at + 20);
    addresses.target0 = i32(buffer, at + 24);
    addresses.target1 = i32(buffer, at + 28);
    addresses.target2 = i32(buffer, at + 32);
    addresses.target3 = i32(buffer, at + 36);
    this.ipv6Content(buffer[at + 6] as number, buffer, at + 40, end, ipEnd, depth);
  }

  /** Steps over extension headers: next header 1 | length 1 | … */
  private ipv6Content(
    protocol: number,
    buffer: Uint8Array,
    start: number,
    end: number,
    ipEnd: number,
    depth: number,
  ): void {
    let at = start;
    let next = protocol;
    while (next !== TCP && next !== UDP) {
      if (next === FRAGMENT_HEADER) {
        // next header 1 | reserved 1 | offset, more 2 | identification 4
        if (Math.min(end, ipEnd) - at < 8) return;
        const word = u16(buffer, at + 2);
        next = buffer[at] as number;
        const identification = u32(buffer, at + 4);
        at += 8;
        // An "atomic" fragment is whole.
        if ((word & 0xfff9) === 0) continue;
        this.fragment(identification, next, word & 0xfff8, (word & 1) !== 0, buffer, at, end, ipEnd, depth);
        return;
      }
      const unit = EXTENSION_UNITS.get(next);
      if (unit === undefined) break;
      if (Math.min(end, ipEnd) - at < 8) return;
      const octets = (buffer[at + 1] as number) * unit + 8;
      next = buffer[at] as number;
      at += octets;
    }
    if (at <= ipEnd) this.transport(next, buffer, at, end, ipEnd, depth);
  }

  private fragment(
    identification: number,
    protocol: number,
    offset: number,
    more: boolean,
    buffer: Uint8Array,
    at: number,
    end: number,
    ipEnd: number,
    depth: number,
  ): void {
    // A fragment that the snap length has cut is as good as none: its datagram never becomes whole.
    if (ipEnd > end || at > ipEnd) return;
    const name = datagramName(this.addresses, identification, protocol);
    const whole = this.fragments.add(name, offset, more, buffer, at, ipEnd);
    if (whole === undefined) return;
    if (this.addresses.version === 6) this.ipv6Content(protocol, whole, 0, whole.length, whole.length, depth);
    else this.transport(protocol, whole, 0, whole.length, whole.length, depth);
  }

  private transport(protocol: number, buffer: Uint8Array, at: number, end: number, ipEnd: number, depth: number): void {
    // What stands behind the IP packet is padding of the link.
    const until = Math.min(end, ipEnd);
    if (protocol === TCP) this.tcp.segment(buffer, at, until, ipEnd);
    else if (protocol === UDP) this.udp.datagram(buffer, at, until, ipEnd);
    else if (depth < MAX_TUNNELS && protocol === IPV4_IN_IP) this.ipv4(buffer, at, until, ipEnd, depth + 1);
    else if (depth < MAX_TUNNELS && protocol === IPV6_IN_IP) this.ipv6(buffer, at, until, ipEnd, depth + 1);
  }

  private cutRecord(): void {
    this.cutRecords++;
    if (this.cutRecords > 1) return;
    const message = 'the record holds less than the packet had (snap length); what is missing is shown as a gap';
    this.notices.tell('CAPTURE_RECORD_CUT', this.moment.frame, message);
  }

  private unknownLink(interfaceHandle: number): void {
    const name = this.interfaces[interfaceHandle]?.linkName ?? 'this link';
    this.notices.tell('CAPTURE_LINK_UNKNOWN', this.moment.frame, `${name} is not read; its records are left out`);
  }

  /** A header that the snap length cut is no fault of the header. */
  private shortHeader(which: string, end: number, claimedEnd: number): void {
    if (end >= claimedEnd) this.badHeader(which);
  }

  private badHeader(which: string): void {
    this.notices.tell('CAPTURE_HEADER_BAD', this.moment.frame, `${which} header contradicts itself`);
  }
}

const IPV4_IN_IP = 4;
const TCP = 6;
const UDP = 17;
const IPV6_IN_IP = 41;
const FRAGMENT_HEADER = 44;
const MAX_STREAMS = 32_768;
const MAX_TUNNELS = 4;
const KEPT_INTERFACES = 1_024;

/** Octets that the length field of an extension header counts in, beyond its first eight. */
const EXTENSION_UNITS: ReadonlyMap<number, number> = new Map([
  [0, 8], // hop-by-hop options
  [43, 8], // routing
  [51, 4], // authentication
  [60, 8], // destination options
  [135, 8], // mobility
  [139, 8], // host identity
  [140, 8], // shim6
]);

/** How much is remembered at once, whatever the size of the capture. */
export interface DecoderLimits {
  /** Octets that may wait for a missing segment, in one direction of one stream. 1 MiB. */
  readonly maxWaitingBytes?: number;
  /** The same, over all streams. 32 MiB. */
  readonly maxWaitingBytesInAll?: number;
  /** Streams, and UDP flows, remembered at once; ended and long silent ones are let go. 32,768. */
  readonly maxStreams?: number;
  /** Fragmented datagrams that may be incomplete at once. 1,024. */
  readonly maxFragmented?: number;
}

export interface CaptureInterface {
  /** LINKTYPE number: 1 Ethernet, 113 Linux cooked … */
  readonly linkType: number;
  /** "Ethernet"; "link type 147" where unknown. */
  readonly linkName: string;
  /** 0: no limit. */
  readonly snapLength: number;
  readonly name: string | undefined;
}

export interface CaptureTime {
  readonly seconds: number;
  readonly nanos: number;
}
