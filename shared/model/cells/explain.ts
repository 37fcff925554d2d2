import { runId } from '../ids.ts';
import { z } from 'zod';
import { importanceResult } from '../results/importance.ts';
import { labelKind } from '../prep.ts';
import { cellValue, valueKind } from '../table.ts';
import type { CellKindDefinition } from './value-type.ts';

/** What a column held in the training part: the values an explanation may put in its place. */
export const columnRange = z.object({
  column: z.string(),
  ...valueKind.shape,
  /** Numbers and days: least and greatest seen; null for others. */
  low: z.number().nullable(),
  high: z.number().nullable(),
  /** Values tried in the column's place, ascending or by how often they were seen. */
  values: z.array(cellValue),
});
export type ColumnRange = z.infer<typeof columnRange>;

const change = z.object({ column: z.string(), from: cellValue, to: cellValue });
/** Changes that flip the decision together, and the score they lead to. */
const flip = z.object({
  changes: z.array(change),
  score: z.number(),
  decision: z.string(),
  /** Sum over the changed columns: share of the range seen for numbers and days, 1 for another category. */
  distance: z.number(),
});

export const explain = {
  kind: 'explain',
  version: 2,
  settings: z.object({
    part: z.enum(['validation', 'test']).default('validation'),
    /** Shuffles of each column. */
    repeats: z.number().int().min(2).max(200).default(20),
    /** At most so many rows of the part, drawn by the seed. */
    rows: z.number().int().min(50).max(50_000).default(2000),
    /** The class whose score is explained; null takes the positive one, or the likeliest of several. */
    outcome: z.string().nullable().default(null),
    /** Column of the dependence chart; null takes the most important one. */
    column: z.string().nullable().default(null),
    /** Lines of single rows beside their mean. */
    curves: z.number().int().min(0).max(200).default(40),
    /** Number of the explained row in its table, from 1; null takes the first of the part. */
    row: z.number().int().min(1).nullable().default(null),
    /** What a score is explained against: the mean of the part's encoded rows, or all encoded numbers zero. */
    baseline: z.enum(['mean', 'zero']).default('mean'),
    threshold: z.number().min(0).max(1).default(0.5),
    /** Columns that stay as they are when a decision is flipped: what nobody can change. */
    fixed: z.array(z.string()).default([]),
  }),
  output: z.object({
    kind: labelKind,
    part: z.enum(['validation', 'test']),
    label: z.string(),
    classes: z.array(z.string()),
    importance: importanceResult,
    columns: z.array(columnRange),
    /** Number of the part's first row in the table, from 1; and how many rows the table has. */
    firstRow: z.number().int(),
    tableRows: z.number().int(),
    /** Encoded rows that were drawn, as a blob of float64 means: the baseline called `mean`. */
    means: z.array(z.number()),
    /** Positions (from 0) of the drawn rows the dependence is averaged over, at most 500. */
    sample: z.array(z.number().int()),
    run: runId,
    features: z.string(),
    /** Of the evaluation that feeds `decision`, else null. */
    threshold: z.number().nullable(),
  }),
  produces: null,
  slots: [
    { name: 'run', accepts: ['run'], many: false, optional: false },
    /** An evaluation whose threshold decides here too. */
    { name: 'decision', accepts: ['evaluation'], many: false, optional: true },
  ],
  cost: 'cheap',
  waitsForRun: ({ part }: { part: 'validation' | 'test' }) => part === 'test',
  usesSeed: true,
  unaddressed: ['outcome', 'column', 'curves', 'row', 'baseline', 'threshold', 'fixed'],
  queries: {
    /** Partial dependence and the lines of single rows. */
    dependence: {
      input: z.object({
        column: z.string(),
        outcome: z.string().nullable(),
        curves: z.number().int().min(0).max(200),
      }),
      output: z.object({
        column: z.string(),
        ...valueKind.shape,
        values: z.array(cellValue),
        /** Mean score of the rows with each value put in. */
        mean: z.array(z.number()),
        curves: z.array(z.object({ row: z.number().int(), scores: z.array(z.number()) })),
        rows: z.number().int(),
      }),
    },
    /** One row's score taken apart: contributions that add up to it from the baseline's. */
    row: {
      input: z.object({
        row: z.number().int().min(1),
        outcome: z.string().nullable(),
        baseline: z.enum(['mean', 'zero']),
      }),
      output: z.object({
        row: z.number().int(),
        outcome: z.string().nullable(),
        score: z.number(),
        baselineScore: z.number(),
        /** score - baselineScore - sum of all contributions. */
        gap: z.number(),
        passes: z.number().int(),
        columns: z.array(
          z.object({
            column: z.string(),
            value: cellValue,
            contribution: z.number(),
            features: z.array(
              z.object({
                name: z.string(),
                x: z.number(),
                baseline: z.number(),
                contribution: z.number(),
              }),
            ),
          }),
        ),
      }),
    },
    /** The smallest changes of raw values, within what was seen, that lead to another decision. */
    flip: {
      input: z.object({
        row: z.number().int().min(1),
        threshold: z.number().min(0).max(1),
        fixed: z.array(z.string()),
      }),
      output: z.object({
        row: z.number().int(),
        score: z.number(),
        decision: z.string(),
        flips: z.array(flip),
        tried: z.number().int(),
        /** Most columns changed together in what was tried. */
        together: z.number().int(),
      }),
    },
  },
} as const satisfies CellKindDefinition;
export type ExplainSettings = z.infer<typeof explain.settings>;
export type ExplainOutput = z.infer<typeof explain.output>;
export type DependenceAnswer = z.infer<typeof explain.queries.dependence.output>;
export type RowAnswer = z.infer<typeof explain.queries.row.output>;
export type FlipAnswer = z.infer<typeof explain.queries.flip.output>;
