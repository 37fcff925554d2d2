import type { z } from 'zod';
import type { evaluate, EvaluateOutput } from '#shared/model/cells/evaluate.ts';
import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import { decodeClass } from '#shared/encoding/index.ts';
import { partRows, rawRows, type Stored } from '../features/index.ts';
import { unpackPredictions } from './stored-predictions.ts';

type RowsQuery = (typeof evaluate)['queries']['rows'];

/** A page of the raw rows behind one cell of the confusion matrix, with their scores. Nothing for number labels. */
export function rowsBehind(
  workspace: Stored,
  features: FeaturesOutput,
  output: EvaluateOutput,
  input: z.infer<RowsQuery['input']>,
): z.infer<RowsQuery['output']> {
  const { label } = features.prep;
  const { columns } = features.table;
  if (label.kind === 'number') return { total: 0, columns, numbers: [], rows: [], scores: [] };
  const { scores, actual } = unpackPredictions(workspace.blobs.get(output.predictions), output);
  const units = scores.length / output.rows;
  const found: number[] = [];
  actual.forEach((code, row) => {
    if (code !== input.actual) return;
    if (decodeClass(label, scores, row * units, input.threshold) === input.predicted)
      found.push(row);
  });
  const page = found.slice(input.offset, input.offset + input.limit);
  const positions = partRows(workspace, features, output.part);
  const shown = page.map((row) => positions[row]!);
  return {
    total: found.length,
    columns,
    numbers: shown.map((position) => position + 1),
    rows: rawRows(workspace, features.table, shown),
    scores: page.map((row) => [...scores.subarray(row * units, (row + 1) * units)]),
  };
}
