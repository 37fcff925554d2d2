import type { RecommendData } from '#shared/engine/recommend.ts';
import type { NamedTensor } from '#shared/engine/tensors.ts';
import type { Algorithm, AlgorithmType } from '#shared/model/recommend.ts';
import { bpr } from './bpr.ts';
import { content } from './content.ts';
import { ease } from './ease.ts';
import { ials } from './ials.ts';
import { itemKnn } from './item-knn.ts';
import { neumf } from './neumf.ts';
import { popular } from './popular.ts';
import type { FitContext, Fitted, Recommender } from './recommender.ts';
import { refuseTooLarge } from './refuse-too-large.ts';
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
  content,
  social,
};

/**
 * Fits one; progress is told at least once, before the work begins.
 * @throws recommender_too_large where it would not fit into memory
 */
export async function fitRecommender(
  data: RecommendData,
  config: Algorithm,
  context: FitContext,
): Promise<Fitted> {
  refuseTooLarge(config, data);
  await context.progress(0, 1, null);
  return named(config.type).fit(data, config, context);
}

export function restoreRecommender(
  data: RecommendData,
  config: Algorithm,
  state: readonly NamedTensor[],
  context: Pick<FitContext, 'linalg' | 'native'>,
): Promise<Fitted> {
  return named(config.type).restore(data, config, state, context);
}

function named(type: AlgorithmType): Recommender {
  // The configuration's type picked the recommender, so it is the one this recommender takes.
  return recommenders[type] as unknown as Recommender;
}
