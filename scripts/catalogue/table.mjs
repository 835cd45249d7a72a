// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

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

/** A table that is missing, or does not hold what it must: for the one who edited it, in words. */
export class WrongTable extends Error {}

/**
 * The rows of a table that must be there and have these columns; a column whose name ends in `?` may be empty in a row.
 * @param {string} file
 * @param {string} columns separated by blanks
 */
export function checkedRowsOf(file, columns) {
  const name = basename(file);
  if (!existsSync(file)) throw new WrongTable(`there is no ${name}`);
  const rows = rowsOf(file);
  if (rows.length === 0) throw new WrongTable(`${name} has no rows`);
  for (const column of columns.split(' ')) {
    const title = column.replace('?', '');
    if (rows.some((row) => row[title] === undefined)) throw new WrongTable(`${name} has no column ${title}`);
    const gap = column === title ? rows.findIndex((row) => row[title] === '') : -1;
    if (gap >= 0) throw new WrongTable(`${name} says no ${title} of ${Object.values(rows[gap] ?? {})[0]}`);
  }
  return rows;
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
