import type { SearchOutput } from '#shared/model/cells/search.ts';
import type { Random } from '#shared/random/index.ts';
import {
  listParts,
  type PartWeights,
  type SearchList,
  type SearchPart,
} from '#shared/search/score-parts.ts';
import { plainQuery } from '#shared/search/search-words.ts';
import { affordable, resampledMeans, withInterval } from '../compare/bootstrap.ts';
import { metricsAt, tieGroups } from '../compare/ranking-metrics.ts';
import { affordableFlips, holm, pairsOf, signFlipTests } from '../compare/sign-flips.ts';
import { createPacer } from '../../lib/index.ts';
import { eachChoice, type LoggedChoice } from './logged-choices.ts';
import type { LoggedSearch } from './query-log.ts';
import type { Searcher } from './searcher.ts';

export type EvaluateOptions = {
  lists: readonly SearchList[];
  weights: Partial<Record<SearchList, PartWeights>>;
  told: readonly SearchPart[];
  /** Searches before the test: they say which queries are frequent. */
  before: readonly LoggedSearch[];
  best: number | null;
  random: Random;
  signal: AbortSignal;
  progress(done: number): void;
};

type Values = { ndcg: Float64Array; mrr: Float64Array; hit: Float64Array };
const places = 10;
const resamples = 1000;

/**
 * The lists on searches with a known choice, each as if typed to the end. Relevant is what was taken; what a list does not
 * find has no place. Equal scores take the expectation over their orders. @throws cancelled, engine_*
 */
export async function evaluateSearch(
  searcher: Searcher,
  searches: readonly LoggedSearch[],
  options: EvaluateOptions,
): Promise<NonNullable<SearchOutput['evaluation']>> {
  const { lists, told, signal, random } = options;
  const parts = listParts('personal', told);
  const count = searches.length;
  const rowOf = new Map(searches.map((search, row) => [search, row]));
  const values = lists.map((): Values => ({
    ...{ ndcg: new Float64Array(count), mrr: new Float64Array(count) },
    hit: new Float64Array(count),
  }));
  const nothing = { exact: 0, read: 0 };
  const take = (choice: LoggedChoice): void => {
    const { matched, search, features } = choice;
    const row = rowOf.get(search)!;
    if (matched.documents.length === 0) nothing.read += 1;
    if (!foundAsTyped(matched)) nothing.exact += 1;
    lists.forEach((list, at) => {
      const scores = searcher.scores(features, parts, onlyParts(list, options));
      const found = metricsAt(placesOf(scores, choice.taken), search.items.length, places);
      values[at]!.ndcg[row] = found.ndcg;
      values[at]!.mrr[row] = found.mrr;
      values[at]!.hit[row] = found.hitRate;
    });
  };
  await eachChoice(searcher, searches, parts, take, { signal, told: options.progress });
  const pace = createPacer(signal);
  const head = frequentQueries(options.before);
  const isHead = searches.map(({ query }) => head.has(plainQuery(query)));
  const summary = (chosen: (row: number) => boolean): Promise<Summary> =>
    summarise(lists, values, chosen, random, pace);
  const [all, some, others] = [
    await summary(() => true),
    await summary((row) => isHead[row]!),
    await summary((row) => !isHead[row]!),
  ];
  const columns = values.map(({ ndcg }) => ndcg);
  const means = await resampledMeans(columns, {
    ...{ resamples: affordable(resamples, count * lists.length), random, pace },
  });
  const flips = affordableFlips(count * lists.length);
  const [p] = await signFlipTests([columns], { flips, random, pace });
  const adjusted = holm(p ?? []);
  return {
    ...{ all, head: some, tail: others, headQueries: head.size, best: options.best },
    nothing: { exact: nothing.exact / Math.max(1, count), read: nothing.read / Math.max(1, count) },
    tests: pairsOf(lists.length).map(([a, b], at) => ({
      ...{ a: lists[a]!, b: lists[b]!, p: adjusted[at]! },
      difference: withInterval(
        mean(columns[b]!) - mean(columns[a]!),
        means[b]!.map((value, resample) => value - means[a]![resample]!),
      ),
    })),
  };
}

type Summary = NonNullable<SearchOutput['evaluation']>['all'];

async function summarise(
  lists: readonly SearchList[],
  values: readonly Values[],
  chosen: (row: number) => boolean,
  random: Random,
  pace: () => Promise<void>,
): Promise<Summary> {
  const only = values.map(({ ndcg, mrr, hit }) => ({
    ndcg: ndcg.filter((_, row) => chosen(row)),
    mrr: mrr.filter((_, row) => chosen(row)),
    hit: hit.filter((_, row) => chosen(row)),
  }));
  const searches = only[0]?.ndcg.length ?? 0;
  const columns = only.flatMap(({ ndcg, mrr }) => [ndcg, mrr]);
  const rounds = affordable(resamples, searches * columns.length);
  const means =
    searches === 0 ? [] : await resampledMeans(columns, { resamples: rounds, random, pace });
  const value = (column: Float64Array): number | null => (searches === 0 ? null : mean(column));
  return Object.fromEntries(
    lists.map((list, at) => {
      const { ndcg, mrr, hit } = only[at]!;
      const none = new Float64Array(0);
      return [
        list,
        {
          ...{ searches, hits: value(hit) },
          ndcg: withInterval(value(ndcg), means[2 * at] ?? none),
          mrr: withInterval(value(mrr), means[2 * at + 1] ?? none),
        },
      ];
    }),
  );
}

/** Average rank and ties of the places taken. */
function placesOf(scores: Float64Array, taken: readonly number[]): ReturnType<typeof tieGroups> {
  const above = taken.map(() => 0);
  const level = taken.map(() => 0);
  for (const score of scores)
    taken.forEach((place, at) => {
      if (score > scores[place]!) above[at]! += 1;
      else if (score === scores[place]) level[at]! += 1;
    });
  return tieGroups(
    taken.map((_, at) => above[at]! + (level[at]! + 1) / 2),
    level,
    scores.length,
  );
}

function foundAsTyped({ words, held }: LoggedChoice['matched']): boolean {
  return (
    words.length === held && words.every(({ read }) => read.some(({ how }) => how === 'exact'))
  );
}

/** The most frequent queries that together make up half of all searches. */
function frequentQueries(searches: readonly LoggedSearch[]): Set<string> {
  const counts = new Map<string, number>();
  for (const { query } of searches) {
    const plain = plainQuery(query);
    counts.set(plain, (counts.get(plain) ?? 0) + 1);
  }
  const head = new Set<string>();
  let sum = 0;
  for (const [query, count] of [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))) {
    if (2 * sum >= searches.length) break;
    sum += count;
    head.add(query);
  }
  return head;
}

/** The weights of a list, 0 for parts that are none of its. */
function onlyParts(list: SearchList, { weights, told }: EvaluateOptions): PartWeights {
  const own = listParts(list, told);
  const of = (part: SearchPart): number => (own.includes(part) ? weights[list]![part] : 0);
  return {
    ...{ text: of('text'), popularity: of('popularity'), taste: of('taste') },
    ...{ category: of('category'), recency: of('recency') },
  };
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
