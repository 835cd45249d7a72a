import { visible } from '../bytes/text.js';
import { nearest } from '../bytes/words.js';
import type { Filter } from '../inspect/filter/filter.js';
import type { InspectorOptions } from '../inspect/inspector.js';
import type { Selection } from '../inspect/selection.js';
import { PROTOCOLS } from '../protocol/protocols.js';
import { UsageError } from '../result/expectation.js';
import type { DecodeFlags } from './flags.js';

export interface DecodeSettings {
  readonly inspector: Omit<InspectorOptions, 'level'>;
  readonly selection: Selection;
}

/** Flags as the inspector wants them; what cannot be understood is the user's mistake. */
export async function readDecodeOptions(flags: DecodeFlags): Promise<DecodeSettings> {
  const named = flags.protocol === undefined ? undefined : readProtocol(flags.protocol);
  const ports = readPorts(flags.port ?? [], named?.protocol);
  return {
    inspector: {
      ...(named === undefined ? {} : { protocol: named.protocol }),
      ...(named?.version === undefined ? {} : { version: named.version }),
      ...(ports === undefined ? {} : { ports }),
    },
    selection: {
      ...(flags.packet === undefined ? {} : { packets: readRange(flags.packet) }),
      ...(flags.stream === undefined ? {} : readStream(flags.stream)),
      ...(flags.problems ? { problemsOnly: true } : {}),
      ...(flags.where === undefined ? {} : { filter: await readFilter(flags.where) }),
    },
  };
}

interface Named {
  readonly protocol: string;
  readonly version: string | undefined;
}

const NAMES: ReadonlyMap<string, Named> = new Map(
  PROTOCOLS.flatMap(({ id, names }) =>
    Object.entries(names).map(([name, version]): [string, Named] => [name, { protocol: id, version }]),
  ),
);

function readProtocol(text: string): Named {
  const known = NAMES.get(text.toLowerCase().replace(/[-. ]/g, ''));
  if (known !== undefined) return known;
  const meant = nearest(text, [...NAMES.keys()]);
  throw new UsageError(
    `there is no protocol "${text}"`,
    `known are ${[...NAMES.keys()].join(', ')}`,
    meant === undefined ? undefined : `did you mean  --protocol ${meant}`,
  );
}

/** `1884`, `1884:mqtt`, `5673=amqp10`. */
function readPorts(
  texts: readonly string[],
  protocol: string | undefined,
): ReadonlyMap<number, string | undefined> | undefined {
  if (texts.length === 0) return undefined;
  const ports = new Map<number, string | undefined>();
  for (const text of texts) {
    const [, digits, name] = /^(\d+)(?:[:=](.+))?$/.exec(text.trim()) ?? [];
    const port = Number(digits);
    if (digits === undefined || port < 1 || port > 65_535) {
      throw new UsageError(
        `cannot read the port "${text}"`,
        'it must be 1 to 65535, a protocol may follow',
        'try:  --port 1884:mqtt',
      );
    }
    const spoken = name === undefined ? protocol : readProtocol(name).protocol;
    ports.set(port, spoken);
  }
  return ports;
}

function readRange(text: string): readonly [number, number] {
  const [, first, last] = /^(\d+)(?:-(\d+))?$/.exec(text.trim()) ?? [];
  const range = [Number(first), Number(last ?? first)] as const;
  if (first === undefined || range[0] < 1 || range[1] < range[0]) {
    throw new UsageError(
      `cannot read the packets "${text}"`,
      'they are numbers from 1 on, one or a range',
      'try:  --packet 5, --packet 5-8',
    );
  }
  return range;
}

/** `0` as in --ndjson, `c1` as in the list; `u1` is a UDP flow. */
function readStream(text: string): Pick<Selection, 'stream' | 'udpStream'> {
  const [, kind, digits] = /^([cu]?)(\d+)$/.exec(text.trim()) ?? [];
  const number = Number(digits) - (kind === '' ? 0 : 1);
  if (digits === undefined || number < 0) {
    throw new UsageError(
      `cannot read the connection "${text}"`,
      'it is a number from 0 on, or a name from the list',
      'try:  --stream 0, --stream c1',
    );
  }
  return kind === 'u' ? { udpStream: number } : { stream: number };
}

/** Filters are loaded only where there is one. */
async function readFilter(text: string): Promise<Filter> {
  const { makeFilter } = await import('../inspect/filter/filter.js');
  const filter = makeFilter(text);
  if (typeof filter === 'function') return filter;
  const { message, position, unknownField } = filter;
  const { FILTER_FIELDS } = await import('../inspect/filter/filter-fields.js');
  const meant = unknownField === undefined ? undefined : nearest(unknownField, FILTER_FIELDS);
  throw new UsageError(
    `cannot read the filter, at character ${position + 1}: ${message}`,
    `from there:  ${visible(text.slice(position, position + 60)) || '(the end)'}`,
    meant === undefined ? `try:  --where 'topic == "a/b" and qos > 0'` : `did you mean  ${meant}`,
  );
}
