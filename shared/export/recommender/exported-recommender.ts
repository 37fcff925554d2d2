import { z } from 'zod';
import { algorithm } from '../../recommenders/index.ts';
import { dataOrigin } from '../data-origin.ts';
import { exportedRecommenderVersion } from '../versions.ts';

/** Recommenders that serve a new history from what they learnt alone, without the log. */
export const servedTypes = [
  'itemKnn',
  'ease',
  'ials',
  'bpr',
  'twoTower',
  'sasrec',
  'gru4rec',
  'caser',
] as const;

const servedAlgorithm = algorithm.refine(
  (one) => servedTypes.some((type) => type === one.type),
  'a recommender that serves new histories',
);

const tensor = z.object({
  shape: z.array(z.number().int().min(0)),
  type: z.enum(['float32', 'int32']),
  /** Numbers one after the other, row-major, little endian, base64. */
  data: z.string(),
});
export type ExportedTensor = z.infer<typeof tensor>;

const goldenList = z.object({
  /** Why it is among them: a history of the log, or one made to hit a case. */
  why: z.string(),
  /** Oldest first for what goes by the order of a history. */
  history: z.array(z.object({ item: z.string(), weight: z.number() })),
  items: z.array(z.string()),
  scores: z.array(z.number()),
  fallback: z.boolean(),
});
export type GoldenList = z.infer<typeof goldenList>;

/**
 * A fitted recommender with what it takes to serve a history: no user is in it, beside the histories of `golden`, which
 * have no ids.
 */
export const exportedRecommender = z.object({
  format: z.literal('portrait-recommender'),
  version: z.literal(exportedRecommenderVersion),
  /** What it is called in the notebook. */
  name: z.string(),
  algorithm: servedAlgorithm,
  /** A score of 0 or less is no reason to recommend. */
  silentAtZero: z.boolean(),
  items: z.object({
    /** In the order of every tensor's rows. */
    ids: z.array(z.string()).min(1),
    titles: z.array(z.string()).nullable(),
  }),
  /** Users it learnt from, and how many have each item: what is popular where a history says nothing. */
  users: z.number().int(),
  popularity: tensor,
  /** What an item counts that comes without a weight; null where each counts 1. */
  usualWeights: tensor.nullable(),
  /** Mean over users of the sum of a history's weights: BM25 levels by it. */
  meanLength: z.number(),
  /**
   * `itemKnn`: `reach/pointer`, `reach/index`, `reach/value`: for each item had, the items it speaks for and how much.
   * `ease`: `weights` [n, n]. `ials`: `items` [n, f], `gram` [f, f], already times the unobserved weight.
   * `bpr`: `items` [n, f + 1], the last column a bias. `twoTower`: `items` [n, f] of length 1, `history` [n, f].
   * `sasrec`, `gru4rec`, `caser`: `weights`, flat, in the order of `sequenceShape`.
   */
  tensors: z.record(z.string(), tensor),
  source: z.object({
    notebook: z.string(),
    /** Names of its cells. */
    recommend: z.string(),
    interactions: z.string(),
    address: z.string(),
    data: z.array(dataOrigin),
    pairs: z.number().int(),
    split: z.string(),
    versions: z.record(z.string(), z.string()),
  }),
  golden: z.array(goldenList),
});
export type ExportedRecommender = z.infer<typeof exportedRecommender>;
