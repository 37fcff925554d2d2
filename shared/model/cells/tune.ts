import { z } from 'zod';
import { errorData } from '../../errors/index.ts';
import { json } from '../json.ts';
import { algorithm, usualAlgorithm } from '../../recommenders/index.ts';
import { recommend } from './recommend.ts';
import type { CellKindDefinition } from './value-type.ts';

/** Values tried for one setting of the algorithm. */
export const tunedSetting = z.object({ name: z.string(), values: z.array(json).min(1) });
export type TunedSetting = z.infer<typeof tunedSetting>;

export const tuneMetric = z.enum(['ndcg', 'recall', 'hitRate', 'precision', 'map', 'mrr']);
export type TuneMetric = z.infer<typeof tuneMetric>;

export const trial = z.object({
  settings: z.array(z.object({ name: z.string(), value: json })),
  /** The metric on the validation part; null where the trial failed. */
  score: z.number().nullable(),
  error: errorData.nullable(),
  seconds: z.number(),
});
export type Trial = z.infer<typeof trial>;

/** How a search stands while it runs: shown live, part of the cell's progress. */
export const tuneStanding = z.object({
  done: z.number().int(),
  total: z.number().int(),
  best: trial.nullable(),
  /** The latest trials, the newest first. */
  latest: z.array(trial),
});
export type TuneStanding = z.infer<typeof tuneStanding>;

/**
 * Searches the settings of one recommender on a validation part cut from the learnt pairs; held-out pairs are never
 * looked at. The best settings are then fitted on everything learnt, so that the result is a recommender like any other.
 */
export const tune = {
  kind: 'tune',
  version: 3,
  settings: z.object({
    algorithm: algorithm.default(usualAlgorithm),
    space: z.array(tunedSetting).default([{ name: 'lambda', values: [50, 100, 200, 500, 1000] }]),
    /** Every combination where there are no more than this; else so many drawn at random. */
    trials: z.number().int().min(1).max(500).default(20),
    metric: tuneMetric.default('ndcg'),
    k: z.number().int().min(1).max(1000).default(10),
    /** Share of the learnt pairs, the latest where there are times, else at random. */
    validation: z.number().min(0.01).max(0.5).default(0.2),
  }),
  output: recommend.output.extend({
    /** In the order they were made. */
    trials: z.array(trial),
    best: z.number().int(),
    /** Combinations there are, and whether all of them were tried. */
    combinations: z.number(),
    /**
     * A search stopped early: the trials it was to make. The recommender is then the best of those made as its trial
     * fitted it, without the validation part. Null for a whole search.
     */
    stopped: z.object({ planned: z.number().int() }).nullable().default(null),
    metric: tuneMetric,
    k: z.number().int(),
    /** Where the validation part was cut from the learnt pairs. */
    validation: z.object({
      split: z.enum(['time', 'random']),
      cut: z.string().nullable(),
      users: z.number().int(),
      pairs: z.number().int(),
    }),
  }),
  produces: 'recommender',
  slots: [{ name: 'interactions', accepts: ['interactions'], many: false, optional: false }],
  cost: 'heavy',
  usesSeed: true,
  viewers: 'all',
  queries: {},
} as const satisfies CellKindDefinition;
export type TuneSettings = z.infer<typeof tune.settings>;
export type TuneOutput = z.infer<typeof tune.output>;
