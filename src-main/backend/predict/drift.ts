import type { ColumnDrift } from '#shared/model/cells/predict.ts';
import type { FittedPrep, FittedStep } from '#shared/model/prep.ts';
import type { CellValue, ValueKind } from '#shared/model/table.ts';
import {
  textTerms,
  unknownColumn,
  valueNumber,
  valueParts,
  valueText,
} from '#shared/encoding/index.ts';
import {
  binOf,
  decileEnds,
  populationStability,
  stabilityByChance,
} from '#shared/statistics/population-stability.ts';
import { storedTime } from '#shared/values/time/index.ts';

/** So many values of the training part have a bin of their own, the commonest; the others share one. */
const mostBins = 30;
const mostUnseen = 1000;
const shownUnseen = 5;

/** How the rows of a table differ from those a model learnt from. Rows are as the preparation reads them. */
export type Drift = {
  /** A row of the training part; all of them before the first of the table. */
  learn(row: readonly CellValue[]): void;
  add(row: readonly CellValue[]): void;
  columns(): ColumnDrift[];
};

export function createDrift(prep: Pick<FittedPrep, 'columns' | 'steps'>): Drift {
  const columns = prep.steps.map((step) => {
    const at = prep.columns.findIndex(({ name }) => name === step.column);
    return { at, drift: columnDrift(step, prep.columns[at] ?? unknownColumn) };
  });
  return {
    learn: (row) => columns.forEach(({ at, drift }) => drift.learn(row[at] ?? null)),
    add: (row) => columns.forEach(({ at, drift }) => drift.add(row[at] ?? null)),
    columns: () =>
      columns.map(({ drift }) => drift.told()).sort((a, b) => (b.index ?? -1) - (a.index ?? -1)),
  };
}

type OneColumn = {
  learn(value: CellValue): void;
  add(value: CellValue): void;
  told(): ColumnDrift;
};
type Side = { rows: number; missing: number; counts: number[] };
type Bin = Pick<ColumnDrift['bins'][number], 'label' | 'end'>;

function columnDrift(step: FittedStep, kind: ValueKind): OneColumn {
  if (step.type === 'numeric') return byTenths(step.column, valueNumber);
  if (step.type === 'dateParts') return byTenths(step.column, storedTime);
  if (step.type === 'multiHot') {
    return byValues(step.column, (value) => valueParts(value, step.separator));
  }
  return byValues(step.column, (value) => {
    const text = valueText(value, kind);
    if (text !== null && step.type === 'tfidf') return [...new Set(textTerms(text, false))];
    return text === null ? null : [text];
  });
}

function byTenths(column: string, numberOf: (value: CellValue) => number | null): OneColumn {
  const learnt: number[] = [];
  const [train, here] = [newSide(), newSide()];
  let ends: number[] | null = null;
  const bins = (): number[] => {
    if (ends !== null) return ends;
    ends = decileEnds(Float64Array.from(learnt).sort());
    for (const side of [train, here])
      side.counts = Array.from({ length: ends.length + 1 }, () => 0);
    for (const value of learnt) count(train, binOf(ends, value));
    learnt.length = 0;
    return ends;
  };
  return {
    learn(value) {
      train.rows += 1;
      const number = numberOf(value);
      if (number === null) train.missing += 1;
      else learnt.push(number);
    },
    add(value) {
      const known = bins();
      here.rows += 1;
      const number = numberOf(value);
      if (number === null) here.missing += 1;
      else count(here, binOf(known, number));
    },
    told() {
      const open: Bin[] = [...bins(), null].map((end) => ({ label: null, end }));
      const unseen = { rows: 0, values: 0, first: [] };
      return compared({ column, by: 'tenths', unseen }, open, train, here);
    },
  };
}

function byValues(column: string, partsOf: (value: CellValue) => string[] | null): OneColumn {
  const learnt = new Map<string, number>();
  const [train, here] = [newSide(), newSide()];
  const unseen = new Set<string>();
  let unseenRows = 0;
  let own: Map<string, number> | null = null;
  /** Position of a value's bin; behind those of single values: the others, and values never seen. */
  const bins = (): Map<string, number> => {
    if (own !== null) return own;
    const common = [...learnt].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    own = new Map(common.slice(0, mostBins).map(([value], at) => [value, at]));
    for (const side of [train, here]) side.counts = Array.from({ length: own.size + 2 }, () => 0);
    for (const [value, times] of common) count(train, own.get(value) ?? own.size, times);
    return own;
  };
  return {
    learn(value) {
      train.rows += 1;
      const parts = partsOf(value);
      if (parts === null) train.missing += 1;
      else for (const part of parts) learnt.set(part, (learnt.get(part) ?? 0) + 1);
    },
    add(value) {
      const known = bins();
      here.rows += 1;
      const parts = partsOf(value);
      if (parts === null) {
        here.missing += 1;
        return;
      }
      let isNew = false;
      for (const part of parts) {
        const seen = learnt.has(part);
        count(here, known.get(part) ?? known.size + (seen ? 0 : 1));
        if (seen) continue;
        isNew = true;
        if (unseen.size < mostUnseen) unseen.add(part);
      }
      if (isNew) unseenRows += 1;
    },
    told() {
      const known = bins();
      const single: Bin[] = [...known.keys()].map((label) => ({ label, end: null }));
      const rest: Bin = { label: null, end: null };
      const first = [...unseen].slice(0, shownUnseen);
      const about = { rows: unseenRows, values: unseen.size, first };
      return compared(
        { column, by: 'values', unseen: about },
        [...single, rest, rest],
        train,
        here,
      );
    },
  };
}

/** Bins that nobody is in say nothing and are left out; missing ones are a bin of their own where there are any. */
function compared(
  about: Pick<ColumnDrift, 'column' | 'by' | 'unseen'>,
  bins: readonly Bin[],
  train: Side,
  here: Side,
): ColumnDrift {
  const all = [...bins.map((bin) => ({ ...bin, missing: false })), missingBin];
  const [expected, actual] = [train, here].map((side) => [...side.counts, side.missing]);
  const used = [...all.keys()].filter((at) => (expected?.at(at) ?? 0) + (actual?.at(at) ?? 0) > 0);
  const pick = (counts: readonly number[] = []): number[] => used.map((at) => counts[at]!);
  const [before, now] = [pick(expected), pick(actual)];
  const [sizeBefore, sizeNow] = [sum(before), sum(now)];
  return {
    ...about,
    index: populationStability(before, now),
    chance: stabilityByChance(used.length, sizeBefore, sizeNow),
    missing: { train: share(train.missing, train.rows), here: share(here.missing, here.rows) },
    bins: used.map((at, bin) => ({
      ...(all[at] ?? missingBin),
      train: share(before[bin]!, sizeBefore),
      here: share(now[bin]!, sizeNow),
    })),
  };
}

const missingBin = { label: null, end: null, missing: true };

const newSide = (): Side => ({ rows: 0, missing: 0, counts: [] });
const share = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
const sum = (counts: readonly number[]): number => counts.reduce((all, one) => all + one, 0);

function count(side: Side, bin: number, times = 1): void {
  side.counts[bin]! += times;
}
