import type { PredictTold } from '#shared/model/cells/predict.ts';
import type { FittedPrep } from '#shared/model/prep.ts';
import type { CellValue } from '#shared/model/table.ts';

/** Counts empty texts in columns whose fitted values have none: they are no missing values, and no known ones either. */
export function createEmptyTexts(prep: Pick<FittedPrep, 'columns' | 'steps'>): {
  add(row: readonly CellValue[], number: number): void;
  told(): PredictTold[];
} {
  const columns = prep.steps.flatMap((step) => {
    if (!('values' in step) || step.type === 'multiHot' || step.values.includes('')) return [];
    const at = prep.columns.findIndex(({ name }) => name === step.column);
    const type = prep.columns[at]?.type ?? 'text';
    return [{ at, column: step.column, type, count: 0, row: 0 }];
  });
  return {
    add(row, number) {
      for (const column of columns) {
        if (row[column.at] !== '') continue;
        if (column.count++ === 0) column.row = number;
      }
    },
    told: () =>
      columns
        .filter(({ count }) => count > 0)
        .map(({ column, type, count, row }) => ({
          ...{ column, found: type, expected: type, count, row },
          kind: 'empty_text',
        })),
  };
}
