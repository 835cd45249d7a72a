// @ts-check
import { Buffer } from 'node:buffer';
import { gzipSync } from 'node:zlib';

/**
 * @typedef {{ below(limit: number): number, u32(): number }} Random
 * @typedef {import('./corpus.mjs').Origin} Origin
 * @typedef {(octets: Buffer, random: Random, corpus: readonly Origin[]) => Buffer} Mutation
 */

/**
 * One to eight mutations of `octets`.
 *
 * @param {Uint8Array} octets
 * @param {readonly Origin[]} corpus
 * @param {Random} random
 */
export function mutate(octets, corpus, random) {
  /** @type {Buffer} */
  let file = Buffer.from(octets);
  // Half of them leave the file format whole, so that what is wrong reaches the packets.
  const mutations = random.below(2) === 0 ? MUTATIONS : RECORD_MUTATIONS;
  for (let more = 1 + random.below(8); more > 0; more--) {
    const mutation = mutations[random.below(mutations.length)];
    if (file.length > 0 && mutation !== undefined) file = mutation(file, random, corpus);
  }
  return random.below(200) === 0 ? damagedGzip(file, random) : file;
}

/** Where length fields are told lies. */
const WORDS = [0, 1, 7, 0x7f, 0x80, 0xff, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff];

/** @type {readonly Mutation[]} */
const FILE_MUTATIONS = [
  function flipBit(octets, random) {
    const at = random.below(octets.length);
    octets[at] = (octets[at] ?? 0) ^ (1 << random.below(8));
    return octets;
  },
  function setOctet(octets, random) {
    octets[random.below(octets.length)] = random.below(256);
    return octets;
  },
  function setWord(octets, random) {
    if (octets.length < 4) return octets;
    const at = random.below(octets.length - 3);
    const word = WORDS[random.below(WORDS.length)] ?? 0;
    if (random.below(2) === 0) octets.writeUInt32BE(word, at);
    else octets.writeUInt32LE(word, at);
    return octets;
  },
  function setHalf(octets, random) {
    if (octets.length < 2) return octets;
    octets.writeUInt16BE((WORDS[random.below(WORDS.length)] ?? 0) & 0xffff, random.below(octets.length - 1));
    return octets;
  },
  function cut(octets, random) {
    return octets.subarray(0, random.below(octets.length));
  },
  function remove(octets, random) {
    const at = random.below(octets.length);
    return Buffer.concat([octets.subarray(0, at), octets.subarray(at + 1 + random.below(64))]);
  },
  function repeat(octets, random) {
    const at = random.below(octets.length);
    const piece = octets.subarray(at, at + 1 + random.below(200));
    return Buffer.concat([octets.subarray(0, at), piece, octets.subarray(at)]);
  },
  function insert(octets, random) {
    const at = random.below(octets.length);
    const piece = Buffer.from(Array.from({ length: 1 + random.below(16) }, () => random.below(256)));
    return Buffer.concat([octets.subarray(0, at), piece, octets.subarray(at)]);
  },
  function splice(octets, random, corpus) {
    const other = corpus[random.below(corpus.length)]?.octets ?? octets;
    return Buffer.concat([octets.subarray(0, random.below(octets.length)), other.subarray(random.below(other.length))]);
  },
];

/** @type {readonly Mutation[]} */
const RECORD_MUTATIONS = [
  onRecords(function payload(records, random) {
    const record = records[random.below(records.length)];
    if (record === undefined || record.length <= 70) return records;
    for (let more = 1 + random.below(4); more > 0; more--) {
      record[70 + random.below(record.length - 70)] = random.below(4) === 0 ? 0xff : random.below(256);
    }
    return records;
  }),
  onRecords(function headers(records, random) {
    const record = records[random.below(records.length)];
    if (record !== undefined)
      record[16 + random.below(Math.max(1, Math.min(60, record.length - 16)))] = random.below(256);
    return records;
  }),
  onRecords(function drop(records, random) {
    records.splice(random.below(records.length), 1);
    return records;
  }),
  onRecords(function twice(records, random) {
    const record = records[random.below(records.length)];
    if (record !== undefined) records.splice(random.below(records.length), 0, record);
    return records;
  }),
  onRecords(function swap(records, random) {
    const [a, b] = [random.below(records.length), random.below(records.length)];
    [records[a], records[b]] = [/** @type {Buffer} */ (records[b]), /** @type {Buffer} */ (records[a])];
    return records;
  }),
];

const MUTATIONS = [...FILE_MUTATIONS, ...RECORD_MUTATIONS];

/**
 * A mutation of the records of a classic pcap, each with its header; other files stay as they are.
 *
 * @param {(records: Buffer[], random: Random) => Buffer[]} mutation
 * @returns {Mutation}
 */
function onRecords(mutation) {
  return (octets, random) => {
    const magic = octets.length >= 24 ? octets.readUInt32BE(0) : 0;
    const little = magic === 0xd4c3b2a1 || magic === 0x4d3cb2a1;
    if (!little && magic !== 0xa1b2c3d4 && magic !== 0xa1b23c4d) return octets;
    /** @type {Buffer[]} */
    const records = [];
    let at = 24;
    while (octets.length - at >= 16) {
      const end = at + 16 + (little ? octets.readUInt32LE(at + 8) : octets.readUInt32BE(at + 8));
      if (end > octets.length) break;
      records.push(Buffer.from(octets.subarray(at, end)));
      at = end;
    }
    if (records.length === 0) return octets;
    return Buffer.concat([octets.subarray(0, 24), ...mutation(records, random), octets.subarray(at)]);
  };
}

/**
 * @param {Buffer} octets
 * @param {Random} random
 */
function damagedGzip(octets, random) {
  const packed = gzipSync(octets);
  if (random.below(2) === 0) packed[random.below(packed.length)] = random.below(256);
  return random.below(2) === 0 ? packed : packed.subarray(0, random.below(packed.length));
}
