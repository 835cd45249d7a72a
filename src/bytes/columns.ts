/** Columns that a terminal needs: Korean, Chinese and Japanese characters and emoji take two, marks none. */
export function columns(text: string): number {
  if (PLAIN_TEXT.test(text)) return text.length;
  let sum = 0;
  for (const character of text) sum += columnsOf(character);
  return sum;
}

/** Cut to so many columns, with an ellipsis. */
export function clip(text: string, width: number, mark = '…'): string {
  if (columns(text) <= width) return text;
  let used = mark.length;
  let kept = '';
  for (const character of text) {
    used += columnsOf(character);
    if (used > width) break;
    kept += character;
  }
  return kept + mark;
}

/** Filled up with blanks to so many columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columns(text)));
}

/**
 * Broken between words into lines of at most so many columns. A word that is longer stays whole: paths and commands are
 * there to be copied.
 */
export function wrap(text: string, width: number): string[] {
  if (columns(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  // Blanks stay with the word before them, so that columns within a line keep their places.
  for (const word of text.match(/\S+\s*|\s+/g) ?? []) {
    if (line !== '' && columns(line) + columns(word.trimEnd()) > width) {
      lines.push(line.trimEnd());
      line = '';
    }
    line += word;
  }
  return [...lines, line.trimEnd()];
}

const PLAIN_TEXT = /^[ -~]*$/;
const NO_WIDTH = /^[\p{Mn}\p{Me}\p{Cf}]$/u;
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f680}-\u{1faff}\u{20000}-\u{3fffd}]$/u;

function columnsOf(character: string): number {
  if (NO_WIDTH.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
