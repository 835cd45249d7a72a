import { nearest } from '../bytes/words.js';

/** ` (did you mean accepts-alias-0?)`, or nothing where no name is near. */
export function suggestion(wanted: string, names: readonly string[]): string {
  const near = nearest(wanted, names);
  return near === undefined ? '' : ` (did you mean ${near}?)`;
}
