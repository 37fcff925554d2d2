const boostFrom = 0.7;
const prefixWeight = 0.1;
const longestPrefix = 4;

/**
 * Similarity of two texts in [0, 1]: Jaro's share of common letters and their order, raised by a common beginning
 * (Winkler 1990: from .7 on, .1 a letter, four at most). Counted in UTF-16 units.
 */
export function jaroWinkler(a: string, b: string): number {
  const jaro = jaroSimilarity(a, b);
  if (jaro <= boostFrom) return jaro;
  const most = Math.min(longestPrefix, a.length, b.length);
  let prefix = 0;
  while (prefix < most && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix += 1;
  return jaro + prefix * prefixWeight * (1 - jaro);
}

const taken = new Uint8Array(1024);
const matched = new Uint16Array(1024);

function jaroSimilarity(left: string, right: string): number {
  const a = left.slice(0, taken.length);
  const b = right.slice(0, taken.length);
  if (a === b) return a.length === 0 ? 0 : 1;
  if (a.length === 0 || b.length === 0) return 0;
  const reach = Math.max(0, (Math.max(a.length, b.length) >> 1) - 1);
  taken.fill(0, 0, b.length);
  let common = 0;
  for (let i = 0; i < a.length; i += 1) {
    const letter = a.charCodeAt(i);
    const last = Math.min(b.length - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= last; j += 1) {
      if (taken[j] !== 0 || b.charCodeAt(j) !== letter) continue;
      taken[j] = 1;
      matched[common] = letter;
      common += 1;
      break;
    }
  }
  if (common === 0) return 0;
  let crossed = 0;
  let at = 0;
  for (let j = 0; j < b.length; j += 1) {
    if (taken[j] === 0) continue;
    if (b.charCodeAt(j) !== matched[at]) crossed += 1;
    at += 1;
  }
  return (common / a.length + common / b.length + (common - (crossed >> 1)) / common) / 3;
}
