import { z } from 'zod';
import { encoding, fittedPrep, labelKind, split } from '../prep.ts';
import { timeDecision } from '../../values/time/format.ts';
import { cellValue, tableInfo } from '../table.ts';
import { oneTable, type CellKindDefinition } from './value-type.ts';

const part = z.enum(['train', 'validation', 'test']);
export type Part = z.infer<typeof part>;

const encodedRows = z.object({
  total: z.number().int(),
  numbers: z.array(z.number().int()),
  parts: z.array(part),
  raw: z.array(z.array(cellValue)),
  encoded: z.array(z.array(z.number())),
  labels: z.array(z.array(z.number())),
});
export type EncodedRows = z.infer<typeof encodedRows>;

export const features = {
  kind: 'features',
  version: 7,
  settings: z.object({
    label: z
      .object({
        column: z.string().nullable().default(null),
        kind: z.union([z.literal('auto'), labelKind]).default('auto'),
        /** The class counted as positive; null takes TRUE, 1, yes, or the rarer one. */
        positive: z.string().nullable().default(null),
      })
      .prefault({}),
    /** Columns not listed are `auto`. */
    columns: z.array(z.object({ column: z.string(), encoding })).default([]),
    split: split.prefault({}),
  }),
  output: z.object({
    table: tableInfo,
    prep: fittedPrep,
    rows: z.object({
      train: z.number().int(),
      validation: z.number().int(),
      test: z.number().int(),
      unlabelled: z.number().int(),
    }),
    /** How the column of a split by time was read; null where the table stores dates, or there is no such split. */
    splitTimes: timeDecision.nullable().default(null),
    /** Rows per class and part; empty for numbers. */
    classCounts: z.array(
      z.object({ value: z.string(), train: z.number(), validation: z.number(), test: z.number() }),
    ),
    /** Columns left out by themselves, and why. */
    skipped: z.array(
      z.object({
        column: z.string(),
        reason: z.enum([
          'constant',
          'all_missing',
          'identifier',
          /** Names people or things, again and again. */
          'reference',
          'too_many_values',
          'label',
          'chosen',
          'split',
        ]),
      }),
    ),
    warnings: z.array(
      z.object({
        kind: z.enum([
          'leakage',
          /** Values of a column that differ by rounding alone, or of which few are so large that the rest become one. */
          'near_constant',
          'dominated',
          /** Numbers taken for codes: categories, not sizes. */
          'code',
          /** Numbers whose values look like codes, used as sizes all the same. */
          'maybe_code',
          'more_features_than_rows',
          'few_rows',
          'few_of_class',
          'class_missing_in_part',
          /** Of the column that a split by time goes by: numbers that are no dates, rows without a time, no later test. */
          'split_only_order',
          'split_without_time',
          'split_nothing_later',
        ]),
        column: z.string().nullable(),
        /** Of a class: its name, the part, and how many of its rows are of the class; of rows without a time: how many. */
        value: z.string().optional(),
        part: part.optional(),
        count: z.number().int().optional(),
      }),
    ),
    /** Blob of one byte per row: 0 train, 1 validation, 2 test, 255 no label. */
    splitBlob: z.string(),
    /** Blob of what training rows have as features of `target` columns, float32 row by row in stored order; left out without such. */
    outOfFoldBlob: z.string().optional(),
  }),
  produces: 'features',
  slots: [oneTable],
  cost: 'cheap',
  usesSeed: true,
  isUnset: ({ label }: { label: { column: string | null } }) => label.column === null,
  queries: {
    rows: {
      input: z.object({
        offset: z.number().int().min(0),
        limit: z.number().int().min(1).max(500),
        part: part.nullable(),
      }),
      output: encodedRows,
    },
  },
} as const satisfies CellKindDefinition;
export type FeaturesSettings = z.infer<typeof features.settings>;
export type FeaturesOutput = z.infer<typeof features.output>;
