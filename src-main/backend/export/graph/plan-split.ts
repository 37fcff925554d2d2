import type { PlanStep } from '#shared/encoding/plan/clean-plan.ts';
import { createPlanRows } from '#shared/encoding/plan/plan-rows.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import { kindOf } from '#shared/model/kind-of.ts';
import type { CellValue, Column } from '#shared/model/table.ts';

/**
 * A plan cut in two: graphs have no Unicode normalisation, no way to take blanks off a text and none to read written numbers
 * and dates, so a column's steps up to the last of these stay with the caller; what follows is inside.
 */
export type PlanSplit = {
  outside: PlanStep[];
  inside: PlanStep[];
  /** What the graph takes: the model's inputs after the steps outside. */
  columns: Column[];
  /** Values of `columns` for a row of the model's inputs. */
  given(row: readonly CellValue[]): CellValue[];
};

/** Where a step's column comes from: an input, or the step that made it. */
type Slot = number;

export function splitPlan({ inputs, plan }: Pick<ExportedModel, 'inputs' | 'plan'>): PlanSplit {
  const slots = slotsOf(inputs, plan);
  const lastOutside = new Map<Slot, number>();
  plan.forEach((step, at) => {
    const slot = slots[at];
    if (slot !== undefined && !isCarried(step)) lastOutside.set(slot, at);
  });
  const isOutside = (step: PlanStep, at: number): boolean => {
    const slot = slots[at];
    return slot !== undefined && at <= (lastOutside.get(slot) ?? -1) && step.type !== 'keep';
  };
  const outside = plan.filter(isOutside);
  const inside = plan.filter((step, at) => step.type !== 'keep' && !isOutside(step, at));
  const rows = createPlanRows({ columns: inputs, steps: outside });
  const columns = rows.columns.map((column) => ({ name: column.name, ...kindOf(column) }));
  return { outside, inside, columns, given: (row) => rows.apply(row).row };
}

/** Steps that a graph does exactly as the plan does. */
function isCarried(step: PlanStep): boolean {
  return step.type !== 'text' && step.type !== 'retype';
}

/** The column of each step by where it comes from; undefined for a drop, which has several. */
function slotsOf(inputs: readonly Column[], plan: readonly PlanStep[]): (Slot | undefined)[] {
  const named = new Map(inputs.map(({ name }, at) => [name, at]));
  let next = inputs.length;
  return plan.map((step) => {
    if (step.type === 'drop') {
      for (const name of step.columns) named.delete(name);
      return undefined;
    }
    const slot = named.get(step.column);
    if (step.type === 'indicator') named.set(step.as, next++);
    if (step.type === 'rename' && slot !== undefined) {
      named.delete(step.column);
      named.set(step.to, slot);
    }
    return slot;
  });
}
