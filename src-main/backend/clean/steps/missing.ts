import type { CellValue } from '#shared/model/table.ts';
import type { CleanStep } from '#shared/model/cells/clean.ts';
import { meanOf } from '#shared/statistics/mean.ts';
import { quantile } from '#shared/statistics/quantile.ts';
import { NumberList } from '../numbers.ts';
import { passSlots } from '../pass.ts';
import { settingsValue } from '../settings-value.ts';
import {
  stageColumn,
  typedColumn,
  withColumns,
  withTransform,
  type Stage,
  type StageColumn,
  type Transform,
} from '../stage.ts';
import type { Plan, StepContext } from '../step-context.ts';
import { withKept, withValues } from '../value-step.ts';

type MissingStep = Extract<CleanStep, { type: 'missing' }>;

/**
 * Missing values are filled, or their rows dropped. A column of whole numbers becomes real where the filling is not
 * whole. A column without any value stays as it is.
 */
export const planMissing: Plan<'missing'> = async (stage, step, context) => {
  const column = stageColumn(stage, step.column);
  const marked = step.indicator ? withIndicator(stage, column) : stage;
  if (step.fill === 'drop_row') {
    return withKept(marked, { type: 'keep', column: column.name, condition: { is: 'present' } });
  }
  const value = await fillOf(stage, step, context);
  return value === null ? marked : withValues(marked, { type: 'fill', column: column.name, value });
};

/** A boolean column that tells where the value is missing. */
function withIndicator(stage: Stage, { slot, name }: StageColumn): Stage {
  const added = withColumns(stage, [{ name: `${name} missing`, type: 'boolean' }]);
  const [indicator = 0] = added.slots;
  const as = added.stage.columns.at(-1)?.name ?? '';
  const transform: Transform = {
    reads: [slot],
    writes: [indicator],
    reshapes: false,
    begin: () => (row, emit) => {
      row[indicator] = (row[slot] ?? null) === null ? 1 : 0;
      emit(row);
    },
  };
  return withTransform(added.stage, transform, [{ type: 'indicator', column: name, as }]);
}

async function fillOf(stage: Stage, step: MissingStep, context: StepContext): Promise<CellValue> {
  const { column: name, fill } = step;
  switch (fill) {
    case 'drop_row':
      return null;
    case 'constant':
      return settingsValue(step.value, stageColumn(stage, name), `${context.path}.value`);
    case 'mode':
      return mostFrequent(stage, stageColumn(stage, name), context);
    case 'mean':
    case 'median': {
      const { slot } = typedColumn(stage, name, ['real', 'integer']);
      const numbers = new NumberList();
      const add = (row: CellValue[]): void => {
        const value = row[slot];
        if (typeof value === 'number') numbers.push(value);
      };
      await passSlots(stage, [slot], add, context);
      if (fill === 'median') return quantile(numbers.sorted(), 0.5);
      return meanOf(numbers.values());
    }
  }
}

/** Of equally frequent values the smaller one, as pandas takes it. */
async function mostFrequent(
  stage: Stage,
  { slot }: StageColumn,
  context: StepContext,
): Promise<CellValue> {
  const counts = new Map<CellValue, number>();
  const count = (row: CellValue[]): void => {
    const value = row[slot] ?? null;
    if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
  };
  await passSlots(stage, [slot], count, context);
  return topOf(counts);
}

/** The value counted most; the smaller of equally frequent ones, null of none. */
export function topOf(counts: ReadonlyMap<CellValue, number>): CellValue {
  let top: CellValue = null;
  let most = 0;
  for (const [value, count] of counts) {
    const smaller = value !== null && top !== null && value < top;
    if (count > most || (count === most && smaller)) {
      top = value;
      most = count;
    }
  }
  return top;
}
