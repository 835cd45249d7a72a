import { find, similar } from '../catalogue/statements.js';
import { headerLines } from '../report/header.js';
import type { View } from '../report/view.js';
import { UsageError } from '../result/expectation.js';
import { probe } from '../suite/capabilities.js';
import type { KnownDeviation } from '../suite/known.js';
import { planSuite } from '../suite/plan-suite.js';
import { loadProfile } from '../suite/profile.js';
import { type RunOptions, runSuite } from '../suite/run-suite.js';
import { type BundledBroker, startBundledBroker } from './bundled-broker.js';
import type { RunFlags } from './commands/run.js';
import { type Config, loadConfig } from './config.js';
import { exitCodeOf } from './exit-code.js';
import { listenForInterrupt } from './interruption.js';
import { parseDuration } from './options.js';
import { isStdoutData, openReporters } from './outputs.js';
import type { Session } from './session.js';
import { type Operated, resolveTargets } from './targets.js';
import { makeView } from './terminal.js';

/** `conform run`; answers the exit code. */
export async function run(selectors: readonly string[], flags: RunFlags, session: Session): Promise<number> {
  const config = await loadConfig(flags.config, session.env);
  const texts = targetTexts(flags, config, session);
  const view = makeView(session, flags, againCommand(texts, flags), flags.strict === true);
  const selection = {
    select: selectors,
    ...(flags.tags === undefined ? {} : { tags: flags.tags }),
    ...(flags.name === undefined ? {} : { name: flags.name }),
    exclude: flags.exclude ?? [],
    include: flags.include ?? [],
    ...(flags.shard === undefined ? {} : { shard: parseShard(flags.shard) }),
  };
  if (flags.dryRun === true) return dryRun(selection, session);
  // A mistake in the selection is told before anybody waits for a target.
  const plan = await planSuite(selection);
  const timeoutMs = flags.timeout ?? (config.run.timeout === undefined ? 2000 : parseDuration(config.run.timeout));
  const { place, broker } = await findPlace(texts, flags, config, session, timeoutMs);
  try {
    if (flags.probe === true) return await onlyProbe(place, timeoutMs, flags, session, view);
    const outputs = await openReporters(flags, config, session, view);
    const interruption = listenForInterrupt(session);
    const known = [
      ...knownDeviations(config),
      ...(flags.profile === undefined ? [] : await loadProfile(flags.profile)),
    ];
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
    if (result.stopped?.reason === 'targetGone') session.err(`error: ${result.stopped.text}\n`);
    return exitCodeOf(result, flags.strict === true);
  } finally {
    await broker?.close();
  }
}

function targetTexts(flags: RunFlags, config: Config, { env }: Session): readonly string[] {
  if (flags.broker === true || flags.defect !== undefined) {
    if (flags.target === undefined) return [];
    throw new UsageError('--target and --broker exclude each other', '--broker tests the bundled broker', undefined);
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
    if (!session.isTerminal || isData) session.err(notice);
  } else if (!isData) {
    const defects = flags.defect === undefined ? '' : ` with ${flags.defect.join(', ')}`;
    session.out(`testing the bundled reference broker${defects}\n`);
  }
  return { place: { targets: broker.targets, capabilities: {}, setup: broker.setup, restart: broker.restart }, broker };
}

/** What a person types to run a part of this again. */
function againCommand(texts: readonly string[], flags: RunFlags): string {
  const targets = texts.map((text) => ` -t ${text.replace(/(:\/\/[^/@]*):[^/@]*@/, '$1@')}`).join('');
  const bundled = texts.length > 0 ? '' : ` --broker${(flags.defect ?? []).map((id) => ` --defect ${id}`).join('')}`;
  const user = flags.user === undefined ? '' : ` --user ${flags.user}`;
  const password = flags.passwordFile === undefined ? '' : ` --password-file ${flags.passwordFile}`;
  return `conform run${targets}${bundled}${user}${password}`;
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

async function dryRun(selection: Parameters<typeof planSuite>[0], session: Session): Promise<number> {
  const plan = await planSuite(selection);
  session.out(plan.scenarios.map(({ id, name }) => `${id}  ${name}\n`).join(''));
  session.out(`\n${plan.scenarios.length} of ${plan.total} scenarios; nothing was run\n`);
  return 0;
}

async function onlyProbe(place: Operated, timeoutMs: number, flags: RunFlags, session: Session, view: View) {
  const targets = await Promise.all(
    place.targets.map(async (target) => {
      const capabilities = { ...(await probe(target, { timeoutMs })), ...place.capabilities };
      return { url: target.url, protocol: target.protocol, capabilities };
    }),
  );
  if (flags.json === true) {
    session.out(`${JSON.stringify({ schema: 'conform.probe/1', targets }, null, 2)}\n`);
    return 0;
  }
  session.out(
    headerLines(targets, [], 0, view)
      .slice(0, -1)
      .map((line) => `${line}\n`)
      .join(''),
  );
  for (const { capabilities } of targets) {
    for (const [name, value] of Object.entries(capabilities)) {
      if (typeof value === 'string') session.out(`          ${name}: ${value}\n`);
    }
  }
  return 0;
}

/** The user's own list; a bare id is understood where it names one statement. */
function knownDeviations({ known }: Config): KnownDeviation[] {
  return known.map((entry) => {
    const [statement, another] = find(entry.statement);
    if (statement !== undefined && another === undefined) return { ...entry, statement: statement.key };
    const why =
      statement === undefined ? 'there is none of this name' : `it may be ${statement.key} or ${another?.key}`;
    const [near] = similar(entry.statement);
    throw new UsageError(
      `the known deviation "${entry.statement}" names no statement`,
      why,
      near === undefined || statement !== undefined ? undefined : `did you mean "${near}"?`,
    );
  });
}
