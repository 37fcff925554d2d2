import type { PartWeights, SearchPart } from '#shared/search/score-parts.ts';
import { QueryMatcher, type Matched } from '#shared/search/match-query.ts';
import type { TextIndex } from '#shared/search/text-index.ts';
import { decodeStored, encodeStored } from '../../lib/index.ts';
import { nobody, type People, type PersonParts } from './people.ts';

/** A catalogue as it is kept: what is shown of items, the index, and what people type. */
export type StoredSearch = {
  version: 1;
  ids: string[];
  titles: string[];
  categories: (string | null)[] | null;
  index: TextIndex;
  /** Queries in order, with how often each was typed. */
  queries: { text: string[]; count: Int32Array };
};

export function encodeSearch(stored: StoredSearch): Uint8Array {
  return encodeStored(stored);
}

export function decodeSearch(bytes: Uint8Array): StoredSearch {
  return decodeStored(bytes);
}

/** Finds in a catalogue and ranks what was found. */
export class Searcher {
  readonly stored: StoredSearch;
  readonly people: People | null;
  /** The item of the interactions, -1 where they do not know it. */
  readonly itemOf: Int32Array;
  readonly #matcher: QueryMatcher;

  constructor(stored: StoredSearch, people: People | null) {
    this.stored = stored;
    this.people = people;
    this.#matcher = new QueryMatcher(stored.index);
    const numbers = new Map(people?.prepared.itemIds.map((id, item) => [id, item]));
    this.itemOf = Int32Array.from(stored.ids, (id) => numbers.get(id) ?? -1);
  }

  /** `open`: the query is still being typed. */
  match(query: string, open: boolean): Matched {
    return this.#matcher.match(query, open);
  }

  /** Features of what was matched, row by row, the parts in the order given. */
  features(
    { documents, scores }: Matched,
    parts: readonly SearchPart[],
    person: PersonParts = nobody,
  ): Float64Array {
    let best = 0;
    for (const score of scores) if (score > best) best = score;
    const width = parts.length;
    const made = new Float64Array(documents.length * width);
    parts.forEach((part, column) => {
      const values = part === 'text' ? null : (this.people?.valuesOf(part, person) ?? null);
      if (values !== null)
        for (let at = 0; at < documents.length; at += 1) {
          const item = this.itemOf[documents[at]!]!;
          if (item >= 0) made[at * width + column] = values[item]!;
        }
      else if (part === 'text')
        for (let at = 0; at < documents.length; at += 1)
          made[at * width + column] = scores[at]! / best;
    });
    return made;
  }

  /** Weighted sums of features, one a matched document. */
  scores(features: Float64Array, parts: readonly SearchPart[], weights: PartWeights): Float64Array {
    const width = parts.length;
    const scores = new Float64Array(features.length / width);
    parts.forEach((part, column) => {
      const weight = weights[part];
      for (let at = 0; at < scores.length; at += 1)
        scores[at]! += weight * features[at * width + column]!;
    });
    return scores;
  }
}

/** Places of the highest scores, best first; of equal ones those that come first. */
export function bestPlaces(scores: Float64Array, top: number): number[] {
  const heap: number[] = [];
  const worse = (a: number, b: number): boolean =>
    scores[a]! < scores[b]! || (scores[a] === scores[b] && a > b);
  for (let place = 0; place < scores.length; place += 1) {
    if (heap.length === top && !worse(heap[0]!, place)) continue;
    if (heap.length < top) {
      heap.push(place);
      for (let at = heap.length - 1; at > 0;) {
        const above = (at - 1) >> 1;
        if (!worse(heap[at]!, heap[above]!)) break;
        [heap[at], heap[above]] = [heap[above]!, heap[at]!];
        at = above;
      }
      continue;
    }
    heap[0] = place;
    for (let at = 0; ;) {
      let least = at;
      for (const below of [2 * at + 1, 2 * at + 2])
        if (below < heap.length && worse(heap[below]!, heap[least]!)) least = below;
      if (least === at) break;
      [heap[at], heap[least]] = [heap[least]!, heap[at]!];
      at = least;
    }
  }
  return heap.sort((a, b) => (worse(a, b) ? 1 : -1));
}
