import { generateMessages } from '@cucumber/gherkin';
import { type Envelope, type GherkinDocument, IdGenerator, type Pickle, SourceMediaType } from '@cucumber/messages';

/** A feature file as it is on disk; `uri` is how it is named everywhere: `features/mqtt5/…/3.08-subscribe.feature`. */
export interface FeatureSource {
  readonly uri: string;
  readonly text: string;
}

export interface ParsedFeature {
  readonly uri: string;
  readonly document: GherkinDocument;
  readonly pickles: readonly Pickle[];
  /** source, gherkinDocument, pickle…, as Cucumber's consumers expect them. */
  readonly envelopes: readonly Envelope[];
}

export interface FeatureProblem {
  readonly uri: string;
  readonly line: number;
  readonly message: string;
}

export interface ParsedFeatures {
  readonly features: readonly ParsedFeature[];
  readonly problems: readonly FeatureProblem[];
}

/** Parses features and compiles their pickles. Identifiers are counted through, so the same files give the same ones. */
export function parseFeatures(
  sources: readonly FeatureSource[],
  newId: IdGenerator.NewId = IdGenerator.incrementing(),
): ParsedFeatures {
  const features: ParsedFeature[] = [];
  const problems: FeatureProblem[] = [];
  for (const { uri, text } of sources) {
    const envelopes = generateMessages(text, uri, SourceMediaType.TEXT_X_CUCUMBER_GHERKIN_PLAIN, {
      includeSource: true,
      includeGherkinDocument: true,
      includePickles: true,
      newId,
    });
    for (const { parseError } of envelopes) {
      if (parseError === undefined) continue;
      problems.push({ uri, line: parseError.source.location?.line ?? 1, message: parseError.message });
    }
    const document = envelopes.find((envelope) => envelope.gherkinDocument !== undefined)?.gherkinDocument;
    if (document === undefined) continue;
    const pickles = envelopes.flatMap(({ pickle }) => (pickle === undefined ? [] : [pickle]));
    features.push({ uri, document, pickles, envelopes });
  }
  return { features, problems };
}
