import { runId } from '../ids.ts';
import { z } from 'zod';
import { labelKind } from '../prep.ts';
import { columnType } from '../table.ts';
import { tableOutput } from './data.ts';
import { population, populationCount, populationSlot } from './population.ts';
import { oneTable, type CellKindDefinition } from './value-type.ts';

export const columnDrift = z.object({
  /** As Features reads it. */
  column: z.string(),
  /** Numbers and dates are compared by tenths of the training part, anything else by value. */
  by: z.enum(['tenths', 'values']),
  /** Population stability index against the training part; null where either side has no rows. */
  index: z.number().nullable(),
  /** What the index stays below in 95% of tables of this size that do not differ. */
  chance: z.number(),
  /** Share of missing values, in the training part and here. */
  missing: z.object({ train: z.number(), here: z.number() }),
  /** Values the training part does not have: rows with one, how many different ones (up to 1,000), and the first few. */
  unseen: z.object({
    rows: z.number().int(),
    values: z.number().int(),
    first: z.array(z.string()),
  }),
  /** Share of rows a bin, missing ones last where there are any; `end` is the upper end of a tenth (null: open). */
  bins: z.array(
    z.object({
      label: z.string().nullable(),
      end: z.number().nullable(),
      missing: z.boolean(),
      train: z.number(),
      here: z.number(),
    }),
  ),
});
export type ColumnDrift = z.infer<typeof columnDrift>;

const told = z.object({
  kind: z.enum([
    /** Another type than the model was trained on, whose values can be read as it. */
    'read_as',
    /** Values that cannot be read as the column's type, taken as missing. */
    'bad_value',
    'infinite',
    /** Empty text where the model knows none: a value of its own, not a missing one. */
    'empty_text',
  ]),
  column: z.string(),
  found: columnType,
  expected: columnType,
  count: z.number().int(),
  /** First row it happens in, from 1; null where it is so for the column as a whole. */
  row: z.number().int().nullable(),
});
export type PredictTold = z.infer<typeof told>;

export const predict = {
  kind: 'predict',
  version: 1,
  settings: z.object({
    /** An exported model to score with in place of a run. */
    model: z.object({ path: z.string(), name: z.string() }).nullable().default(null),
    /** Columns of the table that stand before the predictions: all, or those chosen. */
    keep: z.enum(['all', 'chosen']).default('all'),
    columns: z.array(z.string()).default([]),
    /** Binary labels: the positive class from this score on; null takes what an evaluation or the model decided, or .5. */
    threshold: z.number().min(0).max(1).nullable().default(null),
    /** Share of rows whose truth intervals and sets of classes are to hold; null for none. */
    coverage: z.number().min(0.5).max(0.999).nullable().default(0.9),
    /** Columns named, in each row, as those that moved its score most. */
    reasons: z.number().int().min(0).max(10).default(0),
    /** A value that does not fit its column's type: an error naming row and column, or missing (counted). */
    badValues: z.enum(['error', 'missing']).default('error'),
    population: population.optional(),
  }),
  /**
   * Columns of the table, behind the kept ones: `score`, `class` and `probability CLASS`, or `prediction` with `low` and
   * `high`; `set`; `reason N` and `reason N effect`; `unseen`; `outside`.
   */
  output: tableOutput.extend({
    kind: labelKind,
    label: z.string(),
    classes: z.array(z.string()),
    /** Rows by class. */
    counts: z.array(z.number().int()),
    /** Numbers: the mean prediction. */
    mean: z.number().nullable(),
    threshold: z.number().nullable(),
    /** Whose threshold it is. */
    thresholdOf: z.enum(['setting', 'evaluation', 'model', 'default']).nullable(),
    /** Whether the rows came in as Features reads them or as they were before the cleaning, and which columns were read. */
    way: z.enum(['prepared', 'raw']),
    inputs: z.array(z.string()),
    /** Columns of the table that the model does not read, the label apart. */
    ignored: z.array(z.string()),
    /** Rows that have a known label, and how often the class is right or how far the number is off on average. */
    labelled: z.object({
      rows: z.number().int(),
      accuracy: z.number().nullable(),
      meanError: z.number().nullable(),
      /** Rows whose interval or set holds the label. */
      covered: z.number().int().nullable(),
    }),
    interval: z
      .object({
        coverage: z.number(),
        /** Rows of the validation part it was calibrated on, and the quantile of their nonconformity. */
        calibrated: z.number().int(),
        quantile: z.number(),
        /** Rows of the test part, how many it holds for, and the 95% interval of that share; null without a test part. */
        checked: z
          .object({
            rows: z.number().int(),
            covered: z.number().int(),
            low: z.number(),
            high: z.number(),
          })
          .nullable(),
        /** Rows by the size of their set of classes, from 1; empty for numbers. */
        sizes: z.array(z.number().int()),
      })
      .nullable(),
    /** Why there is no interval though one was asked for. */
    noInterval: z.enum(['not_asked', 'too_few', 'no_data']).nullable(),
    /** The most, in the score's unit, by which the effects of a row do not add up to its difference; null without reasons. */
    reasonsGap: z.number().nullable(),
    /** Rows with a value the preparation has no place for, and those that cleaning would have left out. */
    unseenRows: z.number().int(),
    outsideRows: z.number().int(),
    /** By column, the largest index first; null where the model comes without its training data. */
    drift: z.array(columnDrift).nullable(),
    /** Rows of the training part the drift is measured against, and how many it has. */
    driftRows: z.object({ used: z.number().int(), all: z.number().int() }),
    told: z.array(told),
    rowsPerSecond: z.number(),
    /** Rows of the chosen segments; null where all count. */
    population: populationCount.nullable().default(null),
    run: runId.nullable(),
  }),
  produces: 'table',
  slots: [
    { name: 'run', accepts: ['run'], many: false, optional: true, connects: true },
    oneTable,
    /** An evaluation whose threshold counts here too. */
    { name: 'decision', accepts: ['evaluation'], many: false, optional: true },
    populationSlot,
  ],
  cost: 'cheap',
  queries: {},
} as const satisfies CellKindDefinition;
export type PredictSettings = z.infer<typeof predict.settings>;
export type PredictOutput = z.infer<typeof predict.output>;
