import { find, similar, statements } from '../catalogue/statements.js';
import type { View } from '../report/view.js';
import { UsageError } from '../result/expectation.js';
import { planSuite, type SuitePlan } from '../suite/plan/plan-suite.js';
import { scenarioList } from '../suite/plan/scenario-list.js';
import { specOf } from '../suite/plan/tags.js';
import type { KnownDeviation } from '../suite/run/known.js';
import { loadProfile } from '../suite/run/profile.js';
import { type RunOptions, runSuite } from '../suite/run/run-suite.js';
import { type BundledBroker, startBundledBroker } from './bundled-broker.js';
import { loadConfig } from './config.js';
import type { Config } from './config-file.js';
import { exitCodeOf } from './exit-code.js';
import type { RunFlags } from './flags.js';
import { listenForInterrupt } from './interruption.js';
import { parseDuration } from './options.js';
import { checkReporters, isStdoutData, openReporters } from './outputs.js';
import { onlyProbe, tellDryRun } from './run-preview.js';
import type { Session } from './session.js';
import { checkTags } from './tag-check.js';
import { type Operated, resolveTargets } from './targets.js';
import { makeView } from './terminal.js';

/** `conform run`; answers the exit code. */
export async function run(selectors: readonly string[], flags: RunFlags, session: Session): Promise<number> {
  const config = await loadConfig(flags.config, session.env);
  const texts = targetTexts(flags, config, session);
  const selection = {
    select: selectors,
    ...(flags.tags === undefined ? {} : { tags: flags.tags }),
    ...(flags.name === undefined ? {} : { name: flags.name }),
    exclude: flags.exclude ?? [],
    include: flags.include ?? [],
    ...(flags.shard === undefined ? {} : { shard: parseShard(flags.shard) }),
  };
  // Mistakes in the flags and the configuration are told before anybody waits for a target.
  await checkTags(flags);
  const plan = await planSuite(selection);
  const view = makeView(session, flags, { again: againCommand(texts, flags), fullKeys: hasTwins(plan) });
  if (flags.dryRun === true) return tellDryRun(plan, flags, session);
  const known = [
    ...(await knownDeviations(config)),
    ...(flags.profile === undefined ? [] : await loadProfile(flags.profile)),
  ];
  checkReporters(flags, config);
  const timeoutMs = flags.timeout ?? (config.run.timeout === undefined ? 2000 : configured(config.run.timeout, config));
  const { place, broker } = await findPlace(texts, flags, config, session, timeoutMs);
  try {
    if (flags.probe === true) return await onlyProbe(place, timeoutMs, flags, session, view);
    const outputs = await openReporters(flags, config, session, view);
    const interruption = listenForInterrupt(session, {
      tell: (text) => outputs.hear({ type: 'notice', text }),
      leave: () => leave(session, view),
    });
    const options: RunOptions = {
      plan,
      targets: place.targets,
      capabilities: place.capabilities,
      setup: place.setup,
      ...(place.restart === undefined ? {} : { restart: place.restart }),
      timeoutMs,
      ...(flags.jobs === undefined ? {} : { jobs: flags.jobs }),
      ...(flags.namespace === undefined ? {} : { namespace: flags.namespace }),
      strict: flags.strict === true,
      failFast: flags.failFast === true,
      known,
      onEvent: outputs.hear,
      ...(outputs.hearEnvelope === undefined ? {} : { onEnvelope: outputs.hearEnvelope }),
      signal: interruption.signal,
    };
    const result = await runSuite(options).finally(interruption.end);
    await outputs.close();
    for (const bug of result.bugs) session.err(`a mistake in conform, please report it:\n${bug}\n`);
    if (result.stopped?.reason === 'targetGone') {
      const left = plan.scenarios.length - result.counts.scenarios + result.counts.blocked;
      const why = `${left} of ${plan.scenarios.length} scenarios could not be judged`;
      session.err(`error: ${result.stopped.text}\n  ${why}\n  start it again, then:  ${view.again}\n`);
    }
    return exitCodeOf(result, flags.strict === true);
  } finally {
    await broker?.close();
  }
}

/** The cursor is shown again, whatever was drawn last. */
function leave(session: Session, { live }: View): void {
  session.err('\n');
  if (live) session.out('\x1b[?25h');
}

function targetTexts(flags: RunFlags, config: Config, { env }: Session): readonly string[] {
  if (flags.broker === true || flags.defect !== undefined) {
    if (flags.target === undefined) return [];
    throw new UsageError(
      '--target and --broker exclude each other',
      '--broker and --defect test the bundled broker',
      'leave one of them out',
    );
  }
  const texts = flags.target ?? [env.CONFORM_TARGET || config.run.target].filter((text) => text !== undefined);
  if (texts.length === 0 && flags.requireTarget === true) {
    throw new UsageError(
      'there is no target',
      '--require-target forbids the bundled broker',
      'try:  --target localhost:1883',
    );
  }
  return texts;
}

