import { kindAfter, valueChange, type ValueStep } from '#shared/encoding/plan/value-change.ts';
import type { PlanStep } from '#shared/encoding/plan/clean-plan.ts';
import { holds } from '#shared/encoding/plan/condition.ts';
import { stageColumn, withKind, withTransform, type Stage, type Transform } from './stage.ts';
import { changeText, noteChange } from './tally.ts';

/** The stage after a fitted step that puts another value in place of one; every changed value counts. */
export function withValues(stage: Stage, fitted: ValueStep): Stage {
  const column = stageColumn(stage, fitted.column);
  const { slot, name } = column;
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
        noteChange(tally, name, changeText(before, column), changeText(after, column));
      }
      emit(row);
    },
  };
  return withTransform(withKind(stage, name, kindAfter(fitted, column)), transform, [fitted]);
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
