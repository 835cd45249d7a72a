/**
 * Text from the wire, safe for a terminal: control characters, bidirectional marks and other invisible ones are
 * written as escapes, so that no topic can move the cursor or turn a line around.
 */
export function printable(text: string): string {
  return text.replace(unsafe, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code < 0x100 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
  });
}

const unsafe = new RegExp(
  [
    // C0, DEL and C1
    '[\\u0000-\\u001f\\u007f-\\u009f',
    // soft hyphen, Arabic letter mark, zero-width and direction marks, line and paragraph separators
    '\\u00ad\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f',
    // byte order mark, interlinear annotations
    '\\ufeff\\ufff9-\\ufffb]',
    // lone surrogates
    '|[\\ud800-\\udbff](?![\\udc00-\\udfff])|(?<![\\ud800-\\udbff])[\\udc00-\\udfff]',
  ].join(''),
  'g',
);
