/** A text in pieces, those that differ from the other marked. */
export type Piece = { text: string; differs: boolean };

/** What of two texts is not the same: all between their common beginning and their common end. */
export function difference(a: string, b: string): { a: Piece[]; b: Piece[] } {
  const [left, right] = [[...a], [...b]];
  const shortest = Math.min(left.length, right.length);
  let start = 0;
  while (start < shortest && left[start] === right[start]) start += 1;
  let end = 0;
  while (end < shortest - start && left.at(-1 - end) === right.at(-1 - end)) end += 1;
  const pieces = (letters: string[]): Piece[] =>
    [
      { text: letters.slice(0, start).join(''), differs: false },
      { text: letters.slice(start, letters.length - end).join(''), differs: true },
      { text: letters.slice(letters.length - end).join(''), differs: false },
    ].filter(({ text }) => text !== '');
  return { a: pieces(left), b: pieces(right) };
}
