/*
 * The first records of TLS (RFC 8446 4.1): enough to name a connection that stays closed to us.
 *
 *   record:     22 | version | length | handshake
 *   handshake:  1 or 2 | length (3) | version | random (32) | session id | ciphers … | extensions
 */
import { u16 } from '../../bytes/octets.js';
import { Reader } from '../../bytes/reader.js';

export interface ClientHello {
  /** Server Name Indication. */
  readonly serverName?: string;
  /** Application protocols that the client offers: "mqtt". */
  readonly alpn: readonly string[];
  /** The highest version on offer: "1.3". */
  readonly version: string;
}

export interface ServerHello {
  readonly version: string;
}

/** `undefined` where the octets are no ClientHello or not all of it; what is cut is read as far as it goes. */
export function readClientHello(bytes: Uint8Array): ClientHello | undefined {
  const body = handshake(bytes, 1);
  if (body === undefined) return undefined;
  const legacy = body.u16();
  body.raw(32);
  body.raw(body.u8() ?? 0);
  body.raw(body.u16() ?? 0);
  body.raw(body.u8() ?? 0);
  let serverName: string | undefined;
  let alpn: string[] = [];
  let highest = legacy ?? 0;
  for (const [type, data] of extensions(body)) {
    if (type === 0x00) serverName = readServerName(data) ?? serverName;
    if (type === 0x10) alpn = readNames(data);
    if (type === 0x2b) highest = Math.max(highest, ...readVersions(data));
  }
  return { alpn, version: versionName(highest), ...(serverName === undefined ? {} : { serverName }) };
}

export function readServerHello(bytes: Uint8Array): ServerHello | undefined {
  const body = handshake(bytes, 2);
  if (body === undefined) return undefined;
  let version = body.u16();
  body.raw(32);
  body.raw(body.u8() ?? 0);
  body.raw(3);
  for (const [type, data] of extensions(body)) if (type === 0x2b) version = data.u16() ?? version;
  return version === undefined ? undefined : { version: versionName(version) };
}

/** Whether the first record is there as a whole. */
export function isRecordComplete(bytes: Uint8Array): boolean {
  return bytes.length >= 5 && bytes.length >= 5 + u16(bytes, 3);
}

const VERSIONS: ReadonlyMap<number, string> = new Map([
  [0x0300, 'SSL 3.0'],
  [0x0301, 'TLS 1.0'],
  [0x0302, 'TLS 1.1'],
  [0x0303, 'TLS 1.2'],
  [0x0304, 'TLS 1.3'],
]);

function versionName(version: number): string {
  return VERSIONS.get(version) ?? 'TLS';
}

function handshake(bytes: Uint8Array, type: number): Reader | undefined {
  const reader = new Reader(bytes);
  if (reader.u8() !== 22) return undefined;
  reader.raw(2);
  const record = reader.u16() ?? 0;
  if (reader.u8() !== type) return undefined;
  reader.raw(3);
  return new Reader(bytes, reader.offset, Math.min(bytes.length, 5 + record));
}

function extensions(body: Reader): [number, Reader][] {
  const found: [number, Reader][] = [];
  body.u16();
  while (body.remaining >= 4) {
    const type = body.u16() ?? 0;
    const length = body.u16() ?? 0;
    const data = body.sub(Math.min(length, body.remaining));
    if (data !== undefined) found.push([type, data]);
  }
  return found;
}

function readServerName(data: Reader): string | undefined {
  data.u16();
  if (data.u8() !== 0) return undefined;
  const name = data.raw(data.u16() ?? 0);
  return name === undefined ? undefined : new TextDecoder().decode(name);
}

function readNames(data: Reader): string[] {
  const names: string[] = [];
  data.u16();
  while (data.remaining > 0) {
    const name = data.raw(data.u8() ?? 0);
    if (name === undefined || name.length === 0) break;
    names.push(new TextDecoder().decode(name));
  }
  return names;
}

function readVersions(data: Reader): number[] {
  const versions: number[] = [];
  data.u8();
  // Values of the form 0x?A?A are placeholders that mean nothing (RFC 8701).
  while (data.remaining >= 2) versions.push(data.u16() ?? 0);
  return versions.filter((version) => VERSIONS.has(version));
}
