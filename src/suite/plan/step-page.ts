import type { ParameterKind } from '../../engine/vocabulary.js';
import { CELL_LANGUAGE } from '../words/cell-language.js';
import type { StepEntry } from './step-list.js';

/** docs/steps.md: every sentence, the words between braces, the language of the tables. */
export function stepPage(steps: readonly StepEntry[], kinds: readonly ParameterKind[]): string {
  const groups = new Map<string, StepEntry[]>();
  for (const step of steps) {
    const key = step.protocols.join(' ');
    groups.set(key, [...(groups.get(key) ?? []), step]);
  }
  return [
    '<!-- Written by scripts/generate-steps.mjs. -->',
    '# What a scenario can say',
    '',
    `The ${steps.length} sentences of the features, as cucumber expressions: \`{…}\` is one of the words further down, \`( with)\` may be`,
    'left out, of `is/are` one is said. A sentence that ends in "with" has a table below it. As what a sentence is said is what',
    'the features do with it: a Given is reached with a correct client, and where it is not, the scenario is blocked.',
    '',
    ...[...groups].flatMap(([protocols, some]) => [
      `## ${titleOf(protocols)}`,
      '',
      ...table(['sentence', 'said as', 'table', 'what it does'], some.map(row)),
    ]),
    '## The words between braces',
    '',
    'Those that begin with a blank or a comma may be left out. `{string}`, `{int}` and `{float}` are those of Cucumber.',
    '',
    ...table(
      ['word', 'what may stand there'],
      kinds.map(({ name, regexp, about }) => [
        `\`{${name}}\``,
        about ?? code(regexp instanceof RegExp ? regexp.source : ''),
      ]),
    ),
    ...CELL_LANGUAGE.flatMap(({ chapter, about, forms }) => [
      `## ${chapter}`,
      '',
      about,
      '',
      ...table(
        ['in a cell', 'what it means'],
        forms.map(({ form, means }) => [form, means]),
      ),
    ]),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');
}

const titleOf = (protocols: string): string =>
  protocols.includes(' ') ? 'Sentences of all protocols' : `Sentences of ${protocols.toUpperCase()}`;

const row = ({ pattern, kinds, table: has, about = '' }: StepEntry): string[] => [
  code(pattern),
  kinds.join(', '),
  has === 'optional' ? 'may' : has ? 'yes' : '',
  about,
];

/** A bar would end the cell, in code too. */
const code = (text: string): string => `\`${text.replaceAll('|', '\\|')}\``;

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(headings), line(headings.map(() => '---')), ...rows.map(line), ''];
}
