import type { Background, Scenario } from '@cucumber/messages';
import { chapterOf, within } from '../../catalogue/sections.js';
import { SPEC_NAMES } from '../../catalogue/specs.js';
import { isObservable, statementOf, statements } from '../../catalogue/statements.js';
import { type FeatureSource, type ParsedFeature, parseFeatures } from '../../engine/feature.js';
import { lineOf, makePlan } from '../../engine/plan.js';
import { SUITE_PROTOCOLS } from '../protocols.js';
import type { StepDefinition } from '../step.js';
import { sentencesOf, vocabularies } from '../steps/vocabulary.js';
import { sectionOfFeature } from './select.js';
import { KNOWN_CAPABILITIES, OTHER_TAGS, probeTag, readTags, softTag, statementTag } from './tags.js';

export interface Finding {
  readonly uri: string;
  readonly line: number;
  readonly message: string;
}

/** What is wrong with the features: each finding names file and line. `steps` stand in place of the whole vocabulary. */
export function lintFeatures(sources: readonly FeatureSource[], steps?: readonly StepDefinition[]): Finding[] {
  const { features, problems } = parseFeatures(sources);
  const plan = makePlan(features, vocabularies(steps));
  const used = new Set(plan.scenarios.flatMap((scenario) => scenario.steps.map(({ sentence }) => sentence)));
  const unused = [...new Set(steps ?? SUITE_PROTOCOLS.flatMap(sentencesOf))]
    .filter((step) => !used.has(step))
    .map(({ pattern }) => ({ uri: 'src/suite/steps', line: 1, message: `no feature says "${pattern}"` }));
  return [...problems, ...once(plan.problems), ...unused, ...features.flatMap(lintFeature), ...lintTitles(features)];
}

/** Statements that a client can see violated, without a scenario and without a written reason. */
export function untestedStatements(sources: readonly FeatureSource[]): string[] {
  const { features } = parseFeatures(sources);
  const tested = new Set(
    features.flatMap(({ pickles }) => pickles.flatMap(({ tags }) => readTags(tags.map(({ name }) => name)).statements)),
  );
  return statements()
    .filter((statement) => isObservable(statement) && statement.untestable === null && !tested.has(statement.key))
    .map(({ key }) => key);
}

const mostBackgroundSteps = 3;
const mostScenarioSteps = 8;

function lintFeature(feature: ParsedFeature): Finding[] {
  const { uri, document } = feature;
  const head = document.feature;
  if (head === undefined) return [{ uri, line: 1, message: 'there is no feature in it' }];
  const findings: Finding[] = [];
  const complain = (line: number, message: string) => findings.push({ uri, line, message });
  lintPlace(feature, complain);
  for (const { location, text } of document.comments)
    if (/^\s*#\s*(soft|probes?|level)\b/.test(text))
      complain(location.line, `a comment cannot say what a tag does: ${text.trim()}`);
  const titles = new Map<string, number>();
  const visit = (children: readonly Child[]) => {
    for (const { background, scenario, rule } of children) {
      if (rule !== undefined) {
        visit(rule.children);
        for (const tag of rule.tags)
          complain(tag.location.line, `${tag.name} stands at a rule; it belongs to scenarios`);
      }
      if (background !== undefined && background.steps.length > mostBackgroundSteps)
        complain(
          background.location.line,
          `the background has ${background.steps.length} steps, at most ${mostBackgroundSteps}`,
        );
      if (scenario === undefined) continue;
      const { line } = scenario.location;
      const before = titles.get(scenario.name);
      if (before !== undefined) complain(line, `line ${before} has the same title: ${scenario.name}`);
      titles.set(scenario.name, line);
      lintScenario(feature, scenario, complain);
    }
  };
  visit(head.children);
  return findings;
}

/** A report names a scenario by its statement, its rule and its title: whichever file it stands in. */
function lintTitles(features: readonly ParsedFeature[]): Finding[] {
  const places = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { uri, pickles } of features) {
    for (const pickle of pickles) {
      const line = lineOf(pickle);
      for (const key of readTags(pickle.tags.map(({ name }) => name)).statements) {
        const title = `${key} ${pickle.name}`;
        const before = places.get(title);
        if (before === undefined) places.set(title, `${uri}:${line}`);
        else if (!before.startsWith(`${uri}:`))
          findings.push({ uri, line, message: `${key} has another scenario of this title: ${pickle.name}, ${before}` });
      }
    }
  }
  return findings;
}

