/**
 * What a reader cannot see and what changes how the text around it is shown: control characters (C0, C1, DEL), marks and
 * overrides of writing direction (Unicode UAX #9), zero-width spaces, line separators, tags. The joiners U+200C and
 * U+200D stay: Persian and emoji need them.
 */
const hidden =
  /[\p{Cc}\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u206f\ufeff\ufff9-\ufffb\u{e0000}-\u{e007f}]/gu;

/** A text as one line in which nothing is hidden: a hidden character as its escape, U+202E as `\u202e`. Doing it twice changes nothing. */
export function visible(text: string): string {
  return text.replace(hidden, escaped);
}

/** The same for text of several lines: line breaks and tabs stay, CR LF becomes LF. */
export function visibleLines(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(hidden, (found) => (found === '\n' || found === '\t' ? found : escaped(found)));
}

function escaped(found: string): string {
  const code = found.codePointAt(0) ?? 0;
  const digits = code.toString(16);
  return code > 0xffff ? `\\u{${digits}}` : `\\u${digits.padStart(4, '0')}`;
}
