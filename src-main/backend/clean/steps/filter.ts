import { settingsValue } from '../settings-value.ts';
import { stageColumn } from '../stage.ts';
import type { Plan } from '../step-context.ts';
import { withKept } from '../value-step.ts';

/**
 * Rows for which the comparison holds stay. A missing value is not equal to any other, so `not_equals` keeps it and the
 * orders drop it. Text is compared by code unit, which puts dates in order of time.
 */
export const planFilter: Plan<'filter'> = (stage, { column: name, compare, value }, context) => {
  const column = stageColumn(stage, name);
  const wanted = settingsValue(value, column, `${context.path}.value`);
  const condition =
    compare === 'present' || compare === 'missing'
      ? { is: compare }
      : { is: compare, value: wanted };
  return withKept(stage, { type: 'keep', column: name, condition });
};
