/** What JavaScript's `trim` takes away, as RE2 has it. */
const blank = String.raw`[\s\x0B\x{FEFF}\pZ]*`;

/** RE2 pattern of a list's part that is one of the texts, with blanks around it or without. */
export function partPattern(texts: readonly string[]): string {
  return `${blank}(?:${texts.map(literal).join('|')})${blank}`;
}

/** RE2 takes any ASCII punctuation behind a backslash as itself; control characters go by number. */
function literal(text: string): string {
  return Array.from(text, (character) => {
    if (/[A-Za-z0-9]/.test(character) || character > '\x7f') return character;
    if (character >= ' ' && character < '\x7f') return `\\${character}`;
    return `\\x{${character.charCodeAt(0).toString(16)}}`;
  }).join('');
}
