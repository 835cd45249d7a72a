// @ts-check
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/**
 * @typedef {import('./mutations.mjs').Random} Random
 * @typedef {{ readonly name: string, read(file: Uint8Array, random: Random): Promise<void> }} Target
 */

/**
 * What the mutated captures are read with, from the built product.
 *
 * @param {string} root
 * @returns {Promise<Target[]>}
 */
export async function loadTargets(root) {
  /** @param {string} path */
  const load = (path) => import(pathToFileURL(join(root, 'dist', path)).href);
  const { readCapture } = await load('capture/capture-reader.js');
  const targets = [captureTarget(readCapture)];
  if (existsSync(join(root, 'dist/inspect/inspector.js'))) {
    const { Inspector } = await load('inspect/inspector.js');
    targets.push(inspectorTarget('counts', readCapture, Inspector), inspectorTarget('fields', readCapture, Inspector));
  }
  return targets;
}

/** Limits as they are, or so small that they are met. */
const LIMITS = [
  {},
  {},
  {},
  { maxWaitingBytes: 2_000, maxWaitingBytesInAll: 4_000 },
  { maxStreams: 2, maxFragmented: 2 },
  { maxStreams: 1, maxWaitingBytes: 1, maxFragmented: 1 },
];

/**
 * @param {boolean} condition
 * @param {string} what
 */
function hold(condition, what) {
  if (!condition) throw new Error(`does not hold: ${what}`);
}

/**
 * The capture layer alone, and what it promises to its sink.
 *
 * @param {(source: any, sink: any, options: any) => Promise<any>} readCapture
 * @returns {Target}
 */
function captureTarget(readCapture) {
  return {
    name: 'capture',
    async read(file, random) {
      const open = new Set();
      let delivered = 0;
      let records = 0;
      const sink = {
        /** @param {any} stream */
        onOpen(stream) {
          hold(!open.has(stream), 'a stream opens once');
          open.add(stream);
        },
        /** @type {(stream: any, direction: number, buffer: Uint8Array, start: number, end: number, frame: number, seconds: number, nanos: number) => void} */
        onData(stream, direction, buffer, start, end, frame, seconds, nanos) {
          hold(open.has(stream), 'data is of an open stream');
          hold(direction === 0 || direction === 1, 'a direction is 0 or 1');
          hold(start >= 0 && start < end && end <= buffer.length, 'data lies in its buffer');
          hold(frame >= 1 && Number.isInteger(frame), 'a frame counts from 1');
          hold(Number.isFinite(seconds) && nanos >= 0 && nanos < 1e9, 'a time is one');
          records = Math.max(records, frame);
          delivered += end - start;
        },
        /** @type {(stream: any, direction: number, bytes: number) => void} */
        onGap(stream, _direction, bytes) {
          hold(open.has(stream), 'a gap is in an open stream');
          hold(bytes === -1 || (bytes > 0 && bytes <= 0x40010000), `a gap of ${bytes}`);
        },
        /** @param {any} stream */
        onClose(stream) {
          hold(open.delete(stream), 'a stream closes once');
          hold(stream.closing !== undefined, 'a closed stream says how');
          hold(stream.endpoints.length === 2, 'a stream has two ends');
        },
        /** @type {(flow: any, direction: number, buffer: Uint8Array, start: number, end: number, missing: number) => void} */
        onDatagram(_flow, _direction, buffer, start, end, missing) {
          hold(start >= 0 && start <= end && end <= buffer.length && missing >= 0, 'a datagram lies in its buffer');
          delivered += end - start;
        },
        onNotice: random.below(2) === 0 ? () => {} : undefined,
        onComment() {},
        onSecrets() {},
      };
      const summary = await readCapture(chunks(file, random), sink, LIMITS[random.below(LIMITS.length)]);
      hold(open.size === 0, 'every stream is closed');
      hold(records <= summary.records, 'frames are records');
      hold(delivered <= summary.capturedBytes, 'no octet is delivered twice');
    },
  };
}

/**
 * @param {'counts' | 'fields'} level
 * @param {(source: any, sink: any, options: any) => Promise<any>} readCapture
 * @param {any} Inspector
 * @returns {Target}
 */
function inspectorTarget(level, readCapture, Inspector) {
  return {
    name: level,
    async read(file, random) {
      let last = 0;
      const sink = {
        /** @param {any} packet */
        onPacket(packet) {
          hold(packet.n > last, 'packets are numbered upwards');
          hold(
            packet.start >= 0 && packet.start <= packet.end && packet.end <= packet.buffer.length,
            'a packet lies in its buffer',
          );
          last = packet.n;
        },
      };
      const inspector = new Inspector(sink, { level });
      await readCapture(chunks(file, random), inspector, LIMITS[random.below(LIMITS.length)]);
    },
  };
}

/**
 * @param {Uint8Array} file
 * @param {Random} random
 */
async function* chunks(file, random) {
  if (random.below(4) > 0) {
    yield file;
    return;
  }
  const length = 1 + random.below(2_000);
  for (let at = 0; at < file.length; at += length) yield file.subarray(at, at + length);
}
