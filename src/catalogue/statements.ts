import { distance } from '../bytes/words.js';
import { amqp091 } from './data/amqp091.js';
import { mqtt3 } from './data/mqtt3.js';
import { mqtt5 } from './data/mqtt5.js';
import { rabbitmq } from './data/rabbitmq.js';
import { SPEC_NAMES, type Spec } from './specs.js';
import type { Statement, StatementRow } from './statement.js';

/** Every statement of the catalogue, in the order of the standards, or those of one of them. Never fails, costs nothing. */
export function statements(spec?: Spec): readonly Statement[] {
  return spec === undefined ? ALL : BY_SPEC[spec];
}

/**
 * By key (`mqtt5/MQTT-3.8.3-4`: at most one) or bare id (`MQTT-3.8.3-4`: one for each standard that has it).
 * The standard's misprints and AMQP's own spelling (`exchange.declare.passive/equivalent`) are understood.
 */
export function find(text: string): readonly Statement[] {
  return index.get(spelling(text)) ?? [];
}

/** The statement of a key, for those who hold a key that must exist. */
export function statementOf(key: string): Statement | undefined {
  return BY_KEY.get(key);
}

/** What `list` counts as observable: a client can see it violated, perhaps with a certain set-up. */
export function isObservable(statement: Statement): boolean {
  return statement.observable === 'wire' || statement.observable === 'config';
}

/** Ids that resemble a text that names nothing, the nearest first. */
export function similar(text: string, most = 3): readonly string[] {
  const wanted = spelling(text);
  const names = new Set([...SPEC_NAMES, ...ALL.flatMap((statement) => [statement.id, statement.key])]);
  return [...names]
    .map((name) => ({ name, distance: distance(wanted, spelling(name)) }))
    .filter(({ name, distance: far }) => far <= Math.max(2, Math.floor(name.length / 5)))
    .sort((a, b) => a.distance - b.distance || shared(b.name, wanted) - shared(a.name, wanted))
    .slice(0, most)
    .map(({ name }) => name);
}

const ROWS: Readonly<Record<Spec, readonly StatementRow[]>> = { mqtt3, mqtt5, amqp091, rabbitmq };
const BY_SPEC = Object.fromEntries(SPEC_NAMES.map((spec) => [spec, complete(spec, ROWS[spec])])) as unknown as Readonly<
  Record<Spec, readonly Statement[]>
>;
const ALL: readonly Statement[] = SPEC_NAMES.flatMap((spec) => BY_SPEC[spec]);
const BY_KEY: ReadonlyMap<string, Statement> = new Map(ALL.map((statement) => [statement.key, statement]));
const index = indexed();

function complete(spec: Spec, rows: readonly StatementRow[]): readonly Statement[] {
  return rows.map((row) => ({ ...row, key: `${spec}/${row.id}`, spec, untestable: row.untestable ?? null }));
}

function indexed(): ReadonlyMap<string, readonly Statement[]> {
  const found = new Map<string, Statement[]>();
  const add = (name: string, statement: Statement) => {
    const known = found.get(spelling(name));
    if (known === undefined) found.set(spelling(name), [statement]);
    else known.push(statement);
  };
  for (const statement of ALL) {
    for (const id of [statement.id, ...(statement.aliases ?? [])]) {
      add(id, statement);
      add(`${statement.spec}/${id}`, statement);
    }
    const bare = statement.id.replace(/^(AMQP|RMQ)-/, '');
    if (bare !== statement.id) {
      add(bare, statement);
      add(`${statement.spec}/${bare}`, statement);
    }
  }
  return found;
}

/** One spelling for all: lower case, and `.` for AMQP's `/` (but not for the `/` after the specification). */
function spelling(text: string): string {
  const lower = text
    .trim()
    .replace(/^\[|\]$/g, '')
    .toLowerCase()
    .replaceAll(' ', '-');
  const spec = SPEC_NAMES.find((name) => lower.startsWith(`${name}/`));
  const rest = spec === undefined ? lower : lower.slice(spec.length + 1);
  return `${spec === undefined ? '' : `${spec}/`}${rest.replaceAll('/', '.')}`;
}

/** Characters that two words begin with alike: slips are made at the end of a number more often than in its middle. */
function shared(name: string, wanted: string): number {
  const other = spelling(name);
  let at = 0;
  while (at < other.length && other[at] === wanted[at]) at++;
  return at;
}
