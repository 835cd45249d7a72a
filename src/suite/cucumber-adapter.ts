import type { Target } from '../net/target.js';
import { ExpectationFailed, NotApplicable } from '../result/expectation.js';
import { type Capabilities, unmetRequirement } from './capabilities.js';
import { readTags, specOf, spokenIn } from './plan/tags.js';
import { probe } from './probe.js';
import { SUITE_PROTOCOLS, suiteProtocol } from './protocols.js';
import type { StepDefinition } from './step.js';
import { parameterTypesOf, sentencesOf } from './steps/vocabulary.js';
import { Namespace } from './words/namespace.js';
import { World } from './world.js';

/** What the suite needs of the stock runner: `@cucumber/cucumber`'s own exports. */
export interface StockCucumber {
  readonly defineParameterType: (type: {
    readonly name: string;
    readonly regexp: RegExp | RegExp[];
    readonly transformer: (...text: string[]) => unknown;
    readonly useForSnippets: boolean;
  }) => void;
  readonly defineStep: (pattern: string, code: (...args: unknown[]) => unknown) => void;
  readonly Before: (
    code: (this: StockWorld, scenario: { pickle: StockPickle }) => Promise<'skipped' | undefined>,
  ) => void;
  readonly BeforeStep: (code: (this: StockWorld, step: { pickleStep: { readonly type?: string } }) => void) => void;
  readonly After: (code: (this: StockWorld) => Promise<void>) => void;
}

interface StockPickle {
  readonly tags: readonly { readonly name: string }[];
}

/** `this` in the stock runner's functions. */
interface StockWorld {
  stage?: World;
  /** Only a SHOULD is tested. */
  soft?: boolean;
  isContext?: boolean;
  /** The SHOULD was not followed: an advisory, so the steps that are left do nothing. */
  over?: boolean;
}

export interface StockOptions {
  readonly targets: readonly Target[];
  readonly timeoutMs: number;
  readonly setup?: (settings: Readonly<Record<string, string>>, target: Target) => Promise<Target | undefined>;
  readonly restart?: (target: Target) => Promise<void>;
}

/**
 * Registers the whole vocabulary with the stock runner, so that the same features run under `npx cucumber-js`:
 * pass and advisory are passed there, not applicable is skipped, everything else failed. `options` is asked when the
 * first scenario starts.
 */
export function registerSuite(cucumber: StockCucumber, options: () => StockOptions): void {
  const kinds = new Map(SUITE_PROTOCOLS.flatMap(parameterTypesOf).map((kind) => [kind.name, kind]));
  for (const { name, regexp, transform } of kinds.values()) {
    const several = regexp instanceof RegExp ? regexp : [...regexp];
    cucumber.defineParameterType({ name, regexp: several, transformer: transform, useForSnippets: true });
  }
  for (const { pattern, table, run } of globalSentences()) {
    const count = pattern.match(/(?<!\\)\{[^}]*\}/g)?.length ?? 0;
    const define = (text: string, arity: number, more: readonly unknown[] = []) => {
      const code = async function (this: StockWorld, ...args: unknown[]) {
        if (this.over === true || this.stage === undefined) return undefined;
        return attempt(this, () => run(this.stage as World, ...args.slice(0, arity).map(cellsOf), ...more));
      };
      // The stock runner counts the parameters that a function declares, and may hand out one more, to call back.
      cucumber.defineStep(text, Object.defineProperty(code, 'length', { value: arity }) as typeof code);
    };
    if (table === 'optional') {
      define(pattern.replace('( with)', ''), count, [[]]);
      define(pattern.replace('( with)', ' with'), count + 1);
    } else define(pattern, count + (table ? 1 : 0));
  }
  const offers = new Map<string, Promise<Capabilities>>();
  cucumber.Before(async function ({ pickle }) {
    return setStage(
      this,
      pickle.tags.map(({ name }) => name),
      options(),
      offers,
    );
  });
  cucumber.BeforeStep(function ({ pickleStep }) {
    this.isContext = pickleStep.type === 'Context';
  });
  cucumber.After(async function () {
    await this.stage?.dispose();
  });
}

/** The stock runner has one vocabulary: a sentence of several protocols stands there once, and does what that of the scenario's does. */
function globalSentences(): readonly StepDefinition[] {
  const byPattern = new Map<string, Map<string, StepDefinition>>();
  for (const protocol of SUITE_PROTOCOLS) {
    for (const sentence of sentencesOf(protocol)) {
      const known = byPattern.get(sentence.pattern) ?? new Map<string, StepDefinition>();
      byPattern.set(sentence.pattern, known.set(protocol.id, sentence));
    }
  }
  return [...byPattern.values()].flatMap((own) => {
    const [any] = own.values();
    if (any === undefined) return [];
    return { ...any, run: (world, ...args) => own.get(world.options.target.protocol)?.run(world, ...args) };
  });
}

async function setStage(
  stock: StockWorld,
  tags: readonly string[],
  { targets, timeoutMs, setup, restart }: StockOptions,
  offers: Map<string, Promise<Capabilities>>,
): Promise<'skipped' | undefined> {
  const meaning = readTags(tags);
  const spec = specOf(tags);
  const { protocol } = spokenIn(tags);
  const main = targets.find((target) => target.protocol === protocol);
  if (main === undefined) return 'skipped';
  const probed = offers.get(main.url) ?? probe(main, { timeoutMs });
  offers.set(main.url, probed);
  const capabilities = { ...(await probed), ...(restart === undefined ? {} : { restart: true }) };
  if (unmetRequirement(meaning, capabilities) !== undefined) return 'skipped';
  const target = Object.keys(meaning.setup).length === 0 ? main : await setup?.(meaning.setup, main);
  if (target === undefined) return 'skipped';
  stock.soft = meaning.level === 'should';
  stock.stage = new World({
    spec,
    target,
    timeoutMs,
    namespace: new Namespace(),
    makeActor: suiteProtocol(protocol).makeActor,
    capabilities,
    ...(restart === undefined ? {} : { restart: () => restart(target) }),
  });
  return undefined;
}

async function attempt(stock: StockWorld, run: () => void | Promise<void>): Promise<'skipped' | undefined> {
  try {
    await run();
    return undefined;
  } catch (error) {
    if (error instanceof NotApplicable) return 'skipped';
    const isAdvice = stock.soft === true && stock.isContext !== true && error instanceof ExpectationFailed;
    if (!isAdvice || error.evidence.statements !== undefined) throw error;
    stock.over = true;
    return undefined;
  }
}

/** The stock runner wraps tables. */
function cellsOf(argument: unknown): unknown {
  const isTable = typeof argument === 'object' && argument !== null && 'raw' in argument;
  return isTable && typeof argument.raw === 'function' ? argument.raw() : argument;
}
