import type { ColumnRange, DependenceAnswer } from '#shared/model/cells/explain.ts';
import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import { kindOf } from '#shared/model/kind-of.ts';
import type { CellValue } from '#shared/model/table.ts';
import { rawRows, type Stored } from '../features/index.ts';
import type { Score } from './explained.ts';

/**
 * Partial dependence (Friedman 2001): the mean score of the rows with one column set to each value in turn, all else as it
 * is; and the same line of single rows (Goldstein and others 2015), evenly taken from the sample.
 */
export async function partialDependence(
  workspace: Stored,
  features: FeaturesOutput,
  score: Score,
  { column, values, ...kind }: ColumnRange,
  { positions, unit, curves }: { positions: readonly number[]; unit: number; curves: number },
): Promise<DependenceAnswer> {
  const rows = rawRows(workspace, features.table, positions);
  const at = features.prep.columns.findIndex(({ name }) => name === column);
  const lines = await linesOf(rows, at, values, score, unit);
  const every = curves === 0 ? Infinity : Math.max(1, rows.length / curves);
  const shown = Array.from({ length: Math.min(curves, rows.length) }, (_, k) =>
    Math.floor(k * every),
  );
  return {
    ...{ column, ...kindOf(kind), values, rows: rows.length },
    mean: lines.map((line) => line.reduce((sum, value) => sum + value, 0) / line.length),
    curves: shown.map((row) => ({
      row: positions[row]! + 1,
      scores: lines.map((line) => line[row] ?? NaN),
    })),
  };
}

/** Scores [values][rows]. */
async function linesOf(
  rows: readonly CellValue[][],
  at: number,
  values: readonly CellValue[],
  score: Score,
  unit: number,
): Promise<number[][]> {
  const changed = values.flatMap((value) => rows.map((row) => row.with(at, value)));
  const output = changed.length === 0 ? new Float64Array(0) : await score(changed);
  const units = changed.length === 0 ? 1 : output.length / changed.length;
  return values.map((_, v) =>
    rows.map((__, row) => output[(v * rows.length + row) * units + unit] ?? NaN),
  );
}
