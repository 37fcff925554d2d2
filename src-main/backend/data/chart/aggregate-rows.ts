import type { ChartAggregate } from '#shared/model/chart-choices.ts';
import { quantile } from '#shared/statistics/quantile.ts';
import { Sum } from '#shared/statistics/sum.ts';
import { identityAt, numberAt, type ChartColumn } from './chart-column.ts';

/** What one bar, point of a line or field of colour stands for, gathered row by row. */
export type Gathered = {
  rows: number;
  /** Takes a row in; false where it has no value. */
  add(row: number): boolean;
  /** Null where nothing can be said. A sum beyond float64 is none. */
  value(): number | null;
};

/** A place to gather rows, by what is asked of `column`; counts and shares need none. */
export function gatherer(kind: ChartAggregate, column: ChartColumn | null): () => Gathered {
  if (column === null || kind === 'count' || kind === 'share') return counted;
  if (kind === 'distinct') return () => different(column);
  return () => numeric(kind, column);
}

function counted(): Gathered {
  return {
    rows: 0,
    add() {
      this.rows += 1;
      return true;
    },
    value() {
      return this.rows;
    },
  };
}

function different(column: ChartColumn): Gathered {
  const seen = new Set<number>();
  return {
    rows: 0,
    add(row) {
      const value = identityAt(column, row);
      if (value !== value) return false;
      this.rows += 1;
      seen.add(value);
      return true;
    },
    value: () => seen.size,
  };
}

function numeric(
  kind: Exclude<ChartAggregate, 'count' | 'share' | 'distinct'>,
  column: ChartColumn,
): Gathered {
  const sum = new Sum();
  const values: number[] = [];
  let [low, high] = [Infinity, -Infinity];
  return {
    rows: 0,
    add(row) {
      const value = numberAt(column, row);
      if (value !== value) return false;
      this.rows += 1;
      if (kind === 'median') values.push(value);
      else if (kind === 'min') low = Math.min(low, value);
      else if (kind === 'max') high = Math.max(high, value);
      else sum.add(value);
      return true;
    },
    value() {
      if (this.rows === 0) return kind === 'sum' ? 0 : null;
      if (kind === 'median') return quantile(Float64Array.from(values).sort(), 0.5);
      if (kind === 'min') return low;
      if (kind === 'max') return high;
      const found = kind === 'sum' ? sum.total() : sum.mean();
      return Number.isFinite(found) ? found : null;
    },
  };
}
