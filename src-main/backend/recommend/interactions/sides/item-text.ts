import type { SparseRows } from '#shared/engine/recommend.ts';
import type { CellValue } from '#shared/model/table.ts';

/** Terms in more than this share of items say nothing about one. */
const mostFrequent = 0.5;
const termLimit = 20_000;

/**
 * TF-IDF of item texts, rows of length 1: term frequency times ln((1 + n) / (1 + df)) + 1, as scikit-learn's
 * TfidfVectorizer weighs them. Words are runs of letters and digits, lower case; Chinese, Japanese and Korean runs
 * are cut into pairs of characters.
 */
export function itemText(
  texts: readonly (readonly CellValue[])[],
  items: number,
): { rows: SparseRows; terms: number } {
  const words = Array.from({ length: items }, (_, item) =>
    texts.flatMap((column) => tokens(String(column[item] ?? ''))),
  );
  const frequency = new Map<string, number>();
  for (const own of words)
    for (const word of new Set(own)) frequency.set(word, (frequency.get(word) ?? 0) + 1);
  const chosen = [...frequency]
    .filter(([, df]) => df >= 2 && df <= Math.max(2, items * mostFrequent))
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, termLimit);
  const numberOf = new Map(chosen.map(([word], at) => [word, at]));
  const pointer = new Int32Array(items + 1);
  const index: number[] = [];
  const value: number[] = [];
  words.forEach((own, item) => {
    const counts = new Map<number, number>();
    for (const word of own) {
      const term = numberOf.get(word);
      if (term !== undefined) counts.set(term, (counts.get(term) ?? 0) + 1);
    }
    const weighed = [...counts]
      .map(([term, count]) => ({
        term,
        weight: count * (Math.log((1 + items) / (1 + chosen[term]![1])) + 1),
      }))
      .sort((a, b) => a.term - b.term);
    const length = Math.sqrt(weighed.reduce((sum, { weight }) => sum + weight ** 2, 0)) || 1;
    for (const { term, weight } of weighed) {
      index.push(term);
      value.push(weight / length);
    }
    pointer[item + 1] = index.length;
  });
  return {
    rows: { pointer, index: Int32Array.from(index), value: Float32Array.from(value) },
    terms: chosen.length,
  };
}

/** Words as they are weighed: lower case, scripts without spaces cut into pairs of characters. */
export function tokens(text: string): string[] {
  const runs =
    text
      .toLowerCase()
      .normalize('NFKC')
      .match(
        /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|[\p{L}\p{N}]+/gu,
      ) ?? [];
  return runs.flatMap((run) =>
    /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(run)
      ? pairsOf(run)
      : [run],
  );
}

function pairsOf(run: string): string[] {
  const characters = Array.from(run);
  if (characters.length === 1) return characters;
  return characters.slice(1).map((character, at) => characters[at]! + character);
}