type Complain = (line: number, message: string) => void;

interface Child {
  readonly background?: Background | undefined;
  readonly scenario?: Scenario | undefined;
  readonly rule?: { readonly children: readonly Child[]; readonly tags: Scenario['tags'] } | undefined;
}

/** Folder, spec tag, section number of the file and of the title agree. */
function lintPlace({ uri, document }: ParsedFeature, complain: Complain): void {
  const head = document.feature;
  if (head === undefined) return;
  const { line } = head.location;
  const [, folder = '', chapter = ''] = uri.split('/');
  const tags = head.tags.map(({ name }) => name);
  for (const tag of tags)
    if (!isFeatureTag(tag)) complain(line, `${tag} stands at the feature; it belongs to scenarios`);
  const { spec } = readTags(tags);
  if (spec === undefined) {
    complain(line, `the feature has none of the tags ${SPEC_NAMES.map((one) => `@${one}`).join(' ')}`);
    return;
  }
  if (spec !== folder) complain(line, `the feature is tagged @${spec} and stands in ${folder}/`);
  const section = sectionOfFeature(uri);
  if (!/^\d/.test(section)) return;
  if (!chapter.startsWith(`${section.split('.')[0]}-`)) complain(line, `section ${section} stands in ${chapter}/`);
  const [, inTitle] = /§([\d.]+)/.exec(head.name) ?? [];
  if (inTitle === undefined || !(within(inTitle, section) || within(section, inTitle)))
    complain(line, `the file is of section ${section}, its title says ${inTitle ?? 'none'}`);
  if (chapterOf(spec, section).title === '') complain(line, `the standard has no section ${section}`);
}

function lintScenario({ document }: ParsedFeature, scenario: Scenario, complain: Complain): void {
  const { line } = scenario.location;
  if (scenario.steps.length > mostScenarioSteps)
    complain(line, `the scenario has ${scenario.steps.length} steps, at most ${mostScenarioSteps}`);
  const tags = scenario.tags.map(({ name }) => name);
  for (const tag of tags) if (!isScenarioTag(tag)) complain(line, `unknown tag ${tag}`);
  const specTags = (document.feature?.tags ?? []).map(({ name }) => name);
  const { statements: keys } = readTags([...specTags, ...tags]);
  if (keys.length === 0) complain(line, 'the scenario names no statement');
  for (const key of keys) if (statementOf(key) === undefined) complain(line, `there is no statement ${key}`);
  if (!tags.includes(softTag)) return;
  if (scenario.description.trim() === '') complain(line, `${softTag} needs a reason: a description of the scenario`);
  if (keys.length > 0 && keys.every((key) => statementOf(key)?.level === 'may'))
    complain(line, `${softTag} stands where the catalogue says MAY: nothing is weaker`);
}

/** A feature has its spec, and what all of its scenarios need. */
function isFeatureTag(tag: string): boolean {
  return SPEC_NAMES.some((spec) => tag === `@${spec}`) || (/^@(requires|setup):/.test(tag) && isScenarioTag(tag));
}

function isScenarioTag(tag: string): boolean {
  if (statementTag.test(tag) || probeTag.test(tag) || OTHER_TAGS.includes(tag)) return true;
  const [, kind, value = ''] = /^@(requires|setup):(.+)$/.exec(tag) ?? [];
  if (kind === 'requires') return KNOWN_CAPABILITIES.includes(value);
  return kind === 'setup' && /^[a-z0-9-]+=.+$/.test(value);
}

/** A step of an outline or a background is met once for each row; it is one mistake. */
function once(findings: readonly Finding[]): Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ uri, line, message }) => {
    const key = `${uri}:${line}:${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
