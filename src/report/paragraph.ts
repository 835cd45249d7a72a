import { wrap } from '../bytes/columns.js';
import type { View } from './view.js';

/** Less room than this for words makes a column of syllables: they are left to the terminal to break. */
const narrowest = 20;

/**
 * Words behind a label, broken to the width of the paper; what follows the first line stands under the words.
 * `label` is `labelWidth` columns wide and may be painted; `indent` are the columns that will stand before it.
 */
export function paragraph(
  label: string,
  labelWidth: number,
  text: string,
  { width }: Pick<View, 'width'>,
  indent = 0,
  paint: (text: string) => string = (words) => words,
): string[] {
  const room = width - indent - labelWidth;
  const lines = room < narrowest ? [text] : wrap(text, room);
  return lines.map((line, index) => `${index === 0 ? label : ' '.repeat(labelWidth)}${paint(line)}`.trimEnd());
}
