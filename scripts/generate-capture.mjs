// Makes captures of any size for benchmarks: `node scripts/generate-capture.mjs --protocol mqtt --records 1000000 FILE`.
// Seeded: the same arguments give the same octets. Written to disk as it goes, so that a file of 4 GB needs no memory.
import { closeSync, openSync, writeSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { amqpTraffic } from './generate-capture/amqp.mjs';
import { mqttTraffic } from './generate-capture/mqtt.mjs';
import { PacketWriter } from './generate-capture/packet-writer.mjs';
import { randomFrom } from './generate-capture/random.mjs';

const TRAFFIC = { mqtt: mqttTraffic, amqp: amqpTraffic };

/**
 * Writes a capture and answers how much it holds.
 *
 * @param {object} options
 * @param {string} options.path
 * @param {'mqtt' | 'amqp'} options.protocol
 * @param {number} [options.records] stop at this many records
 * @param {number} [options.bytes] stop at this many octets
 * @param {number} [options.connections] open at the same time
 * @param {number} [options.seed]
 * @param {number} [options.payload] average octets of a message
 */
export function generateCapture(options) {
  const { path, protocol, records = Infinity, bytes = Infinity, connections = 200, seed = 1, payload = 96 } = options;
  const file = openSync(path, 'w');
  try {
    const writer = new PacketWriter((chunk) => writeSync(file, chunk), { records, bytes });
    const random = randomFrom(seed);
    const peers = Array.from({ length: connections }, (_, index) => writer.connection(index, protocol, random));
    const traffic = TRAFFIC[protocol]({ random, payload });
    for (const peer of peers) {
      if (writer.full) break;
      traffic.open(peer);
    }
    while (!writer.full) {
      const peer = peers[random.below(peers.length)];
      // Now and then a client goes and comes back from another port.
      if (random.below(20_000) === 0) {
        traffic.close(peer);
        peer.reconnect();
        traffic.open(peer);
      } else {
        traffic.exchange(peer);
      }
    }
    writer.flush();
    return { records: writer.records, bytes: writer.bytes };
  } finally {
    closeSync(file);
  }
}

/** "4G", "100M", "1000000" → a number. */
function size(text) {
  const units = { k: 1e3, K: 1e3, M: 1e6, G: 1e9 };
  const unit = units[text.at(-1)];
  return unit === undefined ? Number(text) : Number(text.slice(0, -1)) * unit;
}

function main() {
  const { values, positionals } = parameters();
  const [path] = positionals;
  if (path === undefined) fail('no file is named');
  if (!Object.hasOwn(TRAFFIC, values.protocol)) fail(`${values.protocol} is no protocol known here`);
  // What is no number is never reached: the file would grow until the disk is full.
  for (const name of ['records', 'bytes', 'connections', 'seed', 'payload'])
    if (values[name] !== undefined && !(size(values[name]) >= (name === 'connections' ? 1 : 0)))
      fail(`--${name} ${values[name]} is not possible`);
  const made = generateCapture({
    path,
    protocol: values.protocol,
    records: values.records ? size(values.records) : values.bytes ? Infinity : 1_000_000,
    bytes: values.bytes ? size(values.bytes) : Infinity,
    connections: size(values.connections),
    seed: size(values.seed),
    payload: size(values.payload),
  });
  console.log(`${path}: ${made.records} records, ${made.bytes} bytes`);
}

function parameters() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        protocol: { type: 'string', default: 'mqtt' },
        records: { type: 'string' },
        bytes: { type: 'string' },
        connections: { type: 'string', default: '200' },
        seed: { type: 'string', default: '1' },
        payload: { type: 'string', default: '96' },
      },
    });
  } catch (error) {
    return fail(error.message);
  }
}

function fail(what) {
  console.error(
    `${what}\nusage: generate-capture.mjs [--protocol mqtt|amqp] [--records N] [--bytes 4G] [--connections N] [--payload N] [--seed N] FILE`,
  );
  process.exit(2);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) main();
