/**
 * Does a topic pattern match a routing key? Words lie between dots and may be empty; the empty key has no words.
 * `*` stands for one word, `#` for any number of them, none included.
 */
export function matchesTopic(pattern: string, routingKey: string): boolean {
  return matchWords(words(pattern), words(routingKey));
}

export function words(text: string): readonly string[] {
  return text === '' ? [] : text.split('.');
}

/** Goes back to the last `#` and lets it take one word more, so the work is bounded by the product of the lengths. */
function matchWords(pattern: readonly string[], key: readonly string[]): boolean {
  let at = 0;
  let word = 0;
  let lastHash = -1;
  let wordOfHash = 0;
  while (word < key.length) {
    const part = pattern[at];
    if (part === '#') {
      lastHash = at++;
      wordOfHash = word;
    } else if (part === '*' || (part !== undefined && part === key[word])) {
      at++;
      word++;
    } else if (lastHash >= 0) {
      at = lastHash + 1;
      word = ++wordOfHash;
    } else {
      return false;
    }
  }
  while (pattern[at] === '#') at++;
  return at === pattern.length;
}
