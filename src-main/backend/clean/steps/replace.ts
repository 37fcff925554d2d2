import { settingsValue } from '../settings-value.ts';
import { stageColumn } from '../stage.ts';
import type { Plan } from '../step-context.ts';
import { withValues } from '../value-step.ts';

/**
 * Whole values give way to others, all at once: where a gives way to b and b to c, a becomes b. Of two rules for the
 * same value the first counts. Text is compared exactly; a missing value can be replaced too.
 * Throws cell_settings_invalid where a value does not fit the column's type.
 */
export const planReplace: Plan<'replace'> = (stage, step, context) => {
  const column = stageColumn(stage, step.column);
  const values = step.values.map(({ from, to }, index) => {
    const path = `${context.path}.values.${index}`;
    return {
      from: settingsValue(from, column, `${path}.from`),
      to: settingsValue(to, column, `${path}.to`),
    };
  });
  return withValues(stage, { type: 'replace', column: column.name, values });
};
