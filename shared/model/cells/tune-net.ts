import { z } from 'zod';
import { errorData } from '../../errors/index.ts';
import { json } from '../json.ts';
import { layerSpec } from '../net/model-spec.ts';
import { netChoice, netSetting } from '../net/net-choice.ts';
import { trainSettings } from '../net/train-settings.ts';
import { features } from './features.ts';
import type { CellKindDefinition } from './value-type.ts';

/** What is tried for one setting: the values of a list, or anything between two numbers. */
export const searched = z.discriminatedUnion('type', [
  z.object({ type: z.literal('list'), name: netSetting, values: z.array(json).min(1) }),
  z.object({
    type: z.literal('range'),
    name: netSetting,
    low: z.number(),
    high: z.number(),
    /** Evenly by orders of magnitude; needs `low` above 0. */
    log: z.boolean().default(false),
  }),
]);
export type Searched = z.infer<typeof searched>;

export const netMetric = z.enum([
  ...(['rocAuc', 'prAuc', 'logLoss', 'brier', 'accuracy', 'f1'] as const),
  ...(['rmse', 'mae', 'r2'] as const),
]);
export type NetMetric = z.infer<typeof netMetric>;
const lowerIsBetter: readonly NetMetric[] = ['logLoss', 'brier', 'rmse', 'mae'];
/** 1 where higher is better, else -1. */
export const metricSign = (metric: NetMetric): 1 | -1 => (lowerIsBetter.includes(metric) ? -1 : 1);

const foldScheme = z.enum(['holdout', 'stratified', 'grouped', 'time']);
export type FoldScheme = z.infer<typeof foldScheme>;

export const netTrial = z.object({
  settings: z.array(z.object({ name: netSetting, value: json })),
  /** Mean of the metric over the folds; null where the trial failed. */
  score: z.number().nullable(),
  /** The metric of each fold. */
  scores: z.array(z.number()),
  /** Epochs it was given; in successive halving those of the last round it came to. */
  epochs: z.number().int(),
  seconds: z.number(),
  error: errorData.nullable(),
});
export type NetTrial = z.infer<typeof netTrial>;

/** How a search stands while it runs: shown live, part of the cell's progress. */
export const netStanding = z.object({
  done: z.number().int(),
  total: z.number().int(),
  best: netTrial.nullable(),
  metric: netMetric,
});
export type NetStanding = z.infer<typeof netStanding>;

/**
 * Searches network and training by cross-validation inside the training and validation rows of Features, the
 * preparation fitted anew on each fold's training rows; rows of the test part are never read into it.
 */
export const tuneNet = {
  kind: 'tuneNet',
  version: 1,
  settings: z.object({
    /** What is not searched stays as here. */
    choice: netChoice.prefault({}),
    epochs: z.number().int().min(1).max(10_000).default(30),
    /** Epochs without a better validation loss after which a fit ends; null: never. */
    patience: z.number().int().min(1).nullable().default(5),
    space: z.array(searched).default([
      { type: 'range', name: 'units', low: 16, high: 256, log: true },
      { type: 'range', name: 'depth', low: 1, high: 3, log: false },
      { type: 'range', name: 'dropout', low: 0, high: 0.5, log: false },
      { type: 'range', name: 'learningRate', low: 0.0003, high: 0.03, log: true },
      { type: 'list', name: 'batchSize', values: [32, 64, 128, 256] },
    ]),
    method: z.enum(['tpe', 'random', 'grid', 'hyperband']).default('tpe'),
    /** Combinations tried at most. */
    trials: z.number().int().min(1).max(1000).default(30),
    /** Values that a range is cut into for a grid. */
    steps: z.number().int().min(2).max(20).default(4),
    /** Of successive halving: one of so many goes on to the next round, with as many times the epochs. */
    keepOneOf: z.number().int().min(2).max(10).default(3),
    folds: z
      .object({
        /** `auto` follows the split of Features: at random, by key, by time. */
        scheme: z.union([z.literal('auto'), foldScheme]).default('auto'),
        /** Of grouped folds the key, of folds by time the time; null: the column of Features' split. */
        column: z.string().nullable().default(null),
        count: z.number().int().min(2).max(20).default(5),
        /** The whole division drawn anew so many times; not by time, nor for a holdout. */
        repeats: z.number().int().min(1).max(20).default(1),
      })
      .prefault({}),
    /** `auto`: ROC AUC for two classes, log loss for more, RMSE for numbers. */
    metric: z.union([z.literal('auto'), netMetric]).default('auto'),
    /** Engine processes at work side by side; the result is the same. */
    processes: z.number().int().min(1).max(16).default(1),
  }),
  output: z.object({
    /** Address of the features result that was searched on. */
    features: z.string(),
    metric: netMetric,
    /** In the order they were begun. */
    trials: z.array(netTrial),
    best: z.number().int(),
    /** The best as settings of a Model and a Train cell, and of Features where encodings were searched. */
    winner: z.object({
      ...{ layers: z.array(layerSpec), train: trainSettings },
      /** Columns that Features has to encode otherwise for it; absent where it stays as it is. */
      encodings: features.settings.shape.columns.unwrap().optional(),
    }),
    scheme: foldScheme,
    column: z.string().nullable(),
    repeats: z.number().int(),
    folds: z.array(z.object({ train: z.number().int(), validation: z.number().int() })),
    /** Rows held out for the test, which the search never read. */
    testRows: z.number().int(),
    /** Share of what sets the best trials apart that each setting has; empty while there are too few trials. */
    importance: z.array(z.object({ name: netSetting, share: z.number() })),
    /** A search stopped early: the trials it was to make. */
    stopped: z.object({ planned: z.number().int() }).nullable(),
    /** Trials taken over from a search that was stopped or cut off. */
    resumed: z.number().int(),
    seconds: z.number(),
  }),
  produces: null,
  slots: [{ name: 'features', accepts: ['features'], many: false, optional: false }],
  cost: 'heavy',
  usesSeed: true,
  unaddressed: ['processes'],
  viewers: 'all',
  queries: {},
} as const satisfies CellKindDefinition;
export type TuneNetSettings = z.infer<typeof tuneNet.settings>;
export type TuneNetOutput = z.infer<typeof tuneNet.output>;
