import type { z } from 'zod';
import type { aggregation } from '#shared/model/cells/clean.ts';
import { kindOf } from '#shared/model/kind-of.ts';
import type { CellValue, ValueKind } from '#shared/model/table.ts';
import { dayMilliseconds, storedTime } from '#shared/values/time/index.ts';
import { Sum } from '#shared/statistics/sum.ts';
import { typedColumn, stageColumn, type Stage } from '../stage.ts';
import { topOf } from './missing.ts';

export type Aggregation = z.infer<typeof aggregation>;

/** Gathers one number or value out of a group's events. */
export type Gatherer = { add(row: CellValue[]): void; result(): CellValue };

export type Aggregator = {
  /** Slots looked at. */
  reads: number[];
  kind: ValueKind;
  /** Looks at events outside the window too. */
  always: boolean;
  /** `latest`: epoch milliseconds of the table's latest event. */
  create(latest: number): Gatherer;
};

/** Throws column_missing and column_type. A group without events has count, sum and distinct 0, and nothing else. */
export function aggregator(stage: Stage, wanted: Aggregation): Aggregator {
  if (wanted.function === 'count') {
    return {
      reads: [],
      kind: { type: 'integer' },
      always: false,
      create: () => counter(() => true),
    };
  }
  const any = stageColumn(stage, wanted.column);
  const { slot } = any;
  const plain = { reads: [slot], kind: kindOf(any), always: false };
  switch (wanted.function) {
    case 'sum': {
      const { type } = typedColumn(stage, wanted.column, ['real', 'integer', 'boolean']);
      const kind = { type: type === 'real' ? type : ('integer' as const) };
      return { ...plain, kind, create: () => adder(slot) };
    }
    case 'mean':
      typedColumn(stage, wanted.column, ['real', 'integer', 'boolean']);
      return { ...plain, kind: { type: 'real' }, create: () => averager(slot) };
    case 'min':
      return { ...plain, create: () => extreme(slot, (value, best) => value < best) };
    case 'max':
      return { ...plain, create: () => extreme(slot, (value, best) => value > best) };
    case 'distinct':
      return { ...plain, kind: { type: 'integer' }, create: () => distinct(slot) };
    case 'top':
      return { ...plain, create: () => top(slot) };
    case 'recency':
      typedColumn(stage, wanted.column, ['date']);
      return {
        ...plain,
        kind: { type: 'real' },
        always: true,
        create: (latest) => recency(slot, latest),
      };
  }
}

function counter(counts: (row: CellValue[]) => boolean): Gatherer {
  let count = 0;
  return {
    add: (row) => {
      if (counts(row)) count++;
    },
    result: () => count,
  };
}

function adder(slot: number): Gatherer {
  return summing(slot, (sum) => sum.total());
}

function averager(slot: number): Gatherer {
  return summing(slot, (sum) => sum.mean());
}

function summing(slot: number, result: (sum: Sum) => number | null): Gatherer {
  const sum = new Sum();
  return {
    add: (row) => {
      const value = row[slot];
      if (typeof value === 'number') sum.add(value);
    },
    result: () => result(sum),
  };
}

function extreme(
  slot: number,
  better: (value: string | number, best: string | number) => boolean,
): Gatherer {
  let best: CellValue = null;
  return {
    add: (row) => {
      const value = row[slot] ?? null;
      if (value !== null && (best === null || better(value, best))) best = value;
    },
    result: () => best,
  };
}

function distinct(slot: number): Gatherer {
  const values = new Set<CellValue>();
  return {
    add: (row) => {
      const value = row[slot] ?? null;
      if (value !== null) values.add(value);
    },
    result: () => values.size,
  };
}

function top(slot: number): Gatherer {
  const counts = new Map<CellValue, number>();
  return {
    add: (row) => {
      const value = row[slot] ?? null;
      if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
    },
    result: () => topOf(counts),
  };
}

function recency(slot: number, latest: number): Gatherer {
  let last = -Infinity;
  return {
    add: (row) => (last = Math.max(last, storedTime(row[slot]) ?? -Infinity)),
    result: () => (last === -Infinity ? null : (latest - last) / dayMilliseconds),
  };
}
