import type { PlanStep } from '#shared/encoding/plan/clean-plan.ts';
import { columnMissing, PortraitError } from '#shared/errors/index.ts';
import type { RowPlan } from '#shared/model/cells/clean.ts';
import { kindOf } from '#shared/model/kind-of.ts';
import type { CellValue, Column, ValueKind } from '#shared/model/table.ts';
import type { Tally } from './tally.ts';

/** A row on its way through the steps: values by slot. Slots are never reused, so a step can keep on to its own. */
export type Row = CellValue[];
export type StageColumn = Column & { slot: number };
export type Emit = (row: Row) => void;

/** What one step does to each row. */
export type Transform = {
  reads: readonly number[];
  writes: readonly number[];
  /** Drops or multiplies rows, so that no later pass may leave it out. */
  reshapes: boolean;
  /** Called at the start of each pass over the rows, with a tally only where the step is to be reported. */
  begin(tally: Tally | null): (row: Row, emit: Emit) => void;
};

/** Rows before the first step: the value at position i of a batch's rows belongs in slot i. */
type Source = {
  rows: number;
  slots: number;
  scan(columns: number[]): Iterable<CellValue[][]>;
};

/** A table that exists only as a source and the steps to take: nothing is written between two steps. */
export type Stage = {
  source: Source;
  columns: readonly StageColumn[];
  transforms: readonly Transform[];
  /** Slots in use. */
  width: number;
  /** The steps since the last one that needed more than one row, as data. */
  plan: RowPlan;
};

/** Rows that come from somewhere else: a plan begins with their columns. */
export function newPlan(columns: readonly StageColumn[], after: RowPlan['after']): RowPlan {
  return {
    columns: columns.map((column) => ({ name: column.name, ...kindOf(column) })),
    steps: [],
    after,
    passed: [],
  };
}

const identity: Transform = {
  reads: [],
  writes: [],
  reshapes: false,
  begin: () => (row, emit) => emit(row),
};

/** Throws column_missing. */
export function stageColumn(stage: Stage, name: string): StageColumn {
  const column = stage.columns.find((candidate) => candidate.name === name);
  if (column === undefined) throw columnMissing(name, stage.columns);
  return column;
}

/** Throws column_missing and column_type. */
export function typedColumn(
  stage: Stage,
  name: string,
  types: readonly [Column['type'], ...Column['type'][]],
): StageColumn {
  const column = stageColumn(stage, name);
  if (types.includes(column.type)) return column;
  throw new PortraitError('column_type', {
    column: name,
    found: column.type,
    expected: types.join('|'),
  });
}

/** The stage after a step: what it does to rows here, and the same as data. */
export function withTransform(
  stage: Stage,
  transform: Transform,
  fitted: readonly PlanStep[] = [],
): Stage {
  return { ...withFitted(stage, fitted), transforms: [...stage.transforms, transform] };
}

/** The stage with steps of its plan that leave the rows themselves as they are. */
export function withFitted(stage: Stage, fitted: readonly PlanStep[]): Stage {
  return { ...stage, plan: { ...stage.plan, steps: [...stage.plan.steps, ...fitted] } };
}

export function withKind(stage: Stage, name: string, kind: ValueKind): Stage {
  const columns = stage.columns.map((column) =>
    column.name === name ? { name, slot: column.slot, ...kindOf(kind) } : column,
  );
  return { ...stage, columns };
}

/** The later stage with all transforms since the earlier one as a single one: one a step, as steps are reported. */
export function asOneStep(before: Stage, after: Stage): Stage {
  const added = after.transforms.slice(before.transforms.length);
  return { ...after, transforms: [...before.transforms, added.reduce(inTurn, identity)] };
}

function inTurn(first: Transform, second: Transform): Transform {
  if (first === identity) return second;
  return {
    reads: [...first.reads, ...second.reads],
    writes: [...first.writes, ...second.writes],
    reshapes: first.reshapes || second.reshapes,
    begin(tally) {
      const [one, other] = [first.begin(tally), second.begin(tally)];
      return (row, emit) => one(row, (passed) => other(passed, emit));
    },
  };
}

/** Adds columns at the end; names already there get `prefix` in front, or a number behind. Gives the slots as well. */
export function withColumns(
  stage: Stage,
  added: readonly Column[],
  prefix = '',
): { stage: Stage; slots: number[] } {
  const names = new Set(stage.columns.map((column) => column.name));
  const columns = added.map((column, index) => {
    const { name } = column;
    const wanted = names.has(name) && prefix !== '' ? `${prefix} ${name}` : name;
    let free = wanted;
    for (let number = 2; names.has(free); number++) free = `${wanted} ${number}`;
    names.add(free);
    return { name: free, ...kindOf(column), slot: stage.width + index };
  });
  return {
    stage: {
      ...stage,
      columns: [...stage.columns, ...columns],
      width: stage.width + added.length,
    },
    slots: columns.map((column) => column.slot),
  };
}
