/** `delivery-tag` → `deliveryTag`. */
export function camelCase(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** `deliveryTag` → `delivery-tag`. */
export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The word most like `text`, if any is like it at all. */
export function nearest(text: string, words: Iterable<string>): string | undefined {
  let best: { word: string; far: number } | undefined;
  for (const word of words) {
    const far = distance(text.toLowerCase(), word.toLowerCase());
    if (far <= Math.max(2, Math.floor(word.length / 3)) && (best === undefined || far < best.far)) best = { word, far };
  }
  return best?.word;
}

/** Letters left out, added, replaced, or two of them swapped: one step each. */
export function distance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? (before[j - 2] ?? 0) + 1 : replaced;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, replaced, swapped));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
