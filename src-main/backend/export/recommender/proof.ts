import { PortraitError } from '#shared/errors/index.ts';
import type {
  ExportedRecommender,
  GoldenList,
} from '#shared/export/recommender/exported-recommender.ts';
import { createRecommender } from '#shared/export/recommender/recommender.ts';
import { lookedDeep, ownList } from '#shared/recommenders/fold-in/own-list.ts';
import { popularModel, type Recommending } from '../../recommend/index.ts';
import { goldenHistories, type CollectedRecommender } from './collect.ts';

const top = 10;
/** Of the largest score of a list, what calculating in 32 bits explains. */
const tolerated = 1e-4;

/**
 * Golden histories with their lists, each compared with the application's own: the same items in the same places, but for those
 * whose scores lie so near that 32 bits decide. Throws export_unproven where they differ by more.
 */
export async function provenLists(
  served: Omit<ExportedRecommender, 'golden'>,
  { ref, prepared }: CollectedRecommender,
  recommending: Recommending,
): Promise<GoldenList[]> {
  const histories = goldenHistories(prepared, ref.algorithm);
  const runtime = createRecommender(served);
  const popular = popularModel(prepared, ref.data);
  const users = histories.map(({ input }) => input);
  const rules = { users, top: lookedDeep, seen: true, exclude: new Int32Array(0) };
  const [own, usual] = await recommending.ask([ref, popular], async (client) => [
    await client.request('recommend.topEach', { model: ref.id, ...rules }),
    await client.request('recommend.topEach', { model: popular.id, ...rules }),
  ]);
  const listAt = (ranked: typeof own, at: number) => {
    const all = ranked.top.subarray(at * lookedDeep, (at + 1) * lookedDeep);
    const end = all.indexOf(-1);
    const items = end < 0 ? all : all.subarray(0, end);
    return { items, scores: ranked.topScores.subarray(at * lookedDeep).subarray(0, items.length) };
  };
  return histories.map(({ why, history }, at) => {
    const told = runtime.recommend({ history, k: Math.min(top, prepared.learn.items) });
    const kept = history.length === 0 ? null : ownList(listAt(own, at), served.silentAtZero);
    const { items, scores } = kept ?? listAt(usual, at);
    const all = told.fallback === null ? runtime.scores({ history }) : null;
    const fault = (detail: string): never => {
      throw new PortraitError('export_unproven', { detail: `${why}: ${detail}` });
    };
    if ((kept === null) !== (told.fallback !== null)) fault('what is popular ≠ its own list');
    if (told.items.length !== Math.min(items.length, told.items.length, top))
      fault('another length');
    const room = tolerated * Math.max(1e-6, Math.abs(scores.at(0) ?? 0));
    told.items.forEach(({ item, score }, place) => {
      const place_ = items[place] ?? -1;
      const wanted = prepared.itemIds[place_];
      const near = all === null ? score : (all[place_] ?? NaN);
      if (!(Math.abs(score - (scores[place] ?? NaN)) <= room)) fault(`${score} ≠ ${scores[place]}`);
      if (item !== wanted && !(Math.abs(near - score) <= room)) fault(`${item} ≠ ${wanted}`);
    });
    return {
      ...{ why, history, items: told.items.map(({ item }) => item) },
      scores: told.items.map(({ score }) => score),
      fallback: told.fallback !== null,
    };
  });
}
