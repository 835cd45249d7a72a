import { u16 } from '../../bytes/octets.js';
import type { Field } from '../field.js';
import type { Problem } from '../problem.js';
import { readAcknowledgement } from './acknowledgement.js';
import { readConnack, readConnect } from './connect.js';
import { readAuth, readDisconnect } from './disconnect.js';
import { headerLength, MALFORMED, packetLength } from './framing.js';
import type { MqttPacket, MqttPacketType, MqttVersion } from './packet.js';
import { problem } from './problems.js';
import { readPublish, readPublishFlags } from './publish.js';
import { Recorder } from './recorder.js';
import { readSuback, readSubscribe, readUnsuback, readUnsubscribe } from './subscribe.js';
import { type PacketTypeRow, packetType, type Sender } from './tables.js';

export interface DecodeOptions {
  /** The connection's version; `undefined`: see `guessVersion`. A CONNECT says its own. */
  readonly version?: MqttVersion | undefined;
  readonly from?: Sender | undefined;
  /** Build the tree of fields. */
  readonly tree?: boolean;
}

export interface Decoded {
  /** As far as it can be understood; `undefined` when not even its first field can be read. */
  readonly packet: MqttPacket | undefined;
  readonly problems: readonly Problem[];
  /** The version it was read as. */
  readonly version: MqttVersion;
  readonly field?: Field;
}

/** Reads one packet, which begins at the first octet. Offsets in problems and fields count from there. Never throws. */
export function decodePacket(bytes: Uint8Array, options: DecodeOptions = {}): Decoded {
  const version = versionOf(bytes, options);
  const length = packetLength(bytes);
  if (length < 0) return unframed(bytes, version, length, options.from);
  const end = Math.min(length, bytes.length);
  const row = packetType(bytes[0] ?? 0, version);
  const rec = new Recorder(bytes, 0, end, {
    version,
    from: options.from,
    tree: options.tree ?? false,
    type: row.type,
    incomplete: bytes.length < length,
  });
  rec.begin(row.type, row.section);
  const firstOctet = readFixedHeader(rec, row);
  const packet = readBody(rec, row, firstOctet);
  if (rec.remaining > 0) readTrailing(rec);
  if (bytes.length < length) {
    const message = `${length - bytes.length} of ${length} octets are missing`;
    rec.report('MQTT_INCOMPLETE', { offset: end, length: 0 }, message);
  }
  rec.end();
  const field = rec.root();
  return { packet, problems: rec.problems, version, ...(field === undefined ? {} : { field }) };
}

/**
 * The version of a packet whose connection's CONNECT was not seen: 3.1.1 (as 4) unless the packet cannot be that and
 * can be 5.0. A PUBLISH fits both more often than not; other packets of the same connection tell better.
 */
export function guessVersion(bytes: Uint8Array, from?: Sender): MqttVersion {
  const older = decodePacket(bytes, { version: 4, from });
  if (older.problems.length === 0) return 4;
  const newer = decodePacket(bytes, { version: 5, from });
  return newer.packet !== undefined && newer.problems.length === 0 ? 5 : 4;
}

/** The version that a CONNECT asks for; `undefined` for other packets and unknown levels. */
export function connectVersion(bytes: Uint8Array): MqttVersion | undefined {
  if ((bytes[0] ?? 0) >>> 4 !== 1) return undefined;
  const at = headerLength(bytes);
  const level = bytes[at + 2 + u16(bytes, at)];
  return level === 3 || level === 4 || level === 5 ? level : undefined;
}

type BodyReader = (rec: Recorder, firstOctet: number) => MqttPacket | undefined;

