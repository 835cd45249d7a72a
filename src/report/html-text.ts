import { printable } from './printable.js';

/** Text from anywhere as HTML: nothing in it is markup, and what cannot be seen is written out. */
export function escaped(text: string): string {
  return entities(printable(text));
}

function entities(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
