import type { Pickle } from '@cucumber/messages';
import parseTagExpression from '@cucumber/tag-expressions';
import { within } from '../../catalogue/sections.js';
import { parseSelector, type Selector } from '../../catalogue/selector.js';
import { similar } from '../../catalogue/statements.js';
import type { ParsedFeature } from '../../engine/feature.js';
import { lineOf } from '../../engine/plan.js';
import { UsageError } from '../../result/expectation.js';
import { readTags } from './tags.js';

/** What to run: the union of `select`, narrowed by everything else. */
export interface Selection {
  /** `mqtt5`, `mqtt5/3.8`, `MQTT-3.8.3-4`, a feature's path with or without `:line`. Empty: everything. */
  readonly select?: readonly string[];
  /** A tag expression of Cucumber: `@malformed and not @clock`. */
  readonly tags?: string;
  /** Part of a scenario's name, in any case. */
  readonly name?: string;
  /** Tags to leave out, without @: clock, exclusive. */
  readonly exclude?: readonly string[];
  /** Tags that are off unless named here: long. */
  readonly include?: readonly string[];
  /** The i-th of n parts, counted from 1. */
  readonly shard?: { readonly index: number; readonly of: number };
}

/** A scenario as a selector sees it. */
interface Candidate {
  readonly pickle: Pickle;
  readonly uri: string;
  readonly lines: Lines;
  readonly tags: readonly string[];
  readonly spec: string | undefined;
  readonly statements: readonly string[];
}

interface Lines {
  readonly own: number;
  /** Of the scenario, its steps and its examples. */
  readonly first: number;
  readonly last: number;
  /** The rows of the outline's examples. */
  readonly rows: ReadonlySet<number>;
}

const OFF_BY_DEFAULT = ['long'];

/** The pickles that are asked for. A selector that matches nothing at all is the user's mistake. */
export function selectPickles(features: readonly ParsedFeature[], selection: Selection): Set<Pickle> {
  const candidates = features.flatMap(candidatesOf);
  const texts = selection.select ?? [];
  const chosen = texts.length === 0 ? candidates : [...new Set(texts.flatMap((text) => matching(text, candidates)))];
  const { shard } = selection;
  const narrowed = chosen
    .filter(narrowing(selection))
    .filter((_, index) => shard === undefined || index % shard.of === shard.index - 1);
  if (narrowed.length === 0) throw nothingSelected(chosen, selection);
  return new Set(narrowed.map((candidate) => candidate.pickle));
}

/** `3.08-subscribe.feature` in mqtt5 is `3.8`; `exchange/declare.feature` in amqp091 is `exchange.declare`. */
export function sectionOfFeature(uri: string): string {
  const parts = uri
    .replace(/\.feature$/, '')
    .split('/')
    .slice(2);
  const last = parts.at(-1) ?? '';
  const numbered = /^(\d+(?:\.\d+)*)/.exec(last);
  return numbered?.[1] === undefined ? parts.join('.') : unpadded(numbered[1]);
}

function matching(text: string, candidates: readonly Candidate[]): readonly Candidate[] {
  const named = parseSelector(text);
  const matches = candidates.filter(isPath(text) ? pathPredicate(text) : catalogued(text, named));
  if (matches.length > 0) return matches;
  if (named !== undefined && named.statements.length > 0) {
    const untestable = named.statements.find((statement) => statement.untestable !== null);
    throw new UsageError(
      `no scenario tests ${text}`,
      untestable === undefined
        ? 'the catalogue knows it; nobody has written its scenario'
        : (untestable.untestable ?? ''),
      `see:  conform list ${text}`,
    );
  }
  const [near] = similar(text);
  throw new UsageError(
    `no scenario matches "${text}"`,
    'a selector is a spec (mqtt5), a section (mqtt5/3.8), a statement (MQTT-3.8.3-4) or a feature path with a line',
    near === undefined ? `see them all:  conform list${specOf(text)}` : `did you mean:  ${near}`,
  );
}

/** What to list, where at least the standard is one. */
function specOf(text: string): string {
  const [spec = ''] = text.toLowerCase().split('/');
  return parseSelector(spec)?.kind === 'spec' ? ` ${spec}` : '';
}

