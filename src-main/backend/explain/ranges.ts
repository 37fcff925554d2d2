import type { ColumnRange } from '#shared/model/cells/explain.ts';
import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import type { FittedStep } from '#shared/model/prep.ts';
import { kindOf } from '#shared/model/kind-of.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { valueNumber } from '#shared/encoding/index.ts';
import { quantile } from '#shared/statistics/quantile.ts';
import { storedTime } from '#shared/values/time/index.ts';
import { splitRows, type Stored } from '../features/index.ts';

/** Values of a column in the dependence chart, as scikit-learn takes them: all where there are few, else even steps from 5% to 95%. */
const gridPoints = 21;
/** Of a category, the commonest. */
const mostCategories = 30;
/** Training rows whose numbers are kept for the quantiles. */
const sampled = 20_000;

/** What the columns of a preparation held in the training part. */
export async function rangesSeen(
  workspace: Stored,
  features: FeaturesOutput,
  pace: () => Promise<void>,
): Promise<ColumnRange[]> {
  const { prep, table } = features;
  const seen = usedColumns(prep).map(({ step, column, index }) => ({
    index,
    collector: isScale(step) ? numbersOf(step, column) : categoriesOf(column),
  }));
  const trained = new Uint8Array(table.rows);
  const { train } = splitRows(workspace, features);
  for (const row of train) trained[row] = 1;
  const stride = Math.max(1, Math.ceil(train.length / sampled));
  let count = 0;
  for (const { first, rows } of workspace.tables.scan(table.id)) {
    for (const [offset, row] of rows.entries()) {
      if (trained[first - 1 + offset] !== 1) continue;
      for (const { index, collector } of seen)
        collector.add(row[index] ?? null, count % stride === 0);
      count += 1;
    }
    await pace();
  }
  return seen.map(({ collector }) => collector.range());
}

type Used = { step: FittedStep; column: Column; index: number };

function usedColumns({ steps, columns }: FeaturesOutput['prep']): Used[] {
  const used = new Map<number, Used>();
  for (const step of steps) {
    const index = columns.findIndex(({ name }) => name === step.column);
    const column = columns[index];
    if (column !== undefined && !used.has(index)) used.set(index, { step, column, index });
  }
  return [...used.values()].sort((a, b) => a.index - b.index);
}

const isScale = ({ type }: FittedStep): boolean => type === 'numeric' || type === 'dateParts';

type Collector = { add(value: CellValue, kept: boolean): void; range(): ColumnRange };

/** Numbers, and days as epoch milliseconds until they are told. */
function numbersOf({ type: how }: FittedStep, column: Column): Collector {
  const { name, type } = column;
  const read = how === 'dateParts' ? storedTime : valueNumber;
  let low = Infinity;
  let high = -Infinity;
  const kept: number[] = [];
  return {
    add(value, keep) {
      const number = read(value);
      if (number === null) return;
      if (number < low) low = number;
      if (number > high) high = number;
      if (keep) kept.push(number);
    },
    range() {
      if (low > high) return { column: name, ...kindOf(column), low: null, high: null, values: [] };
      const numbers = grid(Float64Array.from(kept).sort());
      const whole = type === 'integer' || type === 'boolean' ? numbers.map(Math.round) : numbers;
      const values = [...new Set(whole)];
      return {
        ...{ column: name, ...kindOf(column), low, high },
        values: how === 'dateParts' ? [...new Set(values.map(dayText))] : values,
      };
    },
  };
}

function grid(sorted: Float64Array): number[] {
  const distinct = [...new Set(sorted)];
  if (distinct.length <= gridPoints) return distinct;
  const from = quantile(sorted, 0.05) ?? 0;
  const to = quantile(sorted, 0.95) ?? 0;
  const points = Array.from(
    { length: gridPoints },
    (_, at) => from + ((to - from) * at) / (gridPoints - 1),
  );
  return [...new Set(points)];
}

/** A moment as the day it falls on. */
export function dayText(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function categoriesOf(column: Column): Collector {
  const counts = new Map<CellValue, number>();
  return {
    add(value) {
      if (value === null) return;
      const known = counts.get(value);
      // Beyond so many different values the rare ones are not told apart any more.
      if (known !== undefined || counts.size < 10_000) counts.set(value, (known ?? 0) + 1);
    },
    range() {
      const values = [...counts].sort((a, b) => b[1] - a[1]).slice(0, mostCategories);
      return {
        ...{ column: column.name, ...kindOf(column), low: null, high: null },
        values: values.map(([value]) => value),
      };
    },
  };
}
