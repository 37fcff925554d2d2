import { lookedDeep, ownList, type Scored } from '../../recommenders/fold-in/own-list.ts';
import { topK } from '../../recommenders/fold-in/top-k.ts';
import { isSequence } from '../../recommenders/sequence-shapes.ts';
import { textFloats } from '../../wire/float-text.ts';
import type { Recommendation } from '../service-types.ts';
import type { ExportedRecommender } from './exported-recommender.ts';
import { readRequest, type RecommendRequest } from './request.ts';
import { recommenderScores } from './scores.ts';

/** What a recommender needs to serve: everything but where it is from. */
export type ServedRecommender = Omit<ExportedRecommender, 'golden' | 'source'>;

export type RecommenderRuntime = {
  /** Recommends by a history: `{ history, k, exclude_seen, exclude }`. @throws RequestError naming field and place */
  recommend(request: Readonly<Record<string, unknown>>): Recommendation;
  /** Scores of all items, in the order of `items`, for a request's history. */
  scores(request: Readonly<Record<string, unknown>>): Float32Array;
};

/** Serves histories as the application does. Throws RangeError where the model does not fit together. */
export function createRecommender(model: ServedRecommender): RecommenderRuntime {
  const { ids, titles } = model.items;
  const places = new Map(ids.map((id, place) => [id, place]));
  const scoresOf = recommenderScores(model);
  const isOrdered = isSequence(model.algorithm);
  const popularity = textFloats(model.popularity.data);
  const usual = model.usualWeights === null ? null : textFloats(model.usualWeights.data);
  if (popularity.length !== ids.length) throw new RangeError('popularity is not of all items');

  const historyOf = ({ history }: RecommendRequest) => {
    const known = history.flatMap(({ item, weight }) => {
      const place = places.get(item);
      return place === undefined ? [] : [{ place, weight: weight ?? usual?.[place] ?? 1 }];
    });
    // In the order of the items, as the application keeps histories: sums of float32 depend on it.
    if (!isOrdered) known.sort((a, b) => a.place - b.place);
    return {
      index: Int32Array.from(known, ({ place }) => place),
      value: Float32Array.from(known, ({ weight }) => weight),
    };
  };

  return {
    scores: (given) => scoresOf(historyOf(readRequest(given, ids.length))),
    recommend(given) {
      const request = readRequest(given, ids.length);
      const { history, k, excludeSeen, exclude } = request;
      const own = historyOf(request);
      const barred = exclude.flatMap((id) => places.get(id) ?? []);
      const best = (scores: Float32Array): Scored => {
        if (excludeSeen) for (const place of own.index) scores[place] = -Infinity;
        for (const place of barred) scores[place] = -Infinity;
        const items = topK(scores, Math.max(k, lookedDeep));
        return { items, scores: Float32Array.from(items, (place) => scores[place]!) };
      };
      const made = own.index.length === 0 ? null : ownList(best(scoresOf(own)), model.silentAtZero);
      const { items, scores } = made ?? best(Float32Array.from(popularity));
      return {
        items: Array.from(items.subarray(0, k), (place, at) => ({
          item: ids[place] ?? '',
          title: titles?.[place] ?? null,
          score: scores[at]!,
        })),
        unknown: history.map(({ item }) => item).filter((item) => !places.has(item)),
        fallback: made === null ? 'popular' : null,
      };
    },
  };
}
