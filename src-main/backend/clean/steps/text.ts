import { typedColumn } from '../stage.ts';
import type { Plan } from '../step-context.ts';
import { withValues } from '../value-step.ts';

/** Text is normalised; text of which nothing is left becomes missing. */
export const planText: Plan<'text'> = (stage, step) => {
  typedColumn(stage, step.column, ['text', 'category']);
  const { column, normalise, collapseSpaces, trim } = step;
  return withValues(stage, {
    ...{ type: 'text', column, normalise, collapseSpaces, trim, case: step.case },
  });
};