const BODY_READERS: Readonly<Record<MqttPacketType, BodyReader>> = {
  RESERVED0: (rec) => ({ type: 'RESERVED0', body: rec.rest('Body') }),
  RESERVED15: (rec) => ({ type: 'RESERVED15', body: rec.rest('Body') }),
  CONNECT: readConnect,
  CONNACK: readConnack,
  PUBLISH: readPublish,
  PUBACK: (rec) => readAcknowledgement(rec, 'PUBACK'),
  PUBREC: (rec) => readAcknowledgement(rec, 'PUBREC'),
  PUBREL: (rec) => readAcknowledgement(rec, 'PUBREL'),
  PUBCOMP: (rec) => readAcknowledgement(rec, 'PUBCOMP'),
  SUBSCRIBE: readSubscribe,
  SUBACK: readSuback,
  UNSUBSCRIBE: readUnsubscribe,
  UNSUBACK: readUnsuback,
  PINGREQ: () => ({ type: 'PINGREQ' }),
  PINGRESP: () => ({ type: 'PINGRESP' }),
  DISCONNECT: readDisconnect,
  AUTH: readAuth,
};

function versionOf(bytes: Uint8Array, options: DecodeOptions): MqttVersion {
  const isConnect = (bytes[0] ?? 0) >>> 4 === 1;
  if (isConnect) return connectVersion(bytes) ?? options.version ?? 4;
  return options.version ?? guessVersion(bytes, options.from);
}

function unframed(bytes: Uint8Array, version: MqttVersion, length: number, from: Sender | undefined): Decoded {
  const found =
    length === MALFORMED
      ? problem('MQTT_REMAINING_LENGTH_TOO_LONG', version, { offset: 1, length: 4 }, { from })
      : problem('MQTT_INCOMPLETE', version, { offset: bytes.length, length: 0 }, { from });
  return { packet: undefined, problems: [found], version };
}

function readFixedHeader(rec: Recorder, row: PacketTypeRow): number {
  rec.begin('Fixed Header', '2.1.1');
  const firstOctet = rec.peek();
  rec.within(1, () => {
    rec.skip(1);
    rec.bits('Control Packet Type', firstOctet, 0xf0, rec.tree ? `${row.number} ${row.type}` : undefined);
    checkType(rec, row);
    if (row.type === 'PUBLISH') readPublishFlags(rec, firstOctet);
    else readFlags(rec, row, firstOctet);
  });
  rec.varint('Remaining Length');
  rec.end();
  rec.markBody();
  return firstOctet;
}

function checkType(rec: Recorder, row: PacketTypeRow): void {
  if (row.type === 'RESERVED0' || row.type === 'RESERVED15') {
    rec.fault('MQTT_TYPE_RESERVED', 0, `packet type ${row.number} is reserved`);
  } else if (rec.from !== undefined && row.sender !== 'both' && row.sender !== rec.from) {
    rec.fault('MQTT_WRONG_DIRECTION', 0, `a ${rec.from} must not send ${row.type}`);
  }
}

function readFlags(rec: Recorder, row: PacketTypeRow, firstOctet: number): void {
  const flags = rec.bits('Flags', firstOctet, 0x0f, rec.tree ? binary(firstOctet & 0x0f) : undefined);
  if (row.flags === undefined || flags === row.flags) return;
  rec.fault(row.flagsProblem, 0, `flags ${binary(flags)}, must be ${binary(row.flags)}`);
}

const binary = (flags: number): string => flags.toString(2).padStart(4, '0');

function readBody(rec: Recorder, row: PacketTypeRow, firstOctet: number): MqttPacket | undefined {
  const before = rec.problems.length;
  const packet = BODY_READERS[row.type](rec, firstOctet);
  if (row.type === 'SUBSCRIBE' && rec.version === 5 && rec.problems.length > before) noteOlderLayout(rec);
  return packet;
}

/** A SUBSCRIBE that fails as 5.0 and fits 3.1.1 was most likely written without its Property Length. */
function noteOlderLayout(rec: Recorder): void {
  const older = rec.rereadAs(4);
  readSubscribe(older);
  if (older.problems.length > 0 || older.remaining > 0) return;
  const at = older.bodyStart + 2;
  rec.report('MQTT_PROPERTIES_LEFT_OUT', { offset: at, length: 1 }, undefined, 'Property Length');
}

function readTrailing(rec: Recorder): void {
  // Where a field could not be read, what follows it is not trailing but unread.
  const start = rec.offset;
  rec.rest(rec.stuck ? 'Unread' : 'Undeclared');
  if (!rec.stuck) rec.fault('MQTT_TRAILING_BYTES', start);
}
