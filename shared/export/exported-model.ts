import { z } from 'zod';
import { groupResults } from '../model/results/group-results.ts';
import { planStep } from '../encoding/plan/clean-plan.ts';
import { scored } from '../model/cells/evaluate.ts';
import { classRow } from '../model/results/metrics.ts';
import { modelSpec } from '../model/net/model-spec.ts';
import { fittedPrep } from '../model/prep.ts';
import { cellValue, column } from '../model/table.ts';
import { trainSettings } from '../model/net/train-settings.ts';
import { numberReading } from '../values/number/number-format-schema.ts';
import { timeFormat } from '../values/time/format.ts';
import { dataOrigin } from './data-origin.ts';
import { exportedModelVersion } from './versions.ts';

/** How the texts of a file become values of a column, as the import of the training table read them. */
const textReading = z.object({
  /** Texts that stand for a missing value. */
  missing: z.array(z.string()),
  /** Number columns: how numbers are written. */
  number: numberReading.nullable(),
  /** Date columns: how dates are written; null where they stand as `2011-11-02` or `2011-11-02 12:20:00`. */
  time: timeFormat.nullable(),
});

/** A column the consumer brings. */
const inputColumn = z.object({
  ...column.shape,
  /** Whether every row the model was made from had a value here. */
  required: z.boolean(),
  /** Up to five values of the training part, the more frequent first. */
  examples: z.array(cellValue),
  text: textReading,
});
export type InputColumn = z.infer<typeof inputColumn>;

const goldenRow = z.object({
  /** Why the row is among them: taken from the test part, or made to hit a case (`missing age`, `unseen city`). */
  why: z.string(),
  /** Values of `inputs`, in their order. */
  row: z.array(cellValue),
  /** Features of `prep.features`, each a float32 number; none in a file that only scores are compared by. */
  features: z.array(z.number()),
  /** What `score` gives: see there. */
  scores: z.array(z.number()),
  class: z.number().int().nullable(),
});
export type GoldenRow = z.infer<typeof goldenRow>;

/** What the evaluation named in `source` measured, for the model card. */
const report = z.object({
  part: z.enum(['validation', 'test']),
  rows: z.number().int(),
  /** How often the test part was looked at. */
  testLooks: z.number().int(),
  model: scored,
  baselines: z.array(scored),
  perClass: z.array(classRow),
  /** Of the column the evaluation shows its results by. */
  groups: groupResults.optional(),
});
export type ModelReport = z.infer<typeof report>;

/** Where the model comes from. Nothing here says when it was exported: the same model always gives the same bytes. */
const source = z.object({
  notebook: z.string(),
  /** Names of its cells. */
  train: z.string(),
  features: z.string(),
  evaluation: z.string().nullable(),
  /** Address of the training's result. */
  address: z.string(),
  data: z.array(dataOrigin),
  rows: z.object({
    train: z.number().int(),
    validation: z.number().int(),
    test: z.number().int(),
    unlabelled: z.number().int(),
  }),
  seed: z.number().int(),
  /** When the training began, ISO 8601; null where it is not known. */
  trained: z.string().nullable(),
  /** SHA-256 of the kept weights' bytes. */
  weightsHash: z.string(),
  /** Versions of the application, the engine's runtime and libraries. */
  versions: z.record(z.string(), z.string()),
});

/**
 * A trained network with everything between a raw row and its score: `inputs` -> `plan` -> `prep` -> `spec` and `weights` ->
 * `prep.label` and `decision`.
 */
export const exportedModel = z.object({
  format: z.literal('portrait-model'),
  version: z.literal(exportedModelVersion),
  /** What it is called in the notebook. */
  name: z.string(),
  /** The columns a row must bring, and the only ones that count. */
  inputs: z.array(inputColumn).min(1),
  /** Other columns of the table the inputs come from, the label among them: may be there, and are not read. */
  ignored: z.array(z.string()),
  /** Where the exportable part begins: the cell whose table the inputs are columns of, and what keeps it from reaching further back. */
  boundary: z.object({
    cell: z.string(),
    /** `data`: nothing does, rows are those of the file. Else the step whose work needs more than one row. */
    at: z.enum(['data', 'sql', 'join', 'aggregate', 'other']),
  }),
  /** Cleaning of a row, on columns `inputs`. */
  plan: z.array(planStep),
  /** Steps of cleaning that changed which rows there were, and no value: a single row passes them as it is. */
  passed: z.array(z.enum(['duplicates'])),
  /** As Features fitted it, on the table the plan leads to; `prep.label` has the task, and the label's own words. */
  prep: fittedPrep,
  spec: modelSpec,
  weights: z.object({
    /** Of the best epoch, as early stopping restores them, or of the last. */
    kept: z.enum(['best', 'last']),
    /** All tensors of `layoutOf(spec).order` one after the other: float32, little endian, base64. */
    data: z.string(),
  }),
  /** Binary labels: the positive class from this score on, and what errors were said to cost; null for other labels. */
  decision: z
    .object({
      threshold: z.number().min(0).max(1),
      costs: z.object({ falsePositive: z.number(), falseNegative: z.number() }).nullable(),
    })
    .nullable(),
  source,
  report: report.nullable().optional(),
  /** How the weights were learnt: what training again starts from. */
  training: trainSettings.optional(),
  golden: z.array(goldenRow),
});
export type ExportedModel = z.infer<typeof exportedModel>;
