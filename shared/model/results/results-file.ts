import { cellId, resultAddress } from '../ids.ts';
import { z } from 'zod';
import { errorData } from '../../errors/index.ts';
import { cellStatus } from '../../notebook/cell-state.ts';
import { columnDrift, predict } from '../cells/predict.ts';
import { json } from '../json.ts';
import { engineInfo, epochRecord, runEnd } from '../run.ts';

const number = z.number().nullable();

/** What a Train cell tells in the results file. */
export const trainOutputs = z.object({
  runtime: engineInfo.shape.runtime,
  device: z.string(),
  threads: z.number().int(),
  versions: z.record(z.string(), z.string()),
  end: runEnd,
  epochs: z.array(epochRecord),
  bestEpoch: z.number().int(),
  steps: z.number().int(),
  seconds: z.number(),
  parameters: z.number().int(),
  weightsHash: z.string(),
});

/** Metrics of one predictor; what does not apply to the label is null. */
export const scoredOutputs = z.object({
  accuracy: number,
  precision: number,
  recall: number,
  f1: number,
  rocAuc: number,
  /** Average precision. */
  prAuc: number,
  logLoss: number,
  brier: number,
  mae: number,
  rmse: number,
  r2: number,
});

/** What an Evaluate cell tells: the model's metrics, and the baselines' beside them. */
export const evaluateOutputs = scoredOutputs.extend({
  part: z.enum(['validation', 'test']),
  rows: z.number().int(),
  threshold: z.number(),
  classes: z.array(z.string()),
  /** confusion[actual][predicted], in the order of `classes`. */
  confusion: z.array(z.array(z.number().int())),
  baselines: z.array(scoredOutputs.extend({ name: z.string() })),
});

/** What a cell with a table tells. */
export const tableOutputs = z.object({
  rows: z.number().int(),
  columns: z.array(z.object({ name: z.string(), type: z.string() })),
  synthetic: z.boolean(),
});

/** What a Predict cell tells: its table's shape, and all it found out but the bins of the drift. */
export const predictOutputs = tableOutputs.extend({
  ...predict.output.omit({ table: true }).shape,
  drift: z.array(columnDrift.omit({ bins: true })).nullable(),
});

/** `results.json` of a notebook run without a window. */
export const resultsFile = z.object({
  format: z.literal('portrait-results'),
  version: z.literal(1),
  title: z.string(),
  seed: z.number().int(),
  /** True only if every cell succeeded. */
  succeeded: z.boolean(),
  cells: z.array(
    z.object({
      id: cellId,
      name: z.string(),
      kind: z.string(),
      state: cellStatus,
      /** In plain words; a cell behind one that failed or was stopped is not run. */
      outcome: z.enum(['done', 'failed', 'stopped', 'not run']),
      milliseconds: z.number().nullable(),
      /** Address of the result; null where there is none, and for notes. */
      address: resultAddress.nullable(),
      /** The error's code and parameters, and what they say in plain English. */
      error: errorData.extend({ sentence: z.string(), next: z.string() }).nullable(),
      /** By kind: `trainOutputs`, `evaluateOutputs`, `predictOutputs`, `tableOutputs`; any other kind's output as it is. */
      outputs: json.nullable(),
      /** Files beside this one with the cell's table: as CSV and as Parquet. */
      files: z.array(z.string()),
    }),
  ),
});
export type ResultsFile = z.infer<typeof resultsFile>;
