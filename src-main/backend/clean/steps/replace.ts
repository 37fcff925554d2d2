import type { CellValue } from '#shared/model/table.ts';
import { settingsValue } from '../settings-value.ts';
import { stageColumn, withTransform } from '../stage.ts';
import type { Plan } from '../step-context.ts';
import { noteChange } from '../tally.ts';

/**
 * Whole values give way to others, all at once: where a gives way to b and b to c, a becomes b. Of two rules for the
 * same value the first counts. Text is compared exactly; a missing value can be replaced too.
 * Throws cell_settings_invalid where a value does not fit the column's type.
 */
export const planReplace: Plan<'replace'> = (stage, step, context) => {
  const column = stageColumn(stage, step.column);
  const { slot, name } = column;
  const rules = new Map<CellValue, CellValue>();
  step.values.forEach(({ from, to }, index) => {
    const path = `${context.path}.values.${index}`;
    const value = settingsValue(from, column, `${path}.from`);
    if (!rules.has(value)) rules.set(value, settingsValue(to, column, `${path}.to`));
  });
  return withTransform(stage, {
    reads: [slot],
    writes: [slot],
    reshapes: false,
    begin: (tally) => (row, emit) => {
      const before = row[slot] ?? null;
      const after = rules.get(before);
      if (after !== undefined && after !== before) {
        row[slot] = after;
        noteChange(tally, name, before, after);
      }
      emit(row);
    },
  });
};
