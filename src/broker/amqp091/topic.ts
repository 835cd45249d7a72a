/**
 * Does a topic pattern match a routing key? Words lie between dots and may be empty; the empty key has no words.
 * `*` stands for one word, `#` for any number of them, none included.
 */
export function matchesTopic(pattern: string, routingKey: string): boolean {
  return matchesWords(words(pattern).map(part), words(routingKey));
}

/** A word of a pattern: a literal, or a wildcard. */
export type Part = { readonly literal: string } | 'star' | 'hash';

export function words(text: string): readonly string[] {
  return text === '' ? [] : text.split('.');
}

export function part(word: string): Part {
  return word === '*' ? 'star' : word === '#' ? 'hash' : { literal: word };
}

/** Goes back to the last `#` and lets it take one word more, so the work is bounded by the product of the lengths. */
export function matchesWords(pattern: readonly Part[], key: readonly string[]): boolean {
  let at = 0;
  let word = 0;
  let lastHash = -1;
  let wordOfHash = 0;
  while (word < key.length) {
    const next = pattern[at];
    if (next === 'hash') {
      lastHash = at++;
      wordOfHash = word;
    } else if (next === 'star' || (typeof next === 'object' && next.literal === key[word])) {
      at++;
      word++;
    } else if (lastHash >= 0) {
      at = lastHash + 1;
      word = ++wordOfHash;
    } else {
      return false;
    }
  }
  while (pattern[at] === 'hash') at++;
  return at === pattern.length;
}
