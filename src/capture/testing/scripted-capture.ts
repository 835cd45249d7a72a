import { Writer } from '../../bytes/writer.js';
import { type CaptureOptions, type CaptureSummary, readCapture } from '../capture-reader.js';
import type { CaptureSink } from '../capture-sink.js';

/** Captures written by hand, and what reading them gives as lines of text: for tests. */

export interface ScriptedRecord {
  readonly octets: Uint8Array;
  readonly seconds?: number;
  readonly nanos?: number;
  /** Octets the packet had, where the snap length cut some off. */
  readonly original?: number;
}

/** A classic pcap, nanoseconds, little endian; each record one millisecond after the other unless it says otherwise. */
export function pcapOf(records: readonly (ScriptedRecord | Uint8Array)[], linkType = 101): Uint8Array {
  const file = new Writer(1024);
  file.raw(Uint8Array.of(0x4d, 0x3c, 0xb2, 0xa1, 2, 0, 4, 0)).raw(new Uint8Array(8));
  file.raw(little(262_144)).raw(little(linkType));
  records.forEach((record, index) => {
    const { octets, seconds, nanos, original } = record instanceof Uint8Array ? { octets: record } : record;
    file.raw(little(seconds ?? 1_700_000_000)).raw(little(nanos ?? index * 1_000_000));
    file
      .raw(little(octets.length))
      .raw(little(original ?? octets.length))
      .raw(octets);
  });
  return Uint8Array.from(file.bytes());
}

const little = (value: number): Uint8Array =>
  Uint8Array.of(value & 255, (value >>> 8) & 255, (value >>> 16) & 255, value >>> 24);

export interface Segment {
  /** Ports name the directions: the client is 10.0.0.1:50000, the server 10.0.0.2:1883. */
  readonly from: 'client' | 'server';
  readonly seq: number;
  readonly ack?: number;
  /** Letters of SYN, ACK, FIN, RST: "SA". */
  readonly flags?: string;
  readonly data?: string;
  /** Octets that the IP header claims beyond `data`: the snap length cut them off. */
  readonly missing?: number;
}

const FLAGS: Readonly<Record<string, number>> = { F: 1, S: 2, R: 4, P: 8, A: 16 };

/** An IPv4 packet with a TCP segment. */
export function segment({ from, seq, ack, flags = '', data = '', missing = 0 }: Segment): Uint8Array {
  return ipv4(6, tcp({ from, seq, flags, data, ...(ack === undefined ? {} : { ack }) }), from, missing);
}

/** A TCP header and its payload. */
export function tcp({ from, seq, ack, flags = '', data = '' }: Segment): Uint8Array {
  const [source, target] = from === 'client' ? [50_000, 1883] : [1883, 50_000];
  const bits = [...flags].reduce((all, letter) => all | (FLAGS[letter] ?? 0), ack === undefined ? 0 : 16);
  const header = new Writer(64)
    .u16(source)
    .u16(target)
    .u32(seq >>> 0)
    .u32((ack ?? 0) >>> 0);
  return header
    .u16(0x5000 | bits)
    .u16(0xffff)
    .u32(0)
    .raw(latin1(data))
    .bytes();
}

/** An IPv4 header before `payload`; `fragment` is the word of flags and offset. */
export function ipv4(
  protocol: number,
  payload: Uint8Array,
  from: 'client' | 'server' = 'client',
  missing = 0,
  fragment = 0,
  options = 0,
): Uint8Array {
  const header = 20 + options;
  const packet = new Writer(64)
    .u8(0x40 | (header >>> 2))
    .u8(0)
    .u16(header + payload.length + missing);
  packet.u16(7).u16(fragment).u8(64).u8(protocol).u16(0);
  const [source, target] = from === 'client' ? [0x0a000001, 0x0a000002] : [0x0a000002, 0x0a000001];
  return Uint8Array.from(packet.u32(source).u32(target).raw(new Uint8Array(options).fill(1)).raw(payload).bytes());
}

export interface Reading {
  /** "open 0", "0> hello @3", "0> gap 5 lost @4", "close 0 fin by 1 @7", "CAPTURE_OVERLAP @4" */
  readonly lines: string[];
  readonly summary: CaptureSummary;
}

/** Reads `file` in chunks of `chunk` octets and writes down what the sink is told. */
export async function read(file: Uint8Array, options: CaptureOptions = {}, chunk = file.length): Promise<Reading> {
  const lines: string[] = [];
  const arrow = (direction: number): string => (direction === 0 ? '>' : '<');
  const sink: CaptureSink = {
    onOpen: (stream) => lines.push(`open ${stream.number}`),
    onData: (stream, direction, buffer, start, end, frame) => {
      lines.push(`${stream.number}${arrow(direction)} ${textOf(buffer, start, end)} @${frame}`);
    },
    onGap: (stream, direction, bytes, reason, frame) => {
      lines.push(`${stream.number}${arrow(direction)} gap ${bytes} ${reason} @${frame}`);
    },
    onClose: ({ number, closing }) => {
      lines.push(`close ${number} ${closing?.how} by ${closing?.by} @${closing?.frame}`);
    },
    onDatagram: (flow, direction, buffer, start, end, missing, frame) => {
      const cut = missing > 0 ? ` +${missing}` : '';
      lines.push(`udp ${flow.number}${arrow(direction)} ${textOf(buffer, start, end)}${cut} @${frame}`);
    },
    onNotice: ({ code, frame }) => lines.push(`${code} @${frame}`),
    onComment: ({ on, frame, text }) => lines.push(`comment on ${on} ${frame}: ${text}`),
    onSecrets: ({ type, data }) => lines.push(`secrets ${type.toString(16)} ${textOf(data, 0, data.length)}`),
  };
  const summary = await readCapture(chunks(file, chunk), sink, options);
  return { lines, summary };
}

/** What the sink was told of octets, without openings and closings. */
export const dataOf = ({ lines }: Reading): string[] => lines.filter((line) => /^(udp )?\d/.test(line));

async function* chunks(file: Uint8Array, length: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < file.length; at += length) yield file.subarray(at, at + length);
}

export const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

const textOf = (buffer: Uint8Array, start: number, end: number): string =>
  String.fromCharCode(...buffer.subarray(start, end));
