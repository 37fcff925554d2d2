import { createPacer } from '../../lib/index.ts';
import type { SearchPart } from '#shared/search/score-parts.ts';
import type { Matched } from '#shared/search/match-query.ts';
import { nobody, type PersonParts } from './people.ts';
import type { LoggedSearch } from './query-log.ts';
import type { Searcher } from './searcher.ts';

/** A logged search as the searcher sees it: what it finds, what that is made of, and which places were taken. */
export type LoggedChoice = {
  search: LoggedSearch;
  matched: Matched;
  /** Row by row, the parts in the order asked for. */
  features: Float64Array;
  /** Places of what was taken, of what was found; fewer than `search.items` where some were not found. */
  taken: number[];
};

/**
 * Goes through logged searches person by person, so that a recommender scores for many at once. Searches of nobody known
 * come last. @throws cancelled, engine_*
 */
export async function eachChoice(
  searcher: Searcher,
  searches: readonly LoggedSearch[],
  parts: readonly SearchPart[],
  take: (choice: LoggedChoice) => void,
  { signal, told }: { signal: AbortSignal; told(done: number): void },
): Promise<void> {
  const { people } = searcher;
  const pace = createPacer(signal);
  const byUser = Map.groupBy(searches, ({ user }) => people?.numberOf(user) ?? null);
  const known = [...byUser.keys()].filter((user) => user !== null);
  let done = 0;
  const through = async (own: readonly LoggedSearch[], person: PersonParts): Promise<void> => {
    for (const search of own) {
      const matched = searcher.match(search.query, false);
      const taken = search.items.flatMap((item) => {
        const place = placeIn(matched.documents, item);
        return place < 0 ? [] : [place];
      });
      take({ search, matched, features: searcher.features(matched, parts, person), taken });
      told((done += 1));
      await pace();
    }
  };
  const atOnce = people?.atOnce ?? 1;
  for (let from = 0; from < known.length; from += atOnce) {
    const some = known.slice(from, from + atOnce);
    const found = await people!.partsOf(some);
    for (const user of some) await through(byUser.get(user)!, found.get(user)!);
  }
  await through(byUser.get(null) ?? [], nobody);
}

function placeIn(documents: Int32Array, wanted: number): number {
  let [low, high] = [0, documents.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (documents[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return documents[low] === wanted ? low : -1;
}
