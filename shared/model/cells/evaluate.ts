import { runId } from '../ids.ts';
import { z } from 'zod';
import { errorData } from '../../errors/index.ts';
import {
  calibrationBin,
  classificationMetrics,
  classRow,
  curve,
  regressionMetrics,
} from '../results/metrics.ts';
import { groupResults } from '../results/group-results.ts';
import { importanceResult } from '../results/importance.ts';
import { membershipCheck } from '../results/membership.ts';
import { labelKind } from '../prep.ts';
import { cellValue, column, tableInfo } from '../table.ts';
import type { CellKindDefinition } from './value-type.ts';

/** What one predictor (the model or a baseline) reached. */
export const scored = z.object({
  name: z.enum(['model', 'majority', 'mean', 'logistic', 'linear', 'trees']),
  classification: classificationMetrics.nullable(),
  regression: regressionMetrics.nullable(),
});

/** What a false alarm and a miss cost. */
const costs = z
  .object({ falsePositive: z.number().min(0), falseNegative: z.number().min(0) })
  .default({ falsePositive: 1, falseNegative: 1 });

export const evaluate = {
  kind: 'evaluate',
  version: 6,
  settings: z.object({
    part: z.enum(['validation', 'test']).default('validation'),
    threshold: z.number().min(0).max(1).default(0.5),
    costs,
    /** Bootstrap resamples for the intervals; 0 for none. Fewer are made of parts with over 200,000 rows. */
    resamples: z.number().int().min(0).max(10_000).default(500),
    baseline: z.boolean().default(true),
    /** Column whose groups are measured each on its own, by the query `groups`. */
    groupBy: z.string().nullable().default(null),
  }),
  output: z.object({
    kind: labelKind,
    part: z.enum(['validation', 'test']),
    rows: z.number().int(),
    classes: z.array(z.string()),
    /** Several looks at the test part weaken it; counted over the life of the run. */
    testLooks: z.number().int(),
    model: scored,
    baselines: z.array(scored),
    /** Why boosted trees are not among the baselines, where they should be. */
    withoutTrees: errorData.nullable().default(null),
    /** confusion[actual][predicted], at the threshold for binary. */
    confusion: z.array(z.array(z.number().int())),
    perClass: z.array(classRow),
    /** Binary only. ROC: false positive rate against true positive rate; PR: recall against precision. */
    roc: curve.nullable(),
    pr: curve.nullable(),
    calibration: z.array(calibrationBin),
    /** Numbers: predicted against actual, at most 2,000 points. */
    scatter: z.object({ actual: z.array(z.number()), predicted: z.array(z.number()) }).nullable(),
    /** What was decided by: of the settings, or of the evaluation that feeds `decision`. */
    threshold: z.number(),
    costs,
    /** Threshold of least cost with the given costs, on this part; binary only. */
    cheapestThreshold: z.number().nullable(),
    /**
     * Blob of float32: predictions [rows, units] in the order of the part's rows (numbers in the label's unit), then each
     * row's actual class or number.
     */
    predictions: z.string(),
    /** The same as a table, beside each row's number and label; null in results of older versions. */
    table: tableInfo.nullable().default(null),
    run: runId,
  }),
  produces: 'evaluation',
  also: ['table'],
  slots: [
    { name: 'run', accepts: ['run'], many: false, optional: false },
    /** An evaluation whose threshold and costs count here too: chosen on the validation part, say, for the test part. */
    { name: 'decision', accepts: ['evaluation'], many: false, optional: true },
  ],
  cost: 'cheap',
  waitsForRun: ({ part }: { part: 'validation' | 'test' }) => part === 'test',
  usesSeed: true,
  unaddressed: ['groupBy'],
  viewers: 'part',
  queries: {
    /** What the model does for each group of a column of the raw rows. */
    groups: {
      input: z.object({ column: z.string(), threshold: z.number().min(0).max(1) }),
      output: groupResults,
    },
    /** Confusion and rates at another threshold, without a new result. */
    threshold: {
      input: z.object({
        threshold: z.number().min(0).max(1),
        falsePositive: z.number().min(0),
        falseNegative: z.number().min(0),
      }),
      output: z.object({
        confusion: z.array(z.array(z.number().int())),
        accuracy: z.number(),
        precision: z.number().nullable(),
        recall: z.number().nullable(),
        f1: z.number().nullable(),
        cost: z.number(),
      }),
    },
    /** What the run's model goes by, on validation rows whatever part is measured; null where there are none. */
    importance: { input: z.object({}), output: importanceResult.nullable() },
    /** Whether rows the run was trained on can be told from equals of the evaluated part; null where no class is in both. */
    membership: { input: z.object({}), output: membershipCheck.nullable() },
    /** The raw rows behind one cell of the confusion matrix. */
    rows: {
      input: z.object({
        actual: z.number().int().min(0),
        predicted: z.number().int().min(0),
        threshold: z.number().min(0).max(1),
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
      }),
      output: z.object({
        total: z.number().int(),
        columns: z.array(column),
        numbers: z.array(z.number().int()),
        rows: z.array(z.array(cellValue)),
        scores: z.array(z.array(z.number())),
      }),
    },
  },
} as const satisfies CellKindDefinition;
export type EvaluateSettings = z.infer<typeof evaluate.settings>;
export type EvaluateOutput = z.infer<typeof evaluate.output>;
