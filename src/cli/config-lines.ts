/**
 * The line of TOML on which a key stands, counted from 1; of a key that is missing, its table's. `keys` is the path as
 * the parsed document has it: `['known', '1', 'reason']` is in the second `[[known]]`.
 */
export function lineOfKey(text: string, keys: readonly string[]): number | undefined {
  const tables = new Map<string, number>();
  let table: readonly string[] = [];
  let best: { readonly depth: number; readonly line: number } | undefined;
  const offer = (path: readonly string[], line: number) => {
    // The place that shares the most with the key; of several the first.
    if (path.some((part, index) => part !== keys[index])) return;
    if (best === undefined || path.length > best.depth) best = { depth: path.length, line };
  };
  text.split('\n').forEach((content, index) => {
    const [, brackets, head] = /^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?/.exec(content) ?? [];
    if (head !== undefined) {
      table = parts(head);
      if (brackets === '[[') {
        const name = table.join('.');
        tables.set(name, (tables.get(name) ?? -1) + 1);
        table = [...table, String(tables.get(name))];
      }
      offer(table, index + 1);
      return;
    }
    const [, key] = /^\s*((?:"[^"]*"|'[^']*'|[\w-]+)(?:\s*\.\s*(?:"[^"]*"|'[^']*'|[\w-]+))*)\s*=/.exec(content) ?? [];
    if (key !== undefined) offer([...table, ...parts(key)], index + 1);
  });
  return best?.line;
}

/** `targets."my broker".mqtt` → its parts. */
function parts(key: string): string[] {
  return (key.match(/"[^"]*"|'[^']*'|[^.\s]+/g) ?? []).map((part) => part.replace(/^["']|["']$/g, ''));
}