async function findPlace(
  texts: readonly string[],
  flags: RunFlags,
  config: Config,
  session: Session,
  timeoutMs: number,
): Promise<{ readonly place: Operated; readonly broker?: BundledBroker }> {
  if (texts.length > 0) {
    const credentials = { user: flags.user, passwordFile: flags.passwordFile, env: session.env };
    return { place: await resolveTargets(texts, config, credentials, timeoutMs) };
  }
  const broker = await startBundledBroker(flags.defect);
  const isData = isStdoutData(flags, config);
  if (flags.broker !== true && flags.defect === undefined) {
    const notice = 'no target given: testing the bundled reference broker (--target localhost:1883 tests yours)\n';
    if (!isData) session.out(notice);
    // On one screen once is enough.
    if (isData || !session.isTerminal || session.isErrTerminal !== true) session.err(notice);
  } else if (!isData && flags.quiet !== true) {
    const broken = flags.defect === undefined ? '' : ` with ${flags.defect.join(', ')}`;
    session.out(`testing the bundled reference broker${broken}\n`);
  }
  return { place: { targets: broker.targets, capabilities: {}, setup: broker.setup, restart: broker.restart }, broker };
}

/** What a person types to run a part of this again. */
function againCommand(texts: readonly string[], flags: RunFlags): string {
  const targets = texts.map((text) => ` -t ${text.replace(/(:\/\/[^/@]*):[^/@]*@/, '$1@')}`).join('');
  const bundled = texts.length > 0 ? '' : ` --broker${(flags.defect ?? []).map((id) => ` --defect ${id}`).join('')}`;
  const more = REPEATED.filter(([key]) => flags[key] !== undefined).map(
    ([key, flag]) => ` ${flag}${flags[key] === true ? '' : ` ${flags[key]}`}`,
  );
  const timeout = flags.timeout === undefined ? '' : ` --timeout ${flags.timeout}ms`;
  return `conform run${targets}${bundled}${more.join('')}${timeout}`;
}

/** Flags without which the same would not come out. */
const REPEATED = [
  ['config', '--config'],
  ['user', '--user'],
  ['passwordFile', '--password-file'],
  ['namespace', '--namespace'],
  ['profile', '--profile'],
  ['strict', '--strict'],
] as const;

/** MQTT 3.1.1 and 5.0 share their ids: are two such specifications chosen? */
function hasTwins({ scenarios }: SuitePlan): boolean {
  const chosen = new Set(scenarios.map(({ tags }) => specOf(tags)));
  const ids = [...chosen].flatMap((spec) => statements(spec).map(({ id }) => id));
  return new Set(ids).size < ids.length;
}

function configured(timeout: string, { file }: Config): number {
  return parseDuration(`run.timeout of ${file ?? 'conform.toml'}`)(timeout);
}

function parseShard(text: string): { readonly index: number; readonly of: number } {
  const [, index, of] = /^(\d+)\/(\d+)$/.exec(text) ?? [];
  const shard = { index: Number(index), of: Number(of) };
  if (shard.index >= 1 && shard.index <= shard.of) return shard;
  throw new UsageError(
    `cannot read the shard "${text}"`,
    'it is a part of so many, counted from 1',
    'try:  --shard 1/4',
  );
}

/** The user's own list; a bare id is understood where it names one statement. */
async function knownDeviations({ known, file }: Config): Promise<KnownDeviation[]> {
  const every = known.some(({ scenario }) => scenario !== undefined) ? await scenarioList() : [];
  return known.map((entry) => {
    const [statement, another] = find(entry.statement);
    const [near] = similar(entry.statement);
    if (statement === undefined || another !== undefined) {
      throw new UsageError(
        `the known deviation "${entry.statement}" of ${file ?? 'conform.toml'} names ${statement === undefined ? 'no' : 'more than one'} statement`,
        statement === undefined ? 'there is none of this name' : `it may be ${statement.key} or ${another?.key}`,
        statement !== undefined ? `write:  statement = "${statement.key}"` : near && `did you mean "${near}"?`,
      );
    }
    const tested = every.find(({ id }) => id === entry.scenario);
    if (entry.scenario !== undefined && (tested === undefined || !tested.statements.includes(statement.key))) {
      throw new UsageError(
        `the known deviation "${entry.statement}" of ${file ?? 'conform.toml'} names no scenario of this statement`,
        `there is no "${entry.scenario}"${tested === undefined ? '' : ' that tests it'}`,
        `see:  conform explain ${statement.key}`,
      );
    }
    return { ...entry, statement: statement.key };
  });
}
