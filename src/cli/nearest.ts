/** The word most like `text`, if any is like it at all. */
export function nearest(text: string, words: Iterable<string>): string | undefined {
  let best: { word: string; far: number } | undefined;
  for (const word of words) {
    const far = distance(text.toLowerCase(), word.toLowerCase());
    if (far <= Math.max(2, Math.floor(word.length / 3)) && (best === undefined || far < best.far)) best = { word, far };
  }
  return best?.word;
}

function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
