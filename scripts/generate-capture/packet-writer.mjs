import { Buffer } from 'node:buffer';

const CHUNK = 4 * 1024 * 1024;
const HEADERS = 16 + 14 + 20 + 20;
const START = 1_700_000_000;
const [FIN, SYN, PSH, ACK] = [0x01, 0x02, 0x08, 0x10];
const PORTS = { mqtt: 1883, amqp: 5672 };

/** Writes Ethernet records of TCP segments as a classic pcap (nanoseconds). */
export class PacketWriter {
  records = 0;
  bytes = 0;
  /** How many connections began after another of the same client. */
  reconnections = 0;
  #buffer = Buffer.alloc(CHUNK + 128 * 1024);
  #used = 0;
  #write;
  #limits;
  #nanos = 0;
  #seconds = START;
  #ident = 1;

  constructor(write, limits) {
    this.#write = write;
    this.#limits = limits;
    const header = this.#buffer;
    header.writeUInt32LE(0xa1b23c4d, 0);
    header.writeUInt16LE(2, 4);
    header.writeUInt16LE(4, 6);
    header.writeUInt32LE(262_144, 16);
    header.writeUInt32LE(1, 20);
    this.#used = 24;
    this.bytes = 24;
  }

  get full() {
    return this.records >= this.#limits.records || this.bytes >= this.#limits.bytes;
  }

  connection(index, protocol, random) {
    return new Connection(this, index, PORTS[protocol], random);
  }

  segment(connection, fromClient, flags, data = undefined, start = 0, length = 0) {
    if (this.full) return;
    if (this.#used > CHUNK) this.flush();
    const b = this.#buffer;
    const at = this.#used;
    const frame = 54 + length;
    this.#nanos += 20_000 + (this.records % 7) * 1_111;
    if (this.#nanos >= 1e9) {
      this.#nanos -= 1e9;
      this.#seconds++;
    }
    b.writeUInt32LE(this.#seconds, at);
    b.writeUInt32LE(this.#nanos, at + 4);
    b.writeUInt32LE(frame, at + 8);
    b.writeUInt32LE(frame, at + 12);
    // Ethernet
    b.writeUInt32BE(0x02000000, at + 16);
    b.writeUInt16BE(fromClient ? 1 : 2, at + 20);
    b.writeUInt32BE(0x02000000, at + 22);
    b.writeUInt16BE(fromClient ? 2 : 1, at + 26);
    b.writeUInt16BE(0x0800, at + 28);
    // IPv4; the checksums are left to the card, as in a capture on the machine itself
    b.writeUInt16BE(0x4500, at + 30);
    b.writeUInt16BE(frame - 14, at + 32);
    b.writeUInt16BE(this.#ident++ & 0xffff, at + 34);
    b.writeUInt16BE(0x4000, at + 36);
    b.writeUInt32BE(0x40060000, at + 38);
    b.writeUInt32BE(fromClient ? connection.client : connection.server, at + 42);
    b.writeUInt32BE(fromClient ? connection.server : connection.client, at + 46);
    // TCP
    b.writeUInt16BE(fromClient ? connection.clientPort : connection.serverPort, at + 50);
    b.writeUInt16BE(fromClient ? connection.serverPort : connection.clientPort, at + 52);
    b.writeUInt32BE(fromClient ? connection.clientSeq : connection.serverSeq, at + 54);
    b.writeUInt32BE((flags & ACK) === 0 ? 0 : fromClient ? connection.serverSeq : connection.clientSeq, at + 58);
    b.writeUInt16BE(0x5000 | flags, at + 62);
    b.writeUInt32BE(0xfaf00000, at + 64);
    b.writeUInt16BE(0, at + 68);
    if (length > 0) data.copy(b, at + HEADERS, start, start + length);
    const step = length + ((flags & (SYN | FIN)) === 0 ? 0 : 1);
    if (fromClient) connection.clientSeq = (connection.clientSeq + step) >>> 0;
    else connection.serverSeq = (connection.serverSeq + step) >>> 0;
    this.#used += 16 + frame;
    this.bytes += 16 + frame;
    this.records++;
  }

  flush() {
    this.#write(this.#buffer.subarray(0, this.#used));
    this.#used = 0;
  }
}

/** One client and its broker. `clientSay` and `brokerSay` send octets in one or two segments. */
class Connection {
  state = {};
  #writer;
  #random;

  constructor(writer, index, serverPort, random) {
    this.#writer = writer;
    this.#random = random;
    this.index = index;
    this.client = 0x0a000002 + Math.floor(index / 20_000);
    this.server = 0x0a010001;
    this.clientPort = 32_768 + (index % 20_000);
    this.serverPort = serverPort;
  }

  handshake() {
    this.clientSeq = this.#random.u32();
    this.serverSeq = this.#random.u32();
    this.#writer.segment(this, true, SYN);
    this.#writer.segment(this, false, SYN | ACK);
    this.#writer.segment(this, true, ACK);
  }

  goodbye() {
    this.#writer.segment(this, true, FIN | ACK);
    this.#writer.segment(this, false, FIN | ACK);
    this.#writer.segment(this, true, ACK);
  }

  /** Another port, another life. */
  reconnect() {
    const turn = this.#writer.reconnections++;
    this.client = 0x0a000100 + Math.floor(turn / 12_000);
    this.clientPort = 52_768 + (turn % 12_000);
    this.state = {};
  }

  clientSay(data, length) {
    this.#say(true, data, length);
  }

  brokerSay(data, length) {
    this.#say(false, data, length);
  }

  acknowledge(fromClient) {
    this.#writer.segment(this, fromClient, ACK);
  }

  #say(fromClient, data, length) {
    let start = 0;
    // One packet in sixteen is split where it pleases; none is longer than a segment of an Ethernet.
    const split = length > 8 && this.#random.below(16) === 0 ? 1 + this.#random.below(length - 1) : length;
    while (start < length) {
      const until = start < split ? split : length;
      const step = Math.min(until - start, 1_448);
      this.#writer.segment(this, fromClient, PSH | ACK, data, start, step);
      start += step;
    }
  }
}
