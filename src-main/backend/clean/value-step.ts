import { valueChange, typeAfter, type ValueStep } from '#shared/encoding/plan/value-change.ts';
import type { PlanStep } from '#shared/encoding/plan/clean-plan.ts';
import { holds } from '#shared/encoding/plan/condition.ts';
import { stageColumn, withTransform, withType, type Stage, type Transform } from './stage.ts';
import { noteChange } from './tally.ts';

/** The stage after a fitted step that puts another value in place of one; every changed value counts. */
export function withValues(stage: Stage, fitted: ValueStep): Stage {
  const { slot, name, type } = stageColumn(stage, fitted.column);
  const change = valueChange(fitted);
  const transform: Transform = {
    reads: [slot],
    writes: [slot],
    reshapes: false,
    begin: (tally) => (row, emit) => {
      const before = row[slot] ?? null;
      const after = change(before);
      if (after !== before) {
        row[slot] = after;
        noteChange(tally, name, before, after);
      }
      emit(row);
    },
  };
  return withTransform(withType(stage, name, typeAfter(fitted, type)), transform, [fitted]);
}

/** The stage after a step that lets only rows pass for which its condition holds. */
export function withKept(stage: Stage, fitted: Extract<PlanStep, { type: 'keep' }>): Stage {
  const { slot } = stageColumn(stage, fitted.column);
  const isKept = holds(fitted.condition);
  const transform: Transform = {
    reads: [slot],
    writes: [],
    reshapes: true,
    begin: () => (row, emit) => {
      if (isKept(row[slot] ?? null)) emit(row);
    },
  };
  return withTransform(stage, transform, [fitted]);
}
