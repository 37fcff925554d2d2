import { z } from 'zod';
import { calibrationBin, estimate } from './metrics.ts';
import { rowGrouping } from '../row-grouping.ts';

/**
 * What a model does for one group of rows. Shares have Wilson's 95% interval, ROC AUC has DeLong's, means one of the normal
 * distribution; null where they are not defined for the label, or no row says anything.
 */
const groupResult = z.object({
  rows: z.number().int(),
  /** Binary: share that is positive, and that is predicted so (selection rate). */
  observed: estimate.nullable(),
  selected: estimate.nullable(),
  /** Binary: of the positive rows, of the negative rows, those predicted positive. */
  truePositive: estimate.nullable(),
  falsePositive: estimate.nullable(),
  precision: estimate.nullable(),
  rocAuc: estimate.nullable(),
  accuracy: estimate.nullable(),
  /** Numbers: mean absolute error. */
  error: estimate.nullable(),
  /** Numbers: mean of prediction less actual; binary: of probability less what came (calibration in the large). */
  bias: estimate.nullable(),
  /** Binary: see `EvaluateOutput`. */
  calibration: z.array(calibrationBin),
});
export type GroupResult = z.infer<typeof groupResult>;

/** Largest less smallest of the groups' figures. `equalisedOdds`: the larger of true and false positive rates'. */
export const groupGap = z.enum([
  ...(['demographicParity', 'equalOpportunity', 'equalisedOdds', 'accuracy', 'error'] as const),
]);
export type GroupGap = z.infer<typeof groupGap>;

export const groupResults = z.object({
  grouping: rowGrouping,
  /** In the order of the grouping's groups. */
  groups: z.array(groupResult),
  /** With the 95% bootstrap interval over rows, which lies above 0 also where groups differ by chance alone. */
  gaps: z.array(z.object({ gap: groupGap, ...estimate.shape })),
});
export type GroupResults = z.infer<typeof groupResults>;
