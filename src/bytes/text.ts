/** Marks that change how the text around them is shown, or are not shown at all. */
const hidden =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  /[\u{0}-\u{1f}\u{7f}-\u{9f}\u{ad}\u{61c}\u{180e}\u{200b}-\u{200f}\u{2028}-\u{202e}\u{2060}-\u{206f}\u{feff}\u{fff9}-\u{fffb}\u{e0000}-\u{e007f}]|\p{Cs}/gu;

/** Text of strangers made safe for a terminal: control, bidirectional and zero-width marks become `\u{…}`. */
export function visible(text: string): string {
  return text.replace(hidden, (mark) => `\\u{${(mark.codePointAt(0) ?? 0).toString(16)}}`);
}

/** In quotes, as packets' strings are shown. */
export function quoted(text: string): string {
  return `"${visible(text)}"`;
}

/** `1 byte`, `6 bytes`. */
export function byteCount(count: number): string {
  return count === 1 ? '1 byte' : `${count} bytes`;
}
