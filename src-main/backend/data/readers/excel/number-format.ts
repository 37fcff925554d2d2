/** What a cell's number is by its format: a moment, a length of time, or a number. */
export type NumberKind =
  { kind: 'number' } | { kind: 'duration' } | { kind: 'moment'; clock: boolean };

const number: NumberKind = { kind: 'number' };
const [day, moment] = [false, true].map((clock): NumberKind => ({ kind: 'moment', clock }));

/** Formats that need not be written down (ECMA-376 part 1, 18.8.30, with those of East Asian languages). */
const builtIn = new Map<number, NumberKind>([
  ...[14, 15, 16, 17].map((id) => [id, day!] as const),
  ...[18, 19, 20, 21, 22, 45, 47].map((id) => [id, moment!] as const),
  [46, { kind: 'duration' }],
  ...[27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, day!] as const),
  ...[32, 33, 34, 35, 55, 56].map((id) => [id, moment!] as const),
]);

/** What numbers of a format are: by its code where it has one, else by its number. */
export function numberKind(id: number, code: string | undefined): NumberKind {
  return code === undefined ? (builtIn.get(id) ?? number) : kindOfCode(code);
}

/** By the part for positive numbers: letters of a date outside of quotes, escapes, colours and locales. */
function kindOfCode(code: string): NumberKind {
  const bare = code
    .replace(/"[^"]*"|\\.|_.|\*./g, '')
    .split(';')[0]!
    .replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '');
  if (/\[(h+|m+|s+)\]/i.test(bare)) return { kind: 'duration' };
  const letters = bare.replace(/general|am\/pm|a\/p/gi, '');
  if (!/[dmyhs]/i.test(letters)) return number;
  return /[hs]/i.test(letters) ? moment! : day!;
}
