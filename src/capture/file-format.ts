import { u16, u32 } from '../bytes/octets.js';
import type { CaptureProblem } from './capture-problem.js';
import type { Container, RecordSink } from './container.js';
import { HexTextContainer, looksLikeHex } from './hex-text.js';
import { PCAP_KINDS, PcapContainer } from './pcap.js';
import { PcapngContainer, SECTION_HEADER } from './pcapng.js';

/** How many octets `containerOf` wants to see, where the file has as many. */
export const HEAD_LENGTH = 64;

export const isGzip = (head: Uint8Array): boolean => head.length >= 2 && u16(head, 0) === 0x1f8b;

/** The container whose file begins with `head`. */
export function containerOf(head: Uint8Array, name: string, sink: RecordSink): Container | CaptureProblem {
  if (head.length >= 4) {
    const magic = u32(head, 0);
    if (magic === SECTION_HEADER) return new PcapngContainer(sink);
    const kind = PCAP_KINDS[magic.toString(16).padStart(8, '0')];
    if (kind !== undefined) return new PcapContainer(kind, sink);
  }
  if (looksLikeHex(head)) return new HexTextContainer(sink);
  return foreign(head, name);
}

export const emptyFile = (name: string): CaptureProblem => ({
  code: 'CAPTURE_EMPTY',
  what: `${name} is empty`,
  why: 'not even the header of a capture is there',
  next: 'a capture tool writes it at once: was it started, and was its buffer flushed?',
});

function foreign(head: Uint8Array, name: string): CaptureProblem {
  const known = FOREIGN.find(({ magic }) => magic.every((octet, index) => head[index] === octet));
  return {
    code: 'CAPTURE_FOREIGN',
    what: `${name} is no capture that can be read`,
    why: known?.is ?? 'it begins like neither pcap nor pcapng, nor like gzip or hex text',
    next: known?.next ?? 'convert it: editcap -F pcapng IN OUT',
  };
}

interface Foreign {
  readonly magic: readonly number[];
  readonly is: string;
  readonly next: string;
}

const ascii = (text: string): readonly number[] => Array.from(text, (letter) => letter.charCodeAt(0));
const CONVERT = 'convert it: editcap -F pcapng IN OUT';

const FOREIGN: readonly Foreign[] = [
  { magic: [0x28, 0xb5, 0x2f, 0xfd], is: 'it is compressed with zstd', next: 'zstd -dc FILE | conform decode -' },
  { magic: [0x04, 0x22, 0x4d, 0x18], is: 'it is compressed with lz4', next: 'lz4 -dc FILE | conform decode -' },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], is: 'it is compressed with xz', next: 'xz -dc FILE | conform decode -' },
  { magic: ascii('BZh'), is: 'it is compressed with bzip2', next: 'bzip2 -dc FILE | conform decode -' },
  { magic: ascii('PK\x03\x04'), is: 'it is a zip archive', next: 'unzip -p FILE | conform decode -' },
  { magic: ascii('snoop\0'), is: 'it is a snoop capture', next: CONVERT },
  { magic: ascii('GMBU'), is: 'it is a Network Monitor capture', next: CONVERT },
  { magic: ascii('RTSS'), is: 'it is a Network Monitor capture', next: CONVERT },
  { magic: ascii('XCP\0'), is: 'it is a NetXRay capture', next: CONVERT },
  { magic: ascii('TRSNIFF'), is: 'it is a Sniffer capture', next: CONVERT },
];
