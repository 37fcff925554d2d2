import type { CleanStep } from '#shared/model/cells/clean.ts';
import { typedColumn, withTransform } from '../stage.ts';
import type { Plan } from '../step-context.ts';
import { noteChange } from '../tally.ts';

/** Text is normalised; text of which nothing is left becomes missing. */
export const planText: Plan<'text'> = (stage, step) => {
  const { slot, name } = typedColumn(stage, step.column, ['text', 'category']);
  return withTransform(stage, {
    reads: [slot],
    writes: [slot],
    reshapes: false,
    begin: (tally) => (row, emit) => {
      const before = row[slot];
      if (typeof before === 'string') {
        const text = normalised(before, step);
        const after = text === '' ? null : text;
        if (after !== before) {
          row[slot] = after;
          noteChange(tally, name, before, after);
        }
      }
      emit(row);
    },
  });
};

function normalised(text: string, step: Extract<CleanStep, { type: 'text' }>): string {
  let result = step.normalise ? text.normalize('NFKC') : text;
  if (step.collapseSpaces) result = result.replace(/\s+/gu, ' ');
  if (step.trim) result = result.trim();
  if (step.case === 'lower') return result.toLowerCase();
  return step.case === 'upper' ? result.toUpperCase() : result;
}
