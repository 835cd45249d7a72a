import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

/** Which room may import from which, beside itself. What a room does not name it may not use. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  bytes: [],
  catalogue: ['bytes'],
  protocol: ['catalogue', 'bytes'],
  capture: ['bytes'],
  engine: [],
  result: ['catalogue', 'protocol', 'bytes'],
  net: ['result', 'protocol', 'bytes'],
  mutants: ['protocol', 'bytes'],
  broker: ['net', 'mutants', 'catalogue', 'protocol', 'bytes'],
  suite: ['engine', 'net', 'result', 'catalogue', 'protocol', 'bytes'],
  report: ['result', 'catalogue', 'protocol', 'bytes'],
  inspect: ['capture', 'result', 'catalogue', 'protocol', 'bytes'],
  proxy: ['net', 'capture', 'inspect', 'result', 'protocol', 'bytes'],
  proof: ['suite', 'broker', 'mutants', 'engine', 'net', 'result', 'catalogue', 'protocol', 'bytes'],
};

/** Rooms that join the others. */
const above = new Set(['cli', 'testing', '']);

/** Packages that only certain rooms may use. */
const packages: Readonly<Record<string, readonly string[]>> = {
  chalk: ['report', 'inspect', 'cli'],
  commander: ['cli'],
  '@cucumber/': ['engine', 'suite'],
};

/** Where files may name each other in their types, and why; what they run must not go round even there. */
const typesGoRound: readonly { readonly within: RegExp; readonly because: string }[] = [
  {
    within: /^broker\/(amqp091|mqtt)\//,
    because: 'every chapter names the type of the conduct that is put together of all chapters; queues know consumers',
  },
  {
    within: /^protocol\/amqp091\/definitions(-standard|-extensions)?\.ts$/,
    because: 'a file and its own parts: the two generated tables, and what they have in common',
  },
];

interface SourceFile {
  /** Relative to src. */
  readonly path: string;
  readonly room: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const root = import.meta.dirname;
const files = sourceFiles();
const products = files.filter((file) => !file.path.endsWith('.test.ts') && !/(^|\/)testing\//.test(file.path));

describe('the source tree', () => {
  it('imports downwards only', () => {
    const wrong = products.flatMap((file) =>
      local(file)
        .map((target) => ({ from: file, room: roomOf(target), target }))
        .filter(({ room }) => room !== file.room && !above.has(file.room) && !mayImport[file.room]?.includes(room))
        .map(({ target }) => `${file.path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('leaves to the tests what is kept for them', () => {
    const wrong = products.flatMap((file) =>
      local(file)
        .filter((target) => /(^|\/)testing\//.test(target))
        .map((target) => `${file.path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it('knows every room', () => {
    const rooms = new Set(files.map((file) => file.room));
    expect([...rooms].filter((room) => !above.has(room) && mayImport[room] === undefined)).toEqual([]);
  });

  it('keeps certain packages in certain rooms', () => {
    const wrong = products.flatMap((file) =>
      Object.entries(packages)
        .filter(([name, rooms]) => !rooms.includes(file.room) && file.imports.some((one) => one.startsWith(name)))
        .map(([name]) => `${file.path} uses ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has no file that imports itself by a detour', () => {
    const known = new Map(products.map((file) => [file.path, file]));
    const state = new Map<string, 'open' | 'done'>();
    const cycles: string[] = [];
    const visit = (path: string, way: readonly string[]) => {
      if (state.get(path) === 'done') return;
      if (state.get(path) === 'open') {
        cycles.push([...way.slice(way.indexOf(path)), path].join(' → '));
        return;
      }
      state.set(path, 'open');
      const file = known.get(path);
      for (const target of file === undefined ? [] : counted(file)) visit(target, [...way, path]);
      state.set(path, 'done');
    };
    for (const file of products) visit(file.path, []);
    expect(cycles, 'move what both name into the file below').toEqual([]);
  });

  it('names files by kebab-case nouns that say what is in them', () => {
    const vague = /(^|\/)(utils?|helpers?|common|types|index)(\.test)?\.ts$/;
    const wrong = files.map((file) => file.path).filter((path) => path !== 'index.ts' && vague.test(path));
    expect(wrong).toEqual([]);
    expect(files.filter((file) => !/^[a-z0-9./-]+\.ts$/.test(file.path)).map((file) => file.path)).toEqual([]);
  });

  it('spells the name of a protocol in the rooms of that protocol and in a handful of files beside them', () => {
    const name = /'(mqtt|amqp|mqtt3|mqtt5|amqp091|amqp10|mqttsn|rabbitmq)'/;
    const rooms = /\/(mqtt|amqp091|amqp10|mqttsn|websocket)\/|^catalogue\/data\//;
    const spelt = products.filter(({ path, text }) => !rooms.test(path) && name.test(text)).map(({ path }) => path);
    // A protocol is one entry of a register: whoever needs to know which one it is asks there, or the result.
    expect(spelt.length, spelt.join(', ')).toBeLessThanOrEqual(8);
  });

  it('asks in no strict broker whether a defect is on', () => {
    const strict = products.filter(({ path }) => /^broker\/[a-z0-9]+\/[^/]+\.ts$/.test(path));
    expect(strict.length).toBeGreaterThan(50);
    expect(strict.filter(({ text }) => /\.has\('/.test(text)).map(({ path }) => path)).toEqual([]);
  });

  it('exports by name', () => {
    expect(products.filter((file) => /^export default/m.test(file.text)).map((file) => file.path)).toEqual([]);
  });
});

function sourceFiles(): readonly SourceFile[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => {
      const text = readFileSync(join(root, path), 'utf8');
      const imports = [...text.matchAll(/(?:from|import\()\s*'([^']+)'/g)].map((found) => found[1] ?? '');
      return { path, room: roomOf(path), text, imports };
    });
}

function roomOf(path: string): string {
  return path.includes('/') ? (path.split('/')[0] ?? '') : '';
}

/** The files of the tree that a file imports; `values` leaves out those of which it takes types only. */
function local(file: SourceFile, which: 'all' | 'values' = 'all'): readonly string[] {
  const types = new Set([...file.text.matchAll(/import type [^;]*? from '([^']+)'/g)].map((found) => found[1] ?? ''));
  return file.imports
    .filter((name) => name.startsWith('.') && (which === 'all' || !types.has(name)))
    .map((name) => relative(root, join(root, dirname(file.path), name)).replace(/\.js$/, '.ts'));
}

/** The imports by which a file may come back to itself: types too, but for the exceptions. */
function counted(file: SourceFile): readonly string[] {
  const values = new Set(local(file, 'values'));
  const excepted = (target: string) => typesGoRound.some(({ within }) => within.test(file.path) && within.test(target));
  return local(file).filter((target) => values.has(target) || !excepted(target));
}
