#!/usr/bin/env node
// @ts-check
/**
 * Writes fixtures/session.pcap, the capture that the README shows: a QoS 2 message whose PUBREL has the wrong flags.
 *
 *   npm run build && node scripts/generate-session-capture.mjs
 */
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const built = new URL('../dist/capture/pcap-writer.js', import.meta.url);
if (!existsSync(built)) {
  console.error('there is no dist/: npm run build');
  process.exit(2);
}
/** @type {typeof import('../src/capture/pcap-writer.js')} */
const { createPcapWriter } = await import(built.href);

/** Who speaks, when (milliseconds), and what. @type {readonly (readonly ['client' | 'server', number, string])[]} */
const packets = [
  // CONNECT: MQTT 5.0, Clean Start, keep alive 60 s, client "alice"
  ['client', 1, '10 12 00 04 4d 51 54 54 05 02 00 3c 00 00 05 61 6c 69 63 65'],
  // CONNACK: Success, Receive Maximum 100
  ['server', 2, '20 06 00 00 03 21 00 64'],
  // PUBLISH: QoS 2, "meter/7", packet 10
  ['client', 10, '34 12 00 07 6d 65 74 65 72 2f 37 00 0a 00 34 32 20 6b 57 68'],
  // PUBREC
  ['server', 11, '50 02 00 0a'],
  // PUBREL with the flags 0000
  ['client', 15, '60 02 00 0a'],
  // DISCONNECT: Malformed Packet
  ['server', 16, 'e0 01 81'],
];

/** @type {Uint8Array[]} */
const file = [];
const writer = createPcapWriter((bytes) => file.push(Uint8Array.from(bytes)));
const at = (/** @type {number} */ milliseconds) => 1_700_000_000_000_000_000n + BigInt(milliseconds) * 1_000_000n;
const connection = writer.connect({ address: '127.0.0.1', port: 50412 }, { address: '127.0.0.1', port: 1883 }, at(0));
for (const [from, time, hex] of packets) connection.data(from, Buffer.from(hex.replaceAll(' ', ''), 'hex'), at(time));
connection.close('server', at(17));

const fixtures = join(dirname(fileURLToPath(import.meta.url)), '../fixtures');
mkdirSync(fixtures, { recursive: true });
writeFileSync(join(fixtures, 'session.pcap'), Buffer.concat(file));
