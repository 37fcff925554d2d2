import type { ExportedRecommender } from '#shared/export/recommender/exported-recommender.ts';
import type { CollectedRecommender } from '../../recommender/collect.ts';
import type { ExportAssets, ExportFile, Usage } from '../target.ts';

export type RecommenderParts = CollectedRecommender & {
  /** What serves new histories, with its golden lists; throws why there is none. */
  model(): Promise<ExportedRecommender>;
  /** Lists of every user it learnt from, best first, without what they had. */
  lists(): Promise<UserLists>;
};

/** [users, top] items by number, -1 where there are fewer, and their scores. */
export type UserLists = { top: number; items: Int32Array; scores: Float32Array };

/** One place a recommender can go to; see `ExportTarget`. */
export type RecommenderTarget = {
  id: string;
  /** Whether users are inside, with their ids. */
  people(parts: Pick<RecommenderParts, 'ref'>): boolean;
  usage(parts: Pick<RecommenderParts, 'ref'>): Usage;
  /** Throws `export_needs_log`, `export_items` and `export_no_vectors` where the recommender has not what it takes. */
  write(parts: RecommenderParts, assets: ExportAssets): AsyncIterable<ExportFile>;
};
