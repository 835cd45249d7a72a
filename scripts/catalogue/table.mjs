// @ts-check
import { readFileSync } from 'node:fs';

/**
 * The rows of a tab-separated table, by the names of its first line.
 * @param {string} file
 * @returns {Record<string, string>[]}
 */
export function rowsOf(file) {
  const [head = '', ...lines] = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const names = head.split('\t');
  return lines.map((line) => {
    const cells = line.split('\t');
    return Object.fromEntries(names.map((name, at) => [name, cells[at] ?? '']));
  });
}

/**
 * A table with these columns.
 * @param {readonly string[]} columns
 * @param {readonly Record<string, string>[]} rows
 */
export function textOf(columns, rows) {
  const lines = rows.map((row) => columns.map((name) => row[name] ?? '').join('\t'));
  return `${[columns.join('\t'), ...lines].join('\n')}\n`;
}
