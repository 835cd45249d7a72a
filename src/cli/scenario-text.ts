/**
 * The Gherkin of the scenario that stands at a line (counted from 1) of a feature, without its indentation. Of an
 * outline only the row of that line is shown, below the heads of its columns.
 */
export function scenarioText(feature: string, line: number): readonly string[] {
  const lines = feature.split('\n');
  const start = lines.slice(0, line).findLastIndex((text) => heading.test(text));
  if (start < 0) return [];
  const after = lines.findIndex((text, index) => index > start && (heading.test(text) || /^\s*(@|Rule:)/.test(text)));
  const own = lines.slice(start, after < 0 ? undefined : after);
  const examples = own.findIndex((text) => /^\s*Examples:/.test(text));
  const steps = examples < 0 ? own : own.slice(0, examples);
  const indent = /^\s*/.exec(steps[0] ?? '')?.[0].length ?? 0;
  const row = examples < 0 ? [] : rowsOf(own, examples, line - 1 - start);
  return [...steps.filter((text) => text.trim() !== ''), ...row].map((text) => text.slice(indent).trimEnd());
}

const heading = /^\s*(Scenario|Scenario Outline|Example):/;

/** The examples' heads and the row at an index; nothing when the index is none of theirs. */
function rowsOf(lines: readonly string[], examples: number, at: number): readonly string[] {
  const title = lines.slice(0, at + 1).findLastIndex((text) => /^\s*Examples:/.test(text));
  const head = lines.findIndex((text, index) => index > Math.max(title, examples - 1) && /^\s*\|/.test(text));
  const row = lines[at];
  return head < 0 || at <= head || row === undefined ? [] : [lines[head] ?? '', row];
}
