import type { CellValue } from '#shared/model/table.ts';
import { settingsValue } from '../settings-value.ts';
import { stageColumn, withTransform } from '../stage.ts';
import type { Plan } from '../step-context.ts';

type Order = (value: string | number, bound: string | number) => boolean;

const orders: Record<'less' | 'at_most' | 'greater' | 'at_least', Order> = {
  less: (value, bound) => value < bound,
  at_most: (value, bound) => value <= bound,
  greater: (value, bound) => value > bound,
  at_least: (value, bound) => value >= bound,
};

/**
 * Rows for which the comparison holds stay. A missing value is not equal to any other, so `not_equals` keeps it and the
 * orders drop it. Text is compared by code unit, which puts dates in order of time.
 */
export const planFilter: Plan<'filter'> = (stage, step, context) => {
  const column = stageColumn(stage, step.column);
  const { slot } = column;
  const wanted = settingsValue(step.value, column, `${context.path}.value`);
  const holds = (value: CellValue): boolean => {
    switch (step.compare) {
      case 'present':
        return value !== null;
      case 'missing':
        return value === null;
      case 'equals':
        return value === wanted;
      case 'not_equals':
        return value !== wanted;
      default:
        return value !== null && wanted !== null && orders[step.compare](value, wanted);
    }
  };
  return withTransform(stage, {
    reads: [slot],
    writes: [],
    reshapes: true,
    begin: () => (row, emit) => {
      if (holds(row[slot] ?? null)) emit(row);
    },
  });
};
