import type { CleanOutput, CleanStep, CleanStepReport } from '#shared/model/cells/clean.ts';
import { kindOf } from '#shared/model/kind-of.ts';
import type { CellValue, TableInfo } from '#shared/model/table.ts';
import type { Workspace } from '../storage/index.ts';
import { passAll } from './pass.ts';
import { asOneStep, newPlan, type Stage } from './stage.ts';
import { aggregate, planStep } from './steps/index.ts';
import type { OtherTable, StepContext } from './step-context.ts';
import { createTally, type Tally } from './tally.ts';

type Stored = Pick<Workspace, 'tables' | 'db'>;
const writeBatch = 5000;

export type CleanJob = {
  table: TableInfo;
  /** Tables to join, with the names of their cells. */
  others: { name: string; table: TableInfo }[];
  steps: readonly CleanStep[];
  pace: () => Promise<void>;
  progress(done: number, total: number): void;
};

/**
 * Takes a stored table through the steps into a new one. Steps that need to know all rows first (a mean, quartiles,
 * duplicates) look through them once; nothing is written but the last result.
 * Throws column_missing, column_type, cell_settings_invalid, cell_input_missing, join_too_many_rows.
 */
export async function cleanTable(workspace: Stored, job: CleanJob): Promise<CleanOutput> {
  const { stage, tallies, pending, shapes } = await staged(workspace, job);
  const synthetic = [job.table, ...job.others.map((other) => other.table)].some(
    (table) => table.synthetic,
  );
  const table = await store(workspace, stage, pending, synthetic, job);
  const steps = tallies.map((tally, index): CleanStepReport => ({
    ...tally,
    columnsBefore: shapes[index]?.before ?? 0,
    columnsAfter: shapes[index]?.after ?? 0,
  }));
  return { table, steps, plan: stage.plan };
}

/** Hands out the rows after the steps, in order, without storing them. Throws what `cleanTable` throws. */
export async function eachRow(
  workspace: Stored,
  job: CleanJob,
  take: (row: CellValue[]) => void,
): Promise<void> {
  const { stage, pending } = await staged(workspace, job);
  const slots = stage.columns.map((column) => column.slot);
  const emit = (row: CellValue[]): void => take(slots.map((slot) => row[slot] ?? null));
  await passAll(stage, pending, emit, { pace: job.pace });
}

type Staged = {
  stage: Stage;
  /** One a step; `pending` are those of steps whose rows have not passed yet. */
  tallies: Tally[];
  pending: Tally[];
  /** Columns before and after each step. */
  shapes: { before: number; after: number }[];
};

/** Plans all steps, looking through the rows where they have to. */
async function staged(workspace: Stored, job: CleanJob): Promise<Staged> {
  let stage = stageOf(workspace, job.table);
  const tallies: Tally[] = [];
  const shapes: { before: number; after: number }[] = [];
  const others = job.others.map((other) => otherTable(workspace, other.name, other.table));
  let pending: Tally[] = [];
  for (const [index, step] of job.steps.entries()) {
    const { rows } = stage.source;
    const context: StepContext = {
      at: index,
      path: `steps.${index}`,
      others,
      pace: job.pace,
      progress: (done) => job.progress(done, rows),
    };
    const before = stage.columns.length;
    if (step.type === 'aggregate') {
      const result = await aggregate(stage, step, pending, context);
      stage = result.stage;
      tallies.push(result.tally);
      pending = [];
    } else {
      stage = asOneStep(stage, await planStep(stage, step, context));
      const tally = createTally();
      tallies.push(tally);
      pending.push(tally);
    }
    shapes.push({ before, after: stage.columns.length });
  }
  return { stage, tallies, pending, shapes };
}

async function store(
  workspace: Stored,
  stage: Stage,
  tallies: readonly Tally[],
  synthetic: boolean,
  { pace, progress }: CleanJob,
): Promise<TableInfo> {
  const columns = stage.columns.map((column) => ({ name: column.name, ...kindOf(column) }));
  const slots = stage.columns.map((column) => column.slot);
  const writer = workspace.tables.create(columns, { synthetic });
  let rows: CellValue[][] = [];
  const flush = (): void => {
    if (rows.length > 0) writer.append(rows);
    rows = [];
  };
  try {
    const add = (row: CellValue[]): void => {
      rows.push(slots.map((slot) => row[slot] ?? null));
      if (rows.length >= writeBatch) flush();
    };
    const total = stage.source.rows;
    await passAll(stage, tallies, add, { pace, progress: (done) => progress(done, total) });
    flush();
    return writer.finish();
  } catch (error) {
    writer.abort();
    throw error;
  }
}

function stageOf({ tables }: Stored, table: TableInfo): Stage {
  const columns = table.columns.map((column, slot) => ({ ...column, slot }));
  return {
    source: {
      rows: table.rows,
      slots: table.columns.length,
      *scan(columns) {
        for (const { rows } of tables.scan(table.id, { columns })) yield rows;
      },
    },
    columns,
    transforms: [],
    width: columns.length,
    plan: newPlan(columns, null),
  };
}

function otherTable({ tables }: Stored, name: string, info: TableInfo): OtherTable {
  const row = tables.rowReader(info.id);
  return {
    name,
    info,
    *scan(columns) {
      for (const { rows } of tables.scan(info.id, { columns })) yield rows;
    },
    row: (position) => row(position + 1) ?? [],
  };
}
