import { type AssembledTestCase, DataTable, makeTestPlan } from '@cucumber/core';
import { type Envelope, IdGenerator, type Pickle, PickleStepType } from '@cucumber/messages';
import { runId } from './envelope.js';
import type { FeatureProblem, ParsedFeature } from './feature.js';
import type { Sentence, Vocabulary } from './vocabulary.js';

export interface PlannedStep<World> {
  /** Identifier of the test step in the message stream. */
  readonly id: string;
  readonly keyword: string;
  readonly text: string;
  readonly line: number;
  /** A Given, or an And after one: it only prepares. */
  readonly isContext: boolean;
  readonly sentence: Sentence<World>;
  /** Converts the arguments anew for every run, so that no scenario sees what another did to them. */
  readonly args: () => unknown[];
}

/** One pickle: a scenario, or one row of an outline. */
export interface PlannedScenario<World> {
  /** `features/…/3.08-subscribe.feature:41`: the pickle's own line. */
  readonly id: string;
  readonly uri: string;
  readonly line: number;
  readonly name: string;
  /** The sentence of the `Rule:` it stands under; null where it stands under none. */
  readonly rule: string | null;
  /** With their @. */
  readonly tags: readonly string[];
  readonly testCase: AssembledTestCase;
  readonly steps: readonly PlannedStep<World>[];
}

export interface Plan<World> {
  readonly scenarios: readonly PlannedScenario<World>[];
  /** Undefined and ambiguous steps, tables missing or not asked for: nothing may run while there is one. */
  readonly problems: readonly FeatureProblem[];
  /** Sources, documents, pickles, the vocabulary and the test cases of some scenarios, in the order that consumers need. */
  readonly envelopes: (scenarios: readonly PlannedScenario<World>[]) => Envelope[];
}

/** Matches each feature's steps against the vocabulary that is meant for it. */
export function makePlan<World>(
  features: readonly ParsedFeature[],
  vocabularyOf: (feature: ParsedFeature) => Vocabulary<World>,
  wanted: (pickle: Pickle) => boolean = () => true,
): Plan<World> {
  const newId = IdGenerator.uuid();
  const problems: FeatureProblem[] = [];
  const scenarios: PlannedScenario<World>[] = [];
  const used: Used<World>[] = [];
  for (const feature of features) {
    const pickles = feature.pickles.filter(wanted);
    if (pickles.length === 0) continue;
    const vocabulary = vocabularyOf(feature);
    used.push({ feature: { ...feature, pickles }, vocabulary });
    const gherkinDocument = { ...feature.document, uri: feature.uri };
    const rules = rulesOf(feature);
    const plan = makeTestPlan(
      { testRunStartedId: runId, gherkinDocument, pickles, supportCodeLibrary: vocabulary.library },
      { newId },
    );
    plan.testCases.forEach((testCase, index) => {
      const pickle = pickles[index];
      if (pickle !== undefined) scenarios.push(planScenario(testCase, pickle, rules(pickle), vocabulary, problems));
    });
  }
  return { scenarios, problems, envelopes: (some) => envelopesOf(used, some) };
}

/** The line by which a pickle is known: that of the scenario, or of the row of its examples. */
export function lineOf(pickle: Pickle): number {
  return pickle.location?.line ?? 1;
}

/** From a pickle to the sentence of the rule under which its scenario stands. */
export function rulesOf({ document }: ParsedFeature): (pickle: Pickle) => string | null {
  const byScenario = new Map<string, string>();
  for (const { rule } of document.feature?.children ?? [])
    for (const { scenario } of rule?.children ?? [])
      if (scenario !== undefined) byScenario.set(scenario.id, rule?.name ?? '');
  return ({ astNodeIds: [scenario = ''] }) => byScenario.get(scenario) ?? null;
}

function planScenario<World>(
  testCase: AssembledTestCase,
  pickle: Pickle,
  rule: string | null,
  vocabulary: Vocabulary<World>,
  problems: FeatureProblem[],
): PlannedScenario<World> {
  const line = lineOf(pickle);
  const steps: PlannedStep<World>[] = [];
  testCase.testSteps.forEach((testStep, index) => {
    const pickleStep = pickle.steps[index];
    const text = testStep.name.body;
    const stepLine = testStep.sourceReference.location?.line ?? line;
    const complain = (message: string) => problems.push({ uri: pickle.uri, line: stepLine, message });
    const prepared = testStep.prepare();
    if (prepared.type === 'ambiguous') {
      const patterns = prepared.matches.map((match) => `"${String(match.expression.raw)}"`);
      complain(`"${text}" matches more than one step definition: ${patterns.join(', ')}`);
      return;
    }
    const sentence = prepared.type === 'undefined' ? undefined : vocabulary.sentenceOf(prepared.fn);
    if (prepared.type === 'undefined' || sentence === undefined) {
      complain(`no step definition matches "${text}"`);
      return;
    }
    const needsTable = sentence.table === 'optional' ? text.endsWith(' with') : sentence.table;
    if (needsTable !== (prepared.dataTable !== undefined)) {
      complain(needsTable ? `"${text}" needs a table` : `"${text}" takes no table`);
      return;
    }
    const table = prepared.dataTable === undefined ? [] : DataTable.from(prepared.dataTable).raw();
    const cells = sentence.table === false ? [] : [table];
    steps.push({
      id: testStep.id,
      keyword: testStep.name.prefix,
      text,
      line: stepLine,
      isContext: pickleStep?.type === PickleStepType.CONTEXT,
      sentence,
      args: () => [...prepared.args.map((argument) => argument.getValue<unknown>(null)), ...cells],
    });
  });
  const tags = pickle.tags.map((tag) => tag.name);
  return { id: `${pickle.uri}:${line}`, uri: pickle.uri, line, name: pickle.name, rule, tags, testCase, steps };
}

interface Used<World> {
  readonly feature: ParsedFeature;
  readonly vocabulary: Vocabulary<World>;
}

function envelopesOf<World>(used: readonly Used<World>[], scenarios: readonly PlannedScenario<World>[]): Envelope[] {
  const pickles = new Set(scenarios.map(({ testCase }) => testCase.pickleId));
  const uris = new Set(scenarios.map(({ uri }) => uri));
  const told = used.filter(({ feature }) => uris.has(feature.uri));
  const vocabularies = new Set(told.map(({ vocabulary }) => vocabulary));
  return [
    ...told.flatMap(({ feature: { envelopes } }) =>
      envelopes.filter(({ pickle }) => pickle === undefined || pickles.has(pickle.id)),
    ),
    ...[...vocabularies].flatMap(({ library }) => library.toEnvelopes()),
    ...scenarios.map(({ testCase }) => ({ testCase: testCase.toMessage() })),
  ];
}
