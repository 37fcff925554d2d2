import type { RecommendData } from '#shared/engine/recommend.ts';
import type { StateTensor } from '#shared/engine/recommend.ts';
import type { Algorithm, AlgorithmType } from '#shared/recommenders/index.ts';
import { bpr } from './bpr.ts';
import { caser } from './caser.ts';
import { checked, checkLoss, checkWeights, refuse } from './serve/checked.ts';
import { content } from './content.ts';
import { ease } from './ease.ts';
import { gru4rec } from './gru4rec.ts';
import { ials } from './ials.ts';
import { itemKnn } from './item-knn.ts';
import { knownUser } from './serve/known-user.ts';
import { neumf } from './neumf.ts';
import { popular } from './popular.ts';
import type { FitContext, Fitted, Recommender, ServeContext } from './recommender.ts';
import { refuseTooLarge } from './refuse-too-large.ts';
import { sasrec } from './sasrec.ts';
import { social } from './social.ts';
import { twoTower } from './two-tower.ts';
import { userKnn } from './user-knn.ts';

/** Every recommender, one file each. */
const recommenders: { [T in AlgorithmType]: Recommender<T> } = {
  popular,
  itemKnn,
  userKnn,
  ease,
  ials,
  bpr,
  neumf,
  twoTower,
  sasrec,
  gru4rec,
  caser,
  content,
  social,
};

/**
 * Fits one; progress is told at least once, before the work begins.
 * @throws recommender_too_large where it would not fit into memory, recommender_overflow where its numbers grow beyond all
 * bounds, recommender_inexact where its equations cannot be solved
 */
export async function fitRecommender(
  data: RecommendData,
  config: Algorithm,
  context: FitContext,
): Promise<Fitted> {
  refuseTooLarge(config, data);
  checkWeights(data.interactions.value, config);
  await context.progress(0, 1, null);
  const fitted = await named(config.type)
    .fit(data, config, {
      ...context,
      progress: async (done, total, loss) => {
        checkLoss(loss, config);
        await context.progress(done, total, loss);
      },
    })
    .catch((thrown) => refuse(thrown, config));
  const model = checked(fitted, config);
  if (data.users > 0) await model.score([knownUser(data, longestHistory(data))]);
  return model;
}

export async function restoreRecommender(
  data: RecommendData,
  config: Algorithm,
  state: readonly StateTensor[],
  context: ServeContext,
): Promise<Fitted> {
  return checked(await named(config.type).restore(data, config, state, context), config);
}

/** Whose scores every item and most of what was learnt have a part in. */
function longestHistory({ users, interactions: { pointer } }: RecommendData): number {
  const length = (user: number): number => pointer[user + 1]! - pointer[user]!;
  let longest = 0;
  for (let user = 1; user < users; user++) if (length(user) > length(longest)) longest = user;
  return longest;
}

function named(type: AlgorithmType): Recommender {
  // The configuration's type picked the recommender, so it is the one this recommender takes.
  return recommenders[type] as unknown as Recommender;
}
