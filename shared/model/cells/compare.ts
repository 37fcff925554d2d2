import { z } from 'zod';
import { estimate } from '../results/metrics.ts';
import { recommenderChoice } from './recommend.ts';
import type { CellKindDefinition } from './value-type.ts';

/**
 * Means over test users. `recall` divides by the relevant items, `recallCapped` by min(k, relevant);
 * `ndcg` takes the ideal list cut at k; `map` divides by min(k, relevant).
 */
export const rankingMetrics = z.object({
  hitRate: estimate,
  recall: estimate,
  recallCapped: estimate,
  precision: estimate,
  ndcg: estimate,
  map: estimate,
  mrr: estimate,
});
export type RankingMetric = keyof z.infer<typeof rankingMetrics>;

export const rankingMetricNames = rankingMetrics.keyof().options;

export const beyondAccuracy = z.object({
  /** Share of the catalogue in at least one list. */
  coverage: z.number(),
  /** Mean of -log2 of the share of users who have the item; an item nobody has counts as one that one user has. */
  novelty: z.number(),
  /** 1 - mean cosine of the learnt columns of two items of a list; null where no list has two. */
  diversity: z.number().nullable(),
  /** Gini index of how often each item of the catalogue is recommended: 0 even, towards 1 always the same. */
  gini: z.number(),
  /** Mean popularity of recommended items over mean popularity of the users' own (1: as they are). */
  popularityBias: z.number(),
});
export type BeyondAccuracy = z.infer<typeof beyondAccuracy>;

const atK = z.object({
  k: z.number().int(),
  metrics: rankingMetrics,
  /** NDCG over that of most popular; null where popular's is 0. */
  lift: estimate,
  /** Null among sampled candidates, where lists say nothing. */
  beyond: beyondAccuracy.nullable(),
});

export const comparedRecommender = z.object({
  algorithm: recommenderChoice,
  /** True for most popular where it was not connected: it is always compared with, and comes last. */
  baseline: z.boolean(),
  atK: z.array(atK),
  auc: estimate,
  /** At the main k. `segment` is a group of the users table ('' for unknown), `activity` a third by length of history. */
  segments: z.array(
    z.object({
      by: z.enum(['segment', 'activity']),
      name: z.string(),
      users: z.number().int(),
      /** Learnt items of its users, fewest and most. */
      history: z.object({ from: z.number().int(), to: z.number().int() }),
      ndcg: estimate,
      recall: estimate,
    }),
  ),
  /** Zero for what needs no fitting; hybrids sum their parts. */
  fitSeconds: z.number(),
  rankSeconds: z.number(),
});
export type ComparedRecommender = z.infer<typeof comparedRecommender>;

/** A difference of means with its bootstrap interval; `p` two-sided, `adjusted` by Holm over all pairs. */
const difference = estimate.extend({ p: z.number(), adjusted: z.number() });

export const comparedPair = z.object({
  a: z.number().int(),
  b: z.number().int(),
  k: z.number().int(),
  /** a less b, at this k. */
  metrics: z.record(rankingMetrics.keyof(), difference),
});
export type ComparedPair = z.infer<typeof comparedPair>;

/** Everything a number needs to be compared with another; printed beside every table and export. */
export const compareProtocol = z.object({
  split: z.enum(['time', 'last', 'random', 'given', 'folds']),
  cut: z.string().nullable(),
  candidates: z.enum(['all', 'ncf99', 'given']),
  folds: z.number().int(),
  seenRemoved: z.boolean(),
  /** expected: every metric is the mean over all orders of tied items; average rank: as version 2 did. */
  ties: z.enum(['expected', 'average rank']),
  users: z.number().int(),
  items: z.number().int(),
  learntPairs: z.number().int(),
  testUsers: z.number().int(),
  testPairs: z.number().int(),
  mainK: z.number().int(),
  /** Bootstrap resamples and sign flips made: fewer than asked for where there are very many users. */
  resamples: z.number().int(),
  flips: z.number().int(),
  synthetic: z.boolean(),
});
export type CompareProtocol = z.infer<typeof compareProtocol>;

export const compare = {
  kind: 'compare',
  version: 4,
  settings: z.object({
    ks: z.array(z.number().int().min(1).max(1000)).min(1).default([5, 10, 20]),
    /** The k that is shown first and groups of users are told at; measured also where `ks` does not list it. */
    mainK: z.number().int().min(1).max(1000).default(10),
    /**
     * Rank the whole catalogue, or 1 held-out item among 99 sampled ones as in the NCF papers (not comparable); auto takes
     * the items given with each held-out one where there are such, and else the whole catalogue.
     */
    candidates: z.enum(['auto', 'all', 'ncf99']).default('auto'),
    /** Whether items a user already has are left out of the ranking. */
    seen: z.boolean().default(true),
    /** 0 measures the recommenders as fitted, on the held-out part; k fits each anew on k random folds of the learnt pairs. */
    folds: z
      .number()
      .int()
      .min(0)
      .max(20)
      .refine((folds) => folds !== 1)
      .default(0),
    resamples: z.number().int().min(0).max(10_000).default(1000),
  }),
  output: z.object({
    protocol: compareProtocol,
    /** In the order of the inputs, whose cells name them; then most popular where it is not among them. */
    recommenders: z.array(comparedRecommender),
    /** Every two recommenders at each k, paired over users; p of a sign-flip test. */
    pairs: z.array(comparedPair),
    /**
     * At each k and metric, the recommender with the highest mean and those the paired test (Holm, 5%) cannot tell
     * from it, as numbers into `recommenders`; empty where no test was made.
     */
    leaders: z.array(
      z.object({
        k: z.number().int(),
        metrics: z.record(rankingMetrics.keyof(), z.array(z.number().int())),
      }),
    ),
  }),
  produces: 'comparison',
  slots: [{ name: 'recommenders', accepts: ['recommender'], many: true, optional: false }],
  cost: 'heavy',
  usesSeed: true,
  viewers: 'part',
  queries: {},
} as const satisfies CellKindDefinition;
export type CompareSettings = z.infer<typeof compare.settings>;
export type CompareOutput = z.infer<typeof compare.output>;
