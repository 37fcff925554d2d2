import type { ExportedModel } from '#shared/export/exported-model.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { isNumberType } from '../graph/index.ts';
import type { Given } from './golden-file.ts';

/** A row to show a call with: the first golden one, its missing values aside, or examples of the columns. */
export function sampleRow(model: ExportedModel): CellValue[] {
  const golden = model.golden[0]?.row;
  return model.inputs.map(({ examples, type }, at) => {
    const value = golden?.[at] ?? examples[0];
    return value ?? (isNumberType(type) ? 1 : 'text');
  });
}

/** The columns of a call beside their values in it. */
export function sampleValues(
  model: ExportedModel,
  { columns, given }: Given,
): { column: Column; value: CellValue }[] {
  const values = given(sampleRow(model));
  return columns.map((column, at) => ({ column, value: values[at] ?? null }));
}

/** A value in Python's spelling; text as JSON writes it, which Python reads alike. */
export function pythonValue(value: CellValue, column: Column): string {
  if (value === null) return isNumberType(column.type) ? 'math.nan' : '""';
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
