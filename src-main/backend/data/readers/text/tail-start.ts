const [hash, slash, colon, blank, tab] = [35, 47, 58, 32, 9];

/**
 * Where in a field (bytes `from` to `to`) a comment begins that runs to the end of the line; -1 where none does. `spaced`:
 * only with blanks around the mark. A colour (`#ff0000`) is none, nor is what follows `http:`.
 */
export function tailStart(
  bytes: Uint8Array,
  from: number,
  to: number,
  mark: Uint8Array,
  spaced: boolean,
): number {
  const first = mark[0]!;
  for (let at = from; at + mark.length <= to; at += 1) {
    if (bytes[at] !== first || !isMark(bytes, at, mark)) continue;
    const begins = spaced
      ? isApart(bytes, from, at, mark)
      : !isAddress(bytes, from, at) && !isColour(bytes, at, to);
    if (begins) return at;
  }
  return -1;
}

/** Blanks around the mark, or around several of it; what delimits may be one. */
function isApart(bytes: Uint8Array, from: number, at: number, mark: Uint8Array): boolean {
  let after = at + mark.length;
  while (isMark(bytes, after, mark)) after += mark.length;
  return (at === from || isBlank(bytes[at - 1]!)) && isBlank(bytes.at(after) ?? 0);
}

const isAddress = (bytes: Uint8Array, from: number, at: number): boolean =>
  bytes[at] === slash && at > from && bytes[at - 1] === colon;

/** `#fff`, `#ff0000`; of letters alone only where nothing but the colour stands there: `#bad row` is a remark. */
function isColour(bytes: Uint8Array, at: number, to: number): boolean {
  if (bytes[at] !== hash) return false;
  let [end, digits] = [at + 1, 0];
  for (; end < to && isHex(bytes[end]!); end += 1) if (bytes[end]! < 58) digits += 1;
  const length = end - at - 1;
  if (![3, 4, 6, 8].includes(length) || (end < to && isWord(bytes[end]!))) return false;
  return digits > 0 || length >= 6 || end === to;
}

function isMark(bytes: Uint8Array, at: number, mark: Uint8Array): boolean {
  for (let i = 0; i < mark.length; i += 1) if (bytes[at + i] !== mark[i]) return false;
  return true;
}

export const isBlank = (byte: number): boolean => byte === blank || byte === tab;
const isHex = (byte: number): boolean =>
  (byte >= 48 && byte <= 57) || (byte >= 65 && byte <= 70) || (byte >= 97 && byte <= 102);
const isWord = (byte: number): boolean =>
  (byte >= 48 && byte <= 57) ||
  (byte >= 65 && byte <= 90) ||
  (byte >= 97 && byte <= 122) ||
  byte === 95 ||
  byte >= 128;
