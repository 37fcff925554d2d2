import { plainQuery, searchWords } from '#shared/search/search-words.ts';
import { placeOf, type TextIndex } from '#shared/search/text-index.ts';
import type { LoggedSearch } from './query-log.ts';
import type { StoredSearch } from './searcher.ts';

export type Completion = { query: string; searches: number | null };

/**
 * Queries that were typed, in order, with how often. Left out are those only one person typed (a search of nobody known
 * counts as one person's), which may say who it was, and those with a word that the catalogue has not, which are slips.
 */
export function typedQueries(
  searches: readonly LoggedSearch[],
  index: TextIndex,
): StoredSearch['queries'] {
  const typed = new Map<string, { count: number; first: string | null; several: boolean }>();
  for (const { query, user } of searches) {
    const plain = plainQuery(query);
    const own = typed.get(plain);
    if (own === undefined) typed.set(plain, { count: 1, first: user, several: false });
    else {
      own.count += 1;
      own.several ||= user === null || user !== own.first;
    }
  }
  const has = (word: string): boolean => index.words[placeOf(index.words, word)] === word;
  const known = [...typed].filter(
    ([query, { several }]) => several && searchWords(query).every(has),
  );
  const text = known.map(([query]) => query).sort();
  return { text, count: Int32Array.from(text, (query) => typed.get(query)!.count) };
}

/**
 * How what is being typed may go on: queries of the log that begin so, the most frequent first; where there are too few,
 * the last word ended as the catalogue has it, the word of most items first.
 */
export function completionsOf(
  { queries, index }: StoredSearch,
  text: string,
  limit: number,
): Completion[] {
  const begun = plainQuery(text) + (/\s$/.test(text) && text.trim() !== '' ? ' ' : '');
  if (begun === '') return frequent(queries, limit);
  const found: Completion[] = [];
  for (let at = placeOf(queries.text, begun); queries.text[at]?.startsWith(begun); at += 1)
    found.push({ query: queries.text[at]!, searches: queries.count[at]! });
  found.sort((a, b) => b.searches! - a.searches!);
  const best = found.slice(0, limit);
  const last = searchWords(begun).at(-1);
  if (last === undefined || begun.endsWith(' ') || !begun.endsWith(last)) return best;
  const before = begun.slice(0, begun.length - last.length);
  const words: { word: string; items: number }[] = [];
  for (let at = placeOf(index.words, last); index.words[at]?.startsWith(last); at += 1)
    words.push({ word: index.words[at]!, items: index.pointer[at + 1]! - index.pointer[at]! });
  words.sort((a, b) => b.items - a.items);
  for (const { word } of words) {
    if (best.length >= limit) break;
    const query = before + word;
    if (query !== begun && !best.some((one) => one.query === query))
      best.push({ query, searches: null });
  }
  return best;
}

/** The most frequent queries. */
export function frequent({ text, count }: StoredSearch['queries'], limit: number): Completion[] {
  return [...text.keys()]
    .sort((a, b) => count[b]! - count[a]! || a - b)
    .slice(0, limit)
    .map((at) => ({ query: text[at]!, searches: count[at]! }));
}
