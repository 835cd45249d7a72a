/**
 * commander's messages in our three lines: what happened, why or what was meant, what to type next.
 * `unknown option '--tragte'⏎(Did you mean --target?)` for `conform run`.
 */
export function usageLines(text: string, command: string | undefined): string {
  const [first = '', ...more] = text.trimEnd().split('\n');
  const [, what = first, why] = /^(.*?)(?:\. (.+))?$/.exec(first) ?? [];
  const [, meant] = /Did you mean (?:one of )?(.+)\?/.exec(more.join(' ')) ?? [];
  const lines = [what];
  if (meant !== undefined) lines.push(`  did you mean:  ${meant}`);
  else if (why !== undefined) lines.push(`  ${why.charAt(0).toLowerCase()}${why.slice(1).replace(/\.$/, '')}`);
  lines.push(`  see:  conform ${command === undefined ? '' : `${command} `}--help`);
  return `${lines.join('\n')}\n`;
}
