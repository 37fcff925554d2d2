const digits: Record<string, string> = Object.fromEntries(
  ['bfpv', 'cgjkqsxz', 'dt', 'l', 'mn', 'r'].flatMap((group, index) =>
    [...group].map((letter) => [letter, String(index + 1)]),
  ),
);

/**
 * American Soundex of a folded word (first letter and three digits; h and w do not part equal digits). A word in
 * another script sounds like itself.
 */
export function soundex(word: string): string {
  const latin = word.replaceAll(/[^a-z]/g, '');
  if (latin === '') return word;
  let code = latin[0]!;
  let last = digits[code] ?? '';
  for (let at = 1; at < latin.length && code.length < 4; at += 1) {
    const letter = latin[at]!;
    if (letter === 'h' || letter === 'w') continue;
    const digit = digits[letter] ?? '';
    if (digit !== '' && digit !== last) code += digit;
    last = digit;
  }
  return code.padEnd(4, '0');
}
