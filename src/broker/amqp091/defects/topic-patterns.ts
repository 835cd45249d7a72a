import { matchesTopic, type Part, part, words } from '../topic.js';

/** As if `*` and `#` stood for characters. */
export function matchesGlobs(pattern: string, key: string): boolean {
  const given = words(key);
  const glob = (word: string, at: number) => {
    const fits = given[at]?.startsWith(word.replace(/[*#].*$/, '')) ?? false;
    return /.[*#]/.test(word) && fits ? (given[at] ?? word) : word;
  };
  return matchesTopic(words(pattern).map(glob).join('.'), key);
}

/** Lets `#` take the words up to the first that its successor matches, and never more. */
export function matchesGreedily(pattern: string, key: string): boolean {
  return matchesFrom(words(pattern).map(part), words(key));
}

function matchesFrom([next, ...rest]: readonly Part[], key: readonly string[]): boolean {
  if (next === undefined) return key.length === 0;
  if (next !== 'hash') return fits(next, key[0]) && matchesFrom(rest, key.slice(1));
  const [successor] = rest;
  if (successor === undefined) return true;
  const at = successor === 'hash' ? 0 : key.findIndex((word) => fits(successor, word));
  return at >= 0 && matchesFrom(rest, key.slice(at));
}

function fits(wanted: Exclude<Part, 'hash'>, word: string | undefined): boolean {
  return word !== undefined && (wanted === 'star' || wanted.literal === word);
}
