// @ts-check
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Chalk } from 'chalk';

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
  const inspect = await loadInspector(load);
  for (const view of VIEWS) targets.push(viewTarget(view, inspect));
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

/** @param {(path: string) => Promise<any>} load */
async function loadInspector(load) {
  const names = ['list', 'tree', 'ndjson', 'json', 'statistics'];
  const views = await Promise.all(names.map((name) => load(`inspect/views/${name}-view.js`)));
  return {
    .../** @type {any} */ (Object.assign({}, ...views)),
    .../** @type {any} */ (await load('inspect/decode-capture.js')),
    .../** @type {any} */ (await load('inspect/filter/filter.js')),
  };
}

const look = { paint: new Chalk({ level: 0 }), unicode: true, width: 100 };

/**
 * @typedef {(text: string) => void} Write
 * @typedef {{ name: string, make: (inspect: any, write: Write) => any, level?: 'counts', json?: true, lines?: true, filter?: string }} View
 */

/** @type {readonly View[]} */
const VIEWS = [
  { name: 'list', make: ({ ListView }, write) => new ListView('made', write, look, false) },
  { name: 'follow', make: ({ ListView }, write) => new ListView('made', write, look, true) },
  { name: 'tree', make: ({ TreeView }, write) => new TreeView(write, look, false) },
  { name: 'hex', make: ({ TreeView }, write) => new TreeView(write, look, true) },
  {
    name: 'stats',
    level: 'counts',
    make: ({ StatisticsView }, write) => new StatisticsView('made', write, look, false),
  },
  { name: 'json', json: true, make: ({ JsonView }, write) => new JsonView('made', write) },
  {
    name: 'ndjson',
    lines: true,
    make: ({ NdjsonView }, write) =>
      new NdjsonView((/** @type {Uint8Array} */ bytes, /** @type {undefined | (() => void)} */ done) => {
        write(new TextDecoder().decode(bytes));
        done?.();
      }),
  },
  {
    name: 'filter',
    lines: true,
    filter: 'topic contains "a" and qos > 0 or problem or payload == "x" or not packet startswith "basic"',
    make: ({ NdjsonView }, write) =>
      new NdjsonView((/** @type {Uint8Array} */ bytes, /** @type {undefined | (() => void)} */ done) => {
        write(new TextDecoder().decode(bytes));
        done?.();
      }),
  },
];

/** What must never reach a terminal: control characters but the line feed, and marks that turn the direction of text. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const RAW = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/**
 * The inspector, as the command line puts it together.
 *
 * @param {View} view
 * @param {any} inspect
 * @returns {Target}
 */
function viewTarget({ name, make, level, json, lines, filter }, inspect) {
  const selection = filter === undefined ? {} : { filter: inspect.makeFilter(filter) };
  return {
    name,
    async read(file, random) {
      /** @type {string[]} */
      const written = [];
      const capture = LIMITS[random.below(LIMITS.length)];
      const options = { level: level ?? 'fields', selection, capture, ...PROTOCOLS[random.below(PROTOCOLS.length)] };
      await inspect.decodeCapture(
        chunks(file, random),
        make(inspect, (text) => written.push(text)),
        options,
      );
      const text = written.join('');
      const raw = RAW.exec(text);
      hold(
        raw === null,
        `nothing raw is written: ${JSON.stringify(text.slice(Math.max(0, (raw?.index ?? 0) - 80), (raw?.index ?? 0) + 20))}`,
      );
      if (json === true) JSON.parse(text);
      if (lines === true) for (const line of text.split('\n')) if (line !== '') JSON.parse(line);
    },
  };
}

/** Now and then everything is forced to be one protocol. */
const PROTOCOLS = [
  {},
  {},
  {},
  {},
  { protocol: 'mqtt' },
  { protocol: 'amqp091' },
  { protocol: 'amqp10' },
  { protocol: 'mqttsn' },
];

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
