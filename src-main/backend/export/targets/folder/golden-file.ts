import type { ExportedModel, GoldenRow } from '#shared/export/exported-model.ts';
import type { Json } from '#shared/model/json.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { isNumberType } from '../../graph/index.ts';
import type { ExportFile } from '../target.ts';
import { jsonFile } from './files.ts';

/** Which columns a consumer gives, and their values for a row of the model's inputs. */
export type Given = { columns: readonly Column[]; given(row: readonly CellValue[]): CellValue[] };

/** Largest |feature| up to which float32 nets are held to the finer tolerance, and beyond which their sums overflow. */
const [near, floatReach] = [10, 1e30];
const tolerances = { near: 1e-6, far: 5e-6 };

/**
 * `golden.json`: rows with what the application makes of them, for the verify script of a folder. `given` are values of
 * `columns`; `tolerance` is null where a float32 net overflows; `label` is null where it may fall either way.
 */
export function goldenFile(model: ExportedModel, { columns, given }: Given): ExportFile {
  const rows = model.golden.map((row): Json => {
    const tolerance = toleranceOf(model, row);
    return {
      ...{ why: row.why, row: row.row, given: given(row.row), features: row.features },
      ...{ scores: row.scores, tolerance },
      label: labelOf(model, row, tolerance ?? Infinity),
    };
  });
  const { label } = model.prep;
  return jsonFile('golden.json', {
    columns: columns.map(({ name, type }) => ({ name, number: isNumberType(type) })),
    inputs: model.inputs.map(({ name, type }) => ({ name, type })),
    label: { column: label.column, kind: label.kind, classes: label.classes },
    features: model.prep.features,
    rows,
  });
}

function toleranceOf({ prep }: ExportedModel, { features }: GoldenRow): number | null {
  const largest = features.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  if (largest > floatReach) return null;
  const unit = prep.label.kind === 'number' ? Math.abs(prep.label.factor) : 1;
  return (largest <= near ? tolerances.near : tolerances.far) / unit;
}

function labelOf(model: ExportedModel, row: GoldenRow, tolerance: number): string | null {
  if (row.class === null) return null;
  const [best = 0, next = model.decision?.threshold ?? 0.5] = [...row.scores].sort((a, b) => b - a);
  if (Math.abs(best - next) <= 2 * tolerance) return null;
  return model.prep.label.classes[row.class] ?? null;
}
