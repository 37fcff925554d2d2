import type {
  RankResult,
  RecommendMethods,
  SparseRows,
  UserInput,
} from '#shared/engine/recommend.ts';
import { averageRanks } from './average-ranks.ts';
import { drawTies } from './draw-ties.ts';
import { row } from '../matrices/sparse.ts';
import { topK } from '#shared/recommenders/fold-in/top-k.ts';
import type { Fitted } from '../recommender.ts';

/** Scores of a batch of users. */
const batchScores = 500_000;

type RankParams = RecommendMethods['recommend.rank']['params'];

/**
 * Ranks the held-out items of many users over the full catalogue (or the given candidates), users in batches
 * small enough that stopping is heard soon and memory stays at a few megabytes of scores.
 */
export async function rankUsers(
  model: Fitted,
  items: number,
  inputs: readonly UserInput[],
  params: Omit<RankParams, 'model' | 'users' | 'had'>,
  progress: (done: number, total: number) => Promise<void>,
): Promise<RankResult> {
  const result: RankResult = {
    ranks: new Float32Array(params.relevant.index.length),
    ties: new Int32Array(params.relevant.index.length),
    candidates: new Int32Array(inputs.length),
    top: new Int32Array(inputs.length * params.top).fill(-1),
    topScores: new Float32Array(inputs.length * params.top),
  };
  const batch = Math.max(1, Math.floor(batchScores / Math.max(1, items)));
  for (let from = 0; from < inputs.length; from += batch) {
    const users = inputs.slice(from, from + batch);
    const scores = await model.score(users);
    users.forEach((user, u) => {
      const own = scores.subarray(u * items, (u + 1) * items);
      leaveOut(own, user, params, params.candidates, from + u);
      rankOne(own, params, from + u, result);
    });
    await progress(Math.min(inputs.length, from + batch), inputs.length);
  }
  return result;
}

/** Items that may not be recommended get the score -Infinity. */
export function leaveOut(
  scores: Float32Array,
  user: UserInput,
  rules: { seen: boolean; exclude: Int32Array },
  candidates: SparseRows | null = null,
  position = 0,
): void {
  if (candidates) {
    const allowed = row(candidates, position).index;
    const kept = Float32Array.from(allowed, (item) => scores[item]!);
    scores.fill(-Infinity);
    allowed.forEach((item, at) => (scores[item] = kept[at]!));
    return;
  }
  if (rules.seen) {
    for (const item of user.items) scores[item] = -Infinity;
    for (const item of user.had ?? []) scores[item] = -Infinity;
  }
  for (const item of rules.exclude) scores[item] = -Infinity;
}

function rankOne(
  scores: Float32Array,
  { relevant, top, tieSeed }: Pick<RankParams, 'relevant' | 'top' | 'tieSeed'>,
  position: number,
  result: RankResult,
): void {
  const [from, to] = [relevant.pointer[position]!, relevant.pointer[position + 1]!];
  result.candidates[position] = averageRanks(
    scores,
    relevant.index.subarray(from, to),
    result.ranks.subarray(from, to),
    result.ties.subarray(from, to),
  );
  const best = topK(scores, top);
  if (tieSeed !== null) drawTies(best, scores, tieSeed + position);
  best.forEach((item, place) => {
    result.top[position * top + place] = item;
    result.topScores[position * top + place] = scores[item]!;
  });
}
