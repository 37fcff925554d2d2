import { PortraitError } from '#shared/errors/index.ts';
import type { PrivateStatisticsSettings } from '#shared/model/cells/private-statistics.ts';
import type { CellValue, TableInfo } from '#shared/model/table.ts';
import { meanUnit, sumUnit } from '#shared/privacy/differential/expected-errors.ts';
import { quantileSteps, sumSteps, type Question } from '#shared/privacy/differential/question.ts';
import type { Workspace } from '../storage/index.ts';
import { firstRowsOf } from './person-rows.ts';

/** Whole numbers about one group, before any noise: one list a question. */
export type Totals = Float64Array[];
/** By group; the missing value is a group of its own. */
export type GroupTotals = Map<string | null, Totals>;

const mostGroups = 50_000;

export type TotalsJob = {
  table: TableInfo;
  tables: Workspace['tables'];
  settings: PrivateStatisticsSettings;
  questions: readonly Question[];
  pace: () => Promise<void>;
  progress(done: number): void;
};

/**
 * Counts and sums on whole numbers, so that none depends on the order of the rows. Throws cancelled, column_missing, column_type,
 * privacy_bounds, privacy_too_many_groups.
 */
export async function exactTotals(job: TotalsJob): Promise<GroupTotals> {
  const { table, tables, settings, questions, pace } = job;
  const { groups: by } = settings;
  const read: number[] = [];
  const place = (name: string): number => {
    const column = table.columns.findIndex((one) => one.name === name);
    if (column < 0) throw new PortraitError('column_missing', { column: name });
    const known = read.indexOf(column);
    return known >= 0 ? known : read.push(column) - 1;
  };
  const personAt =
    settings.unit === 'person' && settings.person !== null ? place(settings.person) : null;
  const groupAt = by === null ? null : place(by.column);
  const adders = questions.map((one) => adderOf(one, table, place));
  const listed = by === null ? [null] : by.values;
  const fresh = (): Totals => questions.map((one) => new Float64Array(cellsOf(one)));
  const groups: GroupTotals = new Map(listed?.map((value) => [value, fresh()]));
  const counts = personAt === null ? () => true : firstRowsOf(settings.most);

  for (const { first, rows } of tables.scan(table.id, { columns: read })) {
    for (const row of rows) {
      if (personAt !== null && !counts(row[personAt] ?? null)) continue;
      const value = groupAt === null ? null : (row[groupAt] ?? null);
      const group = value === null ? null : String(value);
      let totals = groups.get(group);
      if (totals === undefined) {
        if (listed !== null) continue;
        if (groups.size >= mostGroups)
          throw new PortraitError('privacy_too_many_groups', {
            column: by?.column ?? '',
            limit: mostGroups,
          });
        totals = fresh();
        groups.set(group, totals);
      }
      for (const [at, add] of adders.entries()) add(row, totals[at]!);
    }
    job.progress(first - 1 + rows.length);
    await pace();
  }
  return groups;
}

function cellsOf(one: Question): number {
  switch (one.type) {
    case 'count':
    case 'sum':
      return 1;
    case 'mean':
      return 2;
    case 'quantiles':
      return quantileSteps + 1;
    case 'histogram':
      return one.bins;
  }
}

type Adder = (row: readonly CellValue[], totals: Float64Array) => void;

function adderOf(one: Question, table: TableInfo, place: (column: string) => number): Adder {
  if (one.type === 'count') return (_row, totals) => void (totals[0]! += 1);
  const { low, high, column } = one;
  const type = table.columns.find(({ name }) => name === column)?.type;
  const at = place(column);
  if (type !== 'integer' && type !== 'real' && type !== 'boolean')
    throw new PortraitError('column_type', { column, found: type ?? '', expected: 'real' });
  if (!(low < high)) throw new PortraitError('privacy_bounds', { column });
  const inBounds = (value: number): number => Math.min(high, Math.max(low, value));
  const of = (row: readonly CellValue[]): number | null => {
    const value = row[at];
    return typeof value === 'number' ? inBounds(value) : null;
  };
  switch (one.type) {
    case 'sum': {
      const unit = sumUnit(one);
      return (row, totals) => {
        const value = of(row);
        if (value !== null) totals[0]! += whole(value / unit, sumSteps);
      };
    }
    case 'mean': {
      const [unit, middle] = [meanUnit(one), low + (high - low) / 2];
      return (row, totals) => {
        const value = of(row);
        if (value === null) return;
        totals[0]! += whole((value - middle) / unit, sumSteps);
        totals[1]! += 1;
      };
    }
    case 'quantiles':
    case 'histogram': {
      const last = one.type === 'histogram' ? one.bins - 1 : quantileSteps;
      const width = (high - low) / (one.type === 'histogram' ? one.bins : quantileSteps);
      const cell = one.type === 'histogram' ? Math.floor : Math.round;
      return (row, totals) => {
        const value = of(row);
        if (value !== null) totals[Math.min(last, cell((value - low) / width))]! += 1;
      };
    }
  }
}

/** To the nearest whole number, never beyond the bound that the noise is made for. */
function whole(value: number, most: number): number {
  return Math.min(most, Math.max(-most, Math.round(value)));
}
