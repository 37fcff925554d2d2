import type { ExportedModel, GoldenRow } from '#shared/export/exported-model.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { isNumberType } from '../graph/index.ts';
import type { ExportFile } from './target.ts';
import { textFile } from './text-file.ts';

/** What a consumer gives where it is not the model's inputs as they are: columns, and their values for a row of the inputs. */
export type Given = { columns: readonly Column[]; given(row: readonly CellValue[]): CellValue[] };

/**
 * `golden.json`: rows with their features and scores, a row a line, for every consumer to compare with. With `given`, rows also
 * have the values given, what a float32 net may be off by (null where it overflows), and the label (null where it may fall
 * either way).
 */
export function goldenFile(model: ExportedModel, given?: Given): ExportFile {
  const { inputs, prep, golden } = model;
  const head = {
    columns: inputs.map(({ name, type }) => ({ name, type })),
    features: prep.features,
    classes: prep.label.classes,
    ...(given && {
      given: given.columns.map(({ name, type }) => ({ name, number: isNumberType(type) })),
    }),
  };
  const rows = golden.map((row) =>
    JSON.stringify(given ? { ...row, ...consumed(model, row, given) } : row),
  );
  return textFile(
    'golden.json',
    `${JSON.stringify(head).slice(0, -1)},"rows":[\n${rows.join(',\n')}\n]}`,
  );
}

function consumed(
  model: ExportedModel,
  row: GoldenRow,
  { given }: Given,
): { given: CellValue[]; tolerance: number | null; label: string | null } {
  const tolerance = toleranceOf(model, row);
  return { given: given(row.row), tolerance, label: labelOf(model, row, tolerance) };
}

/** Largest |feature| up to which float32 nets are held to the finer tolerance, and beyond which their sums overflow. */
const [near, floatReach] = [10, 1e30];
const tolerances = { near: 1e-6, far: 5e-6 };

function toleranceOf({ prep }: ExportedModel, { features }: GoldenRow): number | null {
  const largest = features.reduce((most, x) => Math.max(most, Math.abs(x)), 0);
  if (largest > floatReach) return null;
  const unit = prep.label.kind === 'number' ? Math.abs(prep.label.factor) : 1;
  return (largest <= near ? tolerances.near : tolerances.far) / unit;
}

function labelOf(model: ExportedModel, row: GoldenRow, tolerance: number | null): string | null {
  if (row.class === null || tolerance === null) return null;
  const [best = 0, next = model.decision?.threshold ?? 0.5] = [...row.scores].sort((a, b) => b - a);
  if (Math.abs(best - next) <= 2 * tolerance) return null;
  return model.prep.label.classes[row.class] ?? null;
}
