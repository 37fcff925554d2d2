import { kindOf } from '../../model/kind-of.ts';
import type { CellValue, Column } from '../../model/table.ts';
import { isMissingMark } from '../../values/missing-marks.ts';
import type { CleanPlan, PlanStep } from './clean-plan.ts';
import { holds } from './condition.ts';
import { kindAfter, valueChange } from './value-change.ts';

/** A column on its way through the steps: `origin` is the position among the plan's own columns it comes from. */
type Placed = Column & { slot: number; origin: number };

/** A row after the steps. Columns are told by their position among those of the plan. */
export type PlannedRow = {
  row: CellValue[];
  /** The column for whose value the row left the table first; null where it stayed. */
  left: number | null;
  /** Columns whose value could not be read as another type and is missing now, marks of missing values aside. */
  unread: number[];
};

export type PlanRows = {
  /** Columns of the rows that come out, each with the position of the column it comes from among those that go in. */
  columns: (Column & { origin: number })[];
  /** Takes a row (values of the plan's columns, in their order) through all steps; the row given is left as it is. */
  apply(row: readonly CellValue[]): PlannedRow;
};

/** Compiles a plan. @throws RangeError where a step names a column that is not there */
export function createPlanRows(plan: CleanPlan): PlanRows {
  let columns = plan.columns.map((column, at): Placed => ({ ...column, slot: at, origin: at }));
  let width = columns.length;
  const moves: { move: Move; origin: number }[] = [];
  for (const step of plan.steps) {
    if (step.type === 'drop') {
      for (const name of step.columns) placed(columns, name);
      columns = columns.filter(({ name }) => !step.columns.includes(name));
      continue;
    }
    const column = placed(columns, step.column);
    if (step.type === 'indicator') {
      const { origin } = column;
      columns = [...columns, { name: step.as, type: 'boolean', slot: width, origin }];
    }
    moves.push({ move: moveOf(step, column.slot, width), origin: column.origin });
    if (step.type === 'indicator') width++;
    const after = changed(step, column);
    columns = columns.map((other) => (other === column ? after : other));
  }
  const slots = columns.map(({ slot }) => slot);
  return {
    columns: columns.map((column) => ({
      ...{ name: column.name, ...kindOf(column) },
      origin: column.origin,
    })),
    apply(given) {
      const row = [...given];
      let left: number | null = null;
      const unread: number[] = [];
      for (const { move, origin } of moves) {
        const happened = move(row);
        if (happened === 'left') left ??= origin;
        if (happened === 'unread') unread.push(origin);
      }
      return { row: slots.map((slot) => row[slot] ?? null), left, unread };
    },
  };
}

/** What a step does to a row of slots, and what is to be told of it. */
type Move = (row: CellValue[]) => 'left' | 'unread' | null;

function moveOf(step: Exclude<PlanStep, { type: 'drop' }>, slot: number, free: number): Move {
  switch (step.type) {
    case 'rename':
      return () => null;
    case 'keep': {
      const isKept = holds(step.condition);
      return (row) => (isKept(row[slot] ?? null) ? null : 'left');
    }
    case 'indicator':
      return (row) => {
        row[free] = (row[slot] ?? null) === null ? 1 : 0;
        return null;
      };
    case 'retype': {
      const change = valueChange(step);
      return (row) => {
        const before = row[slot] ?? null;
        const after = change(before);
        row[slot] = after;
        return before !== null && after === null && !isMissingMark(String(before))
          ? 'unread'
          : null;
      };
    }
    default: {
      const change = valueChange(step);
      return (row) => {
        row[slot] = change(row[slot] ?? null);
        return null;
      };
    }
  }
}

function changed(step: Exclude<PlanStep, { type: 'drop' }>, column: Placed): Placed {
  if (step.type === 'rename') return { ...column, name: step.to };
  if (step.type === 'keep' || step.type === 'indicator') return column;
  const { name, slot, origin } = column;
  return { name, slot, origin, ...kindAfter(step, column) };
}

function placed(columns: readonly Placed[], name: string): Placed {
  const found = columns.find((column) => column.name === name);
  if (found === undefined) throw new RangeError(`no column ${name} for a step of the plan`);
  return found;
}
