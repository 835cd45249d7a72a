import { nearest } from '../bytes/words.js';
import { UsageError } from '../result/expectation.js';
import { scenarioList } from '../suite/plan/scenario-list.js';
import { OTHER_TAGS } from '../suite/plan/tags.js';

/** The flags that speak of tags: a tag that no scenario has is a slip, and would go unnoticed. */
export interface TagFlags {
  readonly tags?: string;
  readonly exclude?: readonly string[];
  readonly include?: readonly string[];
}

export async function checkTags({ tags, exclude = [], include = [] }: TagFlags): Promise<void> {
  const asked = [
    ...(tags?.match(/@[^\s()\\]+/g) ?? []).map((tag) => ({ flag: '--tags', at: '@', tag: tag.slice(1) })),
    ...exclude.map((tag) => ({ flag: '--exclude', at: '', tag: tag.replace(/^@/, '') })),
    ...include.map((tag) => ({ flag: '--include', at: '', tag: tag.replace(/^@/, '') })),
  ];
  if (asked.length === 0) return;
  const used = (await scenarioList()).flatMap((scenario) => scenario.tags);
  const known = new Set([...OTHER_TAGS, ...used].map((tag) => tag.slice(1)));
  const wrong = asked.find(({ tag }) => !known.has(tag));
  if (wrong === undefined) return;
  const near = nearest(wrong.tag, known);
  throw new UsageError(
    `there is no tag "${wrong.tag}"`,
    'no scenario has it; there are clock, exclusive, long, malformed, requires:tls and the like, and every statement',
    near === undefined ? 'see them:  conform list --by scenario' : `did you mean:  ${wrong.flag} ${wrong.at}${near}`,
  );
}
