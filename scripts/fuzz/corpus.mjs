// @ts-check
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { generateCapture } from '../generate-capture.mjs';

/** Longer captures are cut: what matters is how many are read, not how long one is. */
const MAX_LENGTH = 12 * 1024;

/**
 * @typedef {{ readonly name: string, readonly octets: Uint8Array }} Origin
 */

/**
 * @param {readonly string[]} folders
 * @returns {Origin[]}
 */
export function loadCorpus(folders) {
  const found = folders
    .filter((folder) => existsSync(folder))
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .filter((name) => /\.(pcap|pcapng|gz)$/.test(name))
        .sort()
        .map((name) => ({ name, octets: unpacked(readFileSync(join(folder, name))).subarray(0, MAX_LENGTH) })),
    );
  return [...found, ...made(), ...hexTexts];
}

/** @param {Uint8Array} octets */
const unpacked = (octets) => (octets[0] === 0x1f && octets[1] === 0x8b ? gunzipSync(octets) : octets);

/** So that there is something to begin with where no captures are at hand. */
function made() {
  const folder = mkdtempSync(join(tmpdir(), 'conform-fuzz-'));
  try {
    return /** @type {const} */ (['mqtt', 'amqp']).map((protocol) => {
      const path = join(folder, `${protocol}.pcap`);
      generateCapture({ path, protocol, records: 80, connections: 4, seed: 7, payload: 20 });
      return { name: `made ${protocol}`, octets: readFileSync(path).subarray(0, MAX_LENGTH) };
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const hexTexts = ['60 02 00 0a', '0000  10 0c 00 04 4d 51 54 54  04 02 00 3c 00 00   ..\n', '414d5150 00000901'].map(
  (text) => ({ name: 'hex text', octets: new TextEncoder().encode(text) }),
);
