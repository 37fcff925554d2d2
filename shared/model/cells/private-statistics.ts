import { z } from 'zod';
import { noiseType } from '../../privacy/differential/noise.ts';
import { privacyUnit, question } from '../../privacy/differential/question.ts';
import { tableOutput } from './data.ts';
import { oneTable, type CellKindDefinition } from './value-type.ts';

/**
 * Numbers about a table that hide whether any one row, or person, is in it (differential privacy). Each result is drawn
 * once, from the system's source of randomness, and takes its epsilon and delta out of the workspace's budget.
 */
export const privateStatistics = {
  kind: 'privateStatistics',
  version: 1,
  settings: z.object({
    unit: privacyUnit.default('row'),
    /** Column that names the person; rows without a name are a person each. */
    person: z.string().nullable().default(null),
    /** Rows of one person that count at most, the first in the table. */
    most: z.number().int().min(1).max(1000).default(1),
    epsilon: z.number().min(0.001).max(100).default(1),
    delta: z.number().min(1e-15).max(0.01).default(1e-6),
    noise: z.enum(noiseType).default('laplace'),
    groups: z
      .object({
        column: z.string(),
        /** Known groups; null: those with rows enough to be told of are found, which takes delta. */
        values: z.array(z.string()).max(500).nullable().default(null),
      })
      .nullable()
      .default(null),
    questions: z.array(question).max(20).default([]),
    /** Raised to draw again, which takes from the budget again. */
    draw: z.number().int().min(0).default(0),
  }),
  output: tableOutput.extend({
    unit: privacyUnit,
    spent: z.object({ epsilon: z.number(), delta: z.number() }),
    /** Groups told of; null without groups, or the missing value of one. */
    groups: z.array(z.string().nullable()),
    /** A count below which a group that was found is not told of; null where groups were known. */
    leastTold: z.number().nullable(),
    questions: z.array(question),
    lines: z.array(
      z.object({
        /** Position in `groups` and in `questions`. */
        group: z.number().int(),
        question: z.number().int(),
        /** Share of a quantile, or position of a histogram's interval. */
        part: z.number().nullable(),
        value: z.number(),
        /** In 19 of 20 draws the truth lies in between; null for quantiles. */
        low: z.number().nullable(),
        high: z.number().nullable(),
        /** Of a quantile: rows its place may be off, in 19 of 20 draws. */
        ranks: z.number().nullable(),
      }),
    ),
  }),
  produces: 'table',
  slots: [oneTable],
  cost: 'heavy',
  // To draw spends: nothing draws but who asks for it.
  waitsForRun: () => true,
  isUnset: ({
    unit,
    person,
    questions,
  }: {
    unit: string;
    person: string | null;
    questions: unknown[];
  }) => questions.length === 0 || (unit === 'person' && person === null),
  viewers: 'all',
  queries: {},
} as const satisfies CellKindDefinition;
export type PrivateStatisticsSettings = z.infer<typeof privateStatistics.settings>;
export type PrivateStatisticsOutput = z.infer<typeof privateStatistics.output>;
