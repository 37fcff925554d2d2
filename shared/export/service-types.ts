import { z } from 'zod';
import type { Expected } from './read-row.ts';

/** What a column takes that takes `Expected`, beside null. */
export const valueTypes: Record<Exclude<Expected, 'present' | 'known_column'>, z.ZodType> = {
  text: z.string(),
  number: z.number(),
  whole_number: z.int(),
  true_or_false: z.boolean(),
  date: z.string().describe('ISO 8601: 2024-05-31 or 2024-05-31 14:30:00.'),
  text_or_number: z.union([z.string(), z.number()]),
};

/** Rows to be scored; the columns of one are the model's. */
export const predictRequest = z.strictObject({ rows: z.array(z.unknown()).min(1) });

const doubts = {
  /** It is taken as “other” or as missing. */
  unseen: z
    .array(z.string())
    .describe('Columns whose value the model has no place of its own for.'),
  unread: z
    .array(z.string())
    .describe('Columns whose text could not be read and counts as missing.'),
  outside: z
    .string()
    .nullable()
    .describe('The column for whose value such a row was left out when the model was made.'),
};
const share = z.number().min(0).max(1);

/** What is told of a row, under the names consumers see, by the kind of the label. */
export const predictions = {
  binary: z.object({ label: z.string(), probability: share, ...doubts }),
  classes: z.object({
    label: z.string(),
    probabilities: z.record(z.string(), share),
    ...doubts,
  }),
  number: z.object({ value: z.number(), ...doubts }),
};
export type Prediction = z.infer<(typeof predictions)[keyof typeof predictions]>;

/** Which model answers. */
const answering = z.object({ name: z.string(), weights: z.string() });

export const predictAnswer = z.object({ model: answering, predictions: z.array(z.unknown()) });

const weight = z.number().gt(0);

/** What a recommender is asked with. */
export const recommendRequest = z.strictObject({
  history: z.array(
    z.union([z.string(), z.strictObject({ item: z.string(), weight: weight.optional() })]),
  ),
  k: z.int().min(1).optional(),
  exclude_seen: z.boolean().optional(),
  exclude: z.array(z.string()).optional(),
});

export const recommendation = z.object({
  /** Best first; fewer than asked for where there is no reason for more. */
  items: z.array(z.object({ item: z.string(), title: z.string().nullable(), score: z.number() })),
  unknown: z.array(z.string()).describe('Items of the history that are not known.'),
  fallback: z
    .enum(['popular'])
    .nullable()
    .describe('popular: the history says nothing, and what most users have is told.'),
});
export type Recommendation = z.infer<typeof recommendation>;

export const recommendAnswer = z.object({ model: answering, ...recommendation.shape });

/** What went wrong with a request. */
export const failureBody = z.object({
  error: z.object({
    ...{ code: z.string(), message: z.string(), next: z.string() },
    row: z.int().optional().describe('Counted from 1.'),
    column: z.string().optional(),
  }),
});
export type FailureBody = z.infer<typeof failureBody>;
