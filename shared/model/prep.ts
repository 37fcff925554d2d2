import { z } from 'zod';
import { timeFormat } from '../values/time/format.ts';
import { column } from './table.ts';

/** How one column becomes features. `auto` follows the column's type and its values in the training part. */
export const encoding = z.discriminatedUnion('type', [
  z.object({ type: z.literal('auto') }),
  z.object({ type: z.literal('skip') }),
  z.object({
    type: z.literal('numeric'),
    /** `range` is given and read from no data: its ends become -1 and 1, what is missing 0. */
    scale: z.enum(['standard', 'minmax', 'robust', 'none', 'range']).default('standard'),
    /** Ends of a scale of that kind, 0 and 1 where they are left out. */
    range: z.tuple([z.number(), z.number()]).optional(),
    /** sign(x) * log(1 + |x|) before scaling. */
    log: z.boolean().default(false),
  }),
  /** Values seen fewer than `minimum` times share one feature “other”, which also takes unseen values. */
  z.object({ type: z.literal('oneHot'), minimum: z.number().int().min(1).default(1) }),
  /** Position in `order`, or in sorted order of the training values where it is empty; then scaled to 0..1. */
  z.object({ type: z.literal('ordinal'), order: z.array(z.string()).default([]) }),
  /** Share of training rows with the value. */
  z.object({ type: z.literal('frequency') }),
  /** Mean label of the training rows with the value, drawn towards the mean of all; training rows get it from other folds. */
  z.object({
    type: z.literal('target'),
    /** Rows of the overall mean that each value's own are joined with; null: by how far the values differ. */
    smoothing: z.number().min(0).max(1e9).nullable().default(null),
  }),
  /** Each value in one of so many features, as its hash says, with the hash's sign. */
  z.object({ type: z.literal('hash'), buckets: z.number().int().min(2).max(4096).default(64) }),
  /**
   * Words of a text by TF-IDF, or the text's place along the directions in which texts differ most. Terms stand in at least
   * `minimum` training texts.
   */
  z.object({
    type: z.literal('tfidf'),
    /** Also every two neighbouring words. */
    pairs: z.boolean().default(false),
    minimum: z.number().int().min(1).default(2),
    /** The most frequent so many. */
    terms: z.number().int().min(1).max(5000).default(1000),
    /** Truncated SVD to so many features; null: one feature a term. */
    directions: z.number().int().min(1).max(100).nullable().default(16),
  }),
  z.object({
    type: z.literal('multiHot'),
    separator: z.string().min(1).default('|'),
    minimum: z.number().int().min(1).default(1),
  }),
  /** Year, month, day of week, hour as numbers, months and weekdays on a circle (sine and cosine), and days since the first training date. */
  z.object({ type: z.literal('dateParts') }),
]);
export type Encoding = z.infer<typeof encoding>;

export const labelKind = z.enum(['binary', 'classes', 'number']);
export type LabelKind = z.infer<typeof labelKind>;

export const split = z.object({
  /** random: stratified by the label; key: rows with the same key stay together; time: the latest rows are tested. */
  kind: z.enum(['random', 'key', 'time']).default('random'),
  column: z.string().nullable().default(null),
  /** How the times of the column are written; left out, the column decides. */
  timeFormat: timeFormat.optional(),
  validation: z.number().min(0).max(0.9).default(0.1),
  test: z.number().min(0).max(0.9).default(0.2),
  /** Null: derived from the notebook seed. */
  seed: z.number().int().min(0).nullable().default(null),
});
export type Split = z.infer<typeof split>;

/** One column's fitted step: plain data, enough to encode a value anywhere. Missing gets its own indicator feature where `missing` says so. */
const fittedStep = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('numeric'),
    column: z.string(),
    log: z.boolean(),
    offset: z.number(),
    factor: z.number(),
    /** What a missing value counts as, in the column's own unit. */
    fill: z.number(),
    missing: z.boolean(),
    /** Nothing of the step was read from data. */
    known: z.literal(true).optional(),
    /** What offset and factor are of where they are not mean and deviation: smallest and range, or median and quartiles' range. */
    scale: z.enum(['minmax', 'robust']).optional(),
  }),
  z.object({
    type: z.literal('oneHot'),
    column: z.string(),
    values: z.array(z.string()),
    other: z.boolean(),
    missing: z.boolean(),
  }),
  z.object({
    type: z.literal('ordinal'),
    column: z.string(),
    values: z.array(z.string()),
    /** Encoded value of unseen and missing ones. */
    unseen: z.number(),
    missing: z.boolean(),
  }),
  z.object({
    type: z.literal('frequency'),
    column: z.string(),
    values: z.array(z.string()),
    shares: z.array(z.number()),
    missing: z.boolean(),
  }),
  z.object({
    type: z.literal('target'),
    column: z.string(),
    values: z.array(z.string()),
    /** One feature each: a class, or the positive one or the number label alone. */
    outputs: z.array(
      z.object({
        /** The class; null where there is one output. */
        name: z.string().nullable(),
        /** Smoothed mean label of each value, of unseen and of missing ones: shares of the class, or the label's own unit. */
        means: z.array(z.number()),
        unseen: z.number(),
        absent: z.number(),
        /** The feature is (mean - offset) * factor. */
        offset: z.number(),
        factor: z.number(),
        /** Rows of the overall mean joined with each value's own; null where the values do not differ. */
        smoothing: z.number().nullable(),
      }),
    ),
    missing: z.boolean(),
  }),
  z.object({
    type: z.literal('hash'),
    column: z.string(),
    buckets: z.number().int().min(1),
    missing: z.boolean(),
  }),
  z.object({
    type: z.literal('tfidf'),
    column: z.string(),
    pairs: z.boolean(),
    terms: z.array(z.string()),
    /** Inverse document frequency of each term. */
    weights: z.array(z.number()),
    /** One vector over the terms a feature; null where each term is one. */
    directions: z.array(z.array(z.number())).nullable(),
    missing: z.boolean(),
  }),
  z.object({
    type: z.literal('multiHot'),
    column: z.string(),
    separator: z.string(),
    values: z.array(z.string()),
    other: z.boolean(),
    missing: z.boolean(),
  }),
  z.object({
    type: z.literal('dateParts'),
    column: z.string(),
    /** First training date, in epoch milliseconds, and days to the last one. */
    origin: z.number(),
    spanDays: z.number(),
    missing: z.boolean(),
  }),
]);
export type FittedStep = z.infer<typeof fittedStep>;

const fittedLabel = z.object({
  column: z.string(),
  kind: labelKind,
  /** Binary: [negative, positive]; several classes: all of them; number: empty. */
  classes: z.array(z.string()),
  /** Number labels are learnt as (value - offset) * factor. */
  offset: z.number(),
  factor: z.number(),
});
export type FittedLabel = z.infer<typeof fittedLabel>;

/** The whole preparation: travels with the model. */
export const fittedPrep = z.object({
  version: z.literal(1),
  /** Columns of the raw table the preparation was fitted on, in its order. */
  columns: z.array(column),
  steps: z.array(fittedStep),
  label: fittedLabel,
  /** Names of the encoded features, in order. */
  features: z.array(z.string()),
  /** Index of the raw column each feature came from. */
  origins: z.array(z.number().int()),
});
export type FittedPrep = z.infer<typeof fittedPrep>;
