import { z } from 'zod';

/** A value with its bootstrap percentile interval (95%). */
export const estimate = z.object({
  value: z.number().nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
});
export type Estimate = z.infer<typeof estimate>;

/** Binary and several classes. Averages over classes are macro; `threshold` applies to binary only. */
export const classificationMetrics = z.object({
  accuracy: estimate,
  precision: estimate,
  recall: estimate,
  f1: estimate,
  /** One class against the rest, macro average, for several classes. */
  rocAuc: estimate,
  /** Average precision: sum over thresholds of (recall gained) * precision. */
  prAuc: estimate,
  logLoss: estimate,
  /** Mean squared error of the probability; for several classes summed over them (0..2). */
  brier: estimate,
});
export type ClassificationMetrics = z.infer<typeof classificationMetrics>;

export const regressionMetrics = z.object({
  mae: estimate,
  rmse: estimate,
  r2: estimate,
  medianError: estimate,
});
export type RegressionMetrics = z.infer<typeof regressionMetrics>;

export const classRow = z.object({
  value: z.string(),
  precision: z.number().nullable(),
  recall: z.number().nullable(),
  f1: z.number().nullable(),
  support: z.number().int(),
});

/** At most 500 points; `threshold` is a little over 1 where nothing is predicted positive. */
export const curve = z.object({
  x: z.array(z.number()),
  y: z.array(z.number()),
  threshold: z.array(z.number()),
});
export type Curve = z.infer<typeof curve>;

export const calibrationBin = z.object({
  predicted: z.number(),
  observed: z.number(),
  count: z.number().int(),
  /** Ends of the observed share's 95% interval (Wilson); absent in older results. */
  low: z.number().optional(),
  high: z.number().optional(),
});
