import type { SealedKind } from '../sealed-file.ts';
import { exportedRecommenderVersion } from '../versions.ts';
import { exportedRecommender, type ExportedRecommender } from './exported-recommender.ts';
import { createRecommender } from './recommender.ts';

/** The file a recommender travels in. */
export const recommenderFile: SealedKind<ExportedRecommender> = {
  format: 'portrait-recommender',
  version: exportedRecommenderVersion,
  schema: exportedRecommender,
  check: (model) => void createRecommender(model),
};
