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
    const detail =
      (kept === null) === (told.fallback !== null)
        ? listFault(
            told.items,
            Array.from(items, (item, place) => ({
              item: prepared.itemIds[item] ?? '',
              score: scores[place] ?? NaN,
              own: all === null ? (scores[place] ?? NaN) : (all[item] ?? NaN),
            })),
            Math.min(top, prepared.learn.items),
          )
        : 'what is popular ≠ its own list';
    if (detail !== null)
      throw new PortraitError('export_unproven', { detail: `${why}: ${detail}` });
    return {
      ...{ why, history, items: told.items.map(({ item }) => item) },
      scores: told.items.map(({ score }) => score),
      fallback: told.fallback !== null,
    };
  });
}

type Listed = { item: string; score: number };

/**
 * What tells a list of at most `most` from the application's (best first, all it has), which says for each item what the exported
 * model itself scores it (`own`): another length, another score, or another item whose score is not near enough for 32 bits to
 * have decided; null where nothing does.
 */
export function listFault(
  told: readonly Listed[],
  wanted: readonly (Listed & { own: number })[],
  most: number,
): string | null {
  const length = Math.min(most, wanted.length);
  if (told.length !== length) return `${told.length} items ≠ ${length}`;
  const room = tolerated * Math.max(1e-6, Math.abs(wanted[0]?.score ?? 0));
  for (const [place, { item, score }] of told.entries()) {
    const other = wanted[place];
    if (other === undefined || !(Math.abs(score - other.score) <= room))
      return `${score} ≠ ${other?.score}`;
    if (item !== other.item && !(Math.abs(other.own - score) <= room))
      return `${item} ≠ ${other.item}`;
  }
  return null;
}