/** By statement; a section also takes the files of its number or name. */
function catalogued(text: string, named: Selector | undefined): (candidate: Candidate) => boolean {
  const keys = new Set(named?.statements.map(({ key }) => key));
  const [spec, ...rest] = text.toLowerCase().split('/');
  const section = unpadded(rest.join('.').replace(/^§/, ''));
  const isId = named?.kind === 'statement';
  return (candidate) =>
    candidate.statements.some((key) => keys.has(key)) ||
    (!isId && candidate.spec === spec && (section === '' || within(sectionOfFeature(candidate.uri), section)));
}

function isPath(text: string): boolean {
  return /\.feature(:\d+)?$/.test(text) || /^(\.?\/)?features\//.test(text) || text.startsWith('/');
}

function pathPredicate(text: string): (candidate: Candidate) => boolean {
  const [, file = text, line] = /^(.*?)(?::(\d+))?$/.exec(text) ?? [];
  const wanted = file.replaceAll('\\', '/').replace(/^\.\//, '').replace(/\/$/, '');
  const inFile = ({ uri }: Candidate) =>
    uri === wanted || uri.startsWith(`${wanted}/`) || uri.endsWith(`/${wanted}`) || wanted.endsWith(`/${uri}`);
  if (line === undefined) return inFile;
  const at = Number(line);
  return (candidate) => {
    const { own, first, last, rows } = candidate.lines;
    // A row of examples is itself; any other line stands for the whole scenario around it.
    return inFile(candidate) && (own === at || (at >= first && at <= last && !rows.has(at)));
  };
}

function narrowing({ tags, name, exclude = [], include = [] }: Selection): (candidate: Candidate) => boolean {
  const expression = tags === undefined ? undefined : compileTags(tags);
  const off = OFF_BY_DEFAULT.filter((tag) => !include.includes(tag));
  const left = [...off, ...exclude].map((tag) => `@${tag.replace(/^@/, '')}`);
  return (candidate) =>
    (expression === undefined || expression.evaluate([...candidate.tags])) &&
    (name === undefined || candidate.pickle.name.toLowerCase().includes(name.toLowerCase())) &&
    !left.some((tag) => candidate.tags.includes(tag));
}

/** Reads a cucumber tag expression; a mistake in it is the user's. */
export function compileTags(text: string) {
  try {
    return parseTagExpression(text);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n').at(-1) : undefined;
    throw new UsageError(`cannot read the tag expression "${text}"`, why, "try:  --tags '@malformed and not @clock'");
  }
}

function nothingSelected(chosen: readonly Candidate[], { include = [] }: Selection): UsageError {
  const off = OFF_BY_DEFAULT.filter(
    (tag) => !include.includes(tag) && chosen.some(({ tags }) => tags.includes(`@${tag}`)),
  );
  return new UsageError(
    'no scenario is left to run',
    `${chosen.length} match the selectors, none of them matches --tags, --name and --exclude too`,
    off.length > 0 ? `some are off by default; try:  --include ${off.join(',')}` : 'see them all:  conform list',
  );
}

function candidatesOf(feature: ParsedFeature): Candidate[] {
  const scenarios = (feature.document.feature?.children ?? [])
    .flatMap((child) => [child, ...(child.rule?.children ?? [])])
    .flatMap(({ scenario }) => (scenario === undefined ? [] : [scenario]));
  const byId = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
  return feature.pickles.map((pickle) => {
    const own = lineOf(pickle);
    const scenario = byId.get(pickle.astNodeIds[0] ?? '');
    const rows = (scenario?.examples ?? []).flatMap(({ tableBody }) => tableBody.map((row) => row.location.line));
    const last = Math.max(own, ...rows, ...(scenario?.steps ?? []).map((step) => step.location.line));
    const tags = pickle.tags.map((tag) => tag.name);
    const { spec, statements } = readTags(tags);
    const lines = { own, first: scenario?.location.line ?? own, last, rows: new Set(rows) };
    return { pickle, uri: feature.uri, lines, tags, spec, statements };
  });
}

function unpadded(section: string): string {
  return section.replace(/(^|\.)0+(?=\d)/g, '$1');
}
