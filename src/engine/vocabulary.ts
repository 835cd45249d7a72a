import { buildSupportCode, type MatchedStep, type SupportCodeLibrary } from '@cucumber/core';
import { IdGenerator } from '@cucumber/messages';

/** What a sentence of a feature does; `World` is whatever the runner makes for each scenario. */
export interface Sentence<World> {
  /** A cucumber expression. */
  readonly pattern: string;
  /**
   * True when a table follows; its cells are then the last argument. Where one may follow, the sentence then ends
   * with "with"; without one the last argument is an empty table.
   */
  readonly table: boolean | 'optional';
  /** What it does, where the sentence does not say so itself. */
  readonly about?: string;
  // biome-ignore lint/suspicious/noExplicitAny: the arguments' types come from the expression's parameter types
  readonly run: (world: World, ...args: any[]) => void | Promise<void>;
}

export interface ParameterKind {
  /** The name between braces: `client`. */
  readonly name: string;
  readonly regexp: RegExp | readonly RegExp[];
  /** From the text (or the regular expression's groups) to the argument. */
  readonly transform: (...text: string[]) => unknown;
  /** What may stand there, where the name does not say so itself. */
  readonly about?: string;
}

/** A vocabulary that is ready to match. Sentences are found again by the function that the plan hands out. */
export interface Vocabulary<World> {
  readonly library: SupportCodeLibrary;
  readonly sentenceOf: (fn: unknown) => Sentence<World> | undefined;
}

export function buildVocabulary<World>(
  sentences: readonly Sentence<World>[],
  kinds: readonly ParameterKind[],
  newId: IdGenerator.NewId = IdGenerator.incrementing(),
): Vocabulary<World> {
  const builder = buildSupportCode({ newId });
  const byFunction = new Map<unknown, Sentence<World>>();
  const sourceReference = { uri: 'vocabulary' };
  for (const { name, regexp, transform } of kinds) {
    builder.parameterType({
      name,
      regexp: regexp instanceof RegExp ? regexp : [...regexp],
      transformer: transform,
      sourceReference,
    });
  }
  for (const sentence of sentences) {
    const fn = () => undefined;
    byFunction.set(fn, sentence);
    builder.step({ pattern: sentence.pattern, fn, sourceReference });
  }
  const library = builder.build();
  return { library: remembering(library), sentenceOf: (fn) => byFunction.get(fn) };
}

/** Features repeat themselves: each text is matched once against the whole vocabulary. */
function remembering(library: SupportCodeLibrary): SupportCodeLibrary {
  const seen = new Map<string, readonly MatchedStep[]>();
  const findAllStepsBy = (text: string): readonly MatchedStep[] => {
    const known = seen.get(text);
    if (known !== undefined) return known;
    const found = library.findAllStepsBy(text);
    seen.set(text, found);
    return found;
  };
  return new Proxy(library, {
    get(target, property) {
      if (property === 'findAllStepsBy') return findAllStepsBy;
      const value: unknown = Reflect.get(target, property);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
