import type { CellValue } from '../model/table.ts';
import type { ExportedModel } from './exported-model.ts';

/** Values of the inputs under their names, as a request carries them: booleans as true and false. */
export function namedRow(
  { inputs }: Pick<ExportedModel, 'inputs'>,
  row: readonly CellValue[],
): Record<string, string | number | boolean | null> {
  return Object.fromEntries(
    inputs.map(({ name, type }, at) => {
      const value = row[at] ?? null;
      return [name, type === 'boolean' && value !== null ? value === 1 : value];
    }),
  );
}
