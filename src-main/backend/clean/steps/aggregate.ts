import { PortraitError } from '#shared/errors/index.ts';
import type { CleanStep } from '#shared/model/cells/clean.ts';
import { kindOf } from '#shared/model/kind-of.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { dayMilliseconds, storedTime } from '#shared/values/time/index.ts';
import { passAll, passSlots } from '../pass.ts';
import { newPlan, stageColumn, typedColumn, type Stage } from '../stage.ts';
import type { StepContext } from '../step-context.ts';
import { createTally, type Tally } from '../tally.ts';
import { aggregator, type Aggregator, type Gatherer } from './aggregates.ts';

type AggregateStep = Extract<CleanStep, { type: 'aggregate' }>;
const batch = 2000;

/**
 * One row per value of `by`, in order of first appearance; rows without one are left out and counted. A value whose events all lie
 * outside the window still gets its row. Takes all steps before it for good, so `tallies` is filled for them; the tally
 * of this step comes back beside the new stage.
 */
export async function aggregate(
  stage: Stage,
  step: AggregateStep,
  tallies: readonly Tally[],
  context: StepContext,
): Promise<{ stage: Stage; tally: Tally }> {
  const by = stageColumn(stage, step.by);
  const aggregators = step.columns.map((wanted) => aggregator(stage, wanted));
  const columns = resultColumns(stage, step, aggregators, `${context.path}.columns`);
  const window = await windowOf(stage, step, context);
  const latest = await Promise.all(
    step.columns.map((wanted) =>
      wanted.function === 'recency' ? latestOf(stage, wanted.column, context) : Promise.resolve(0),
    ),
  );
  const groups = new Map<CellValue, Gatherer[]>();
  const tally = createTally();
  const take = (row: CellValue[]): void => {
    tally.rowsBefore++;
    const key = row[by.slot] ?? null;
    if (key === null) {
      tally.withoutKey++;
      return;
    }
    let gatherers = groups.get(key);
    if (gatherers === undefined) {
      gatherers = aggregators.map((entry, at) => entry.create(latest[at]!));
      groups.set(key, gatherers);
    }
    const inside = window(row);
    gatherers.forEach((gatherer, at) => {
      if (inside || aggregators[at]?.always === true) gatherer.add(row);
    });
  };
  await passAll(stage, tallies, take, context);
  refuseInexact(groups, step, columns);
  tally.rowsAfter = groups.size;
  return { stage: fromGroups(groups, columns, context.at), tally };
}

function resultColumns(
  stage: Stage,
  step: AggregateStep,
  aggregators: Aggregator[],
  path: string,
): Column[] {
  const by = stageColumn(stage, step.by);
  const columns: Column[] = [
    { name: by.name, ...kindOf(by) },
    ...step.columns.map((wanted, at): Column => ({
      name: wanted.as,
      ...(aggregators[at]?.kind ?? { type: 'real' }),
    })),
  ];
  const twice = columns.find(
    (column, at) => column.name === '' || columns.findIndex((c) => c.name === column.name) < at,
  );
  if (twice === undefined) return columns;
  throw new PortraitError('cell_settings_invalid', { path, detail: `“${twice.name}”` });
}

async function windowOf(
  stage: Stage,
  step: AggregateStep,
  context: StepContext,
): Promise<(row: CellValue[]) => boolean> {
  if (step.windowDays === null) return () => true;
  const { slot } = typedColumn(stage, step.time ?? '', ['date']);
  const from =
    (await latestOf(stage, step.time ?? '', context)) - step.windowDays * dayMilliseconds;
  return (row) => (storedTime(row[slot]) ?? -Infinity) >= from;
}

async function latestOf(stage: Stage, column: string, context: StepContext): Promise<number> {
  const { slot } = typedColumn(stage, column, ['date']);
  let latest = -Infinity;
  const look = (row: CellValue[]): void => {
    latest = Math.max(latest, storedTime(row[slot]) ?? -Infinity);
  };
  await passSlots(stage, [slot], look, context);
  return latest;
}

/** @throws sum_integer_too_large, sum_too_large where a sum cannot be written as a value of its column */
function refuseInexact(
  groups: Map<CellValue, Gatherer[]>,
  { columns: wanted }: AggregateStep,
  columns: readonly Column[],
): void {
  wanted.forEach((aggregation, at) => {
    if (aggregation.function !== 'sum') return;
    const integer = columns[at + 1]?.type === 'integer';
    for (const [key, gatherers] of groups) {
      const sum = gatherers[at]?.result();
      if (typeof sum !== 'number') continue;
      const params = { column: aggregation.column, group: String(key) };
      if (integer && !Number.isSafeInteger(sum))
        throw new PortraitError('sum_integer_too_large', params);
      if (!Number.isFinite(sum)) throw new PortraitError('sum_too_large', params);
    }
  });
}

function fromGroups(groups: Map<CellValue, Gatherer[]>, columns: Column[], step: number): Stage {
  const placed = columns.map((column, slot) => ({ ...column, slot }));
  return {
    source: {
      rows: groups.size,
      slots: columns.length,
      *scan(wanted) {
        let rows: CellValue[][] = [];
        for (const [key, gatherers] of groups) {
          const value = (slot: number): CellValue =>
            slot === 0 ? key : (gatherers[slot - 1]?.result() ?? null);
          rows.push(wanted.map(value));
          if (rows.length < batch) continue;
          yield rows;
          rows = [];
        }
        if (rows.length > 0) yield rows;
      },
    },
    columns: placed,
    transforms: [],
    width: columns.length,
    plan: newPlan(placed, { step, type: 'aggregate' }),
  };
}
