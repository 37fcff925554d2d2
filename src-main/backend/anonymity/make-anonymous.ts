import type { AnonymityOutput, AnonymitySettings } from '#shared/model/cells/anonymity.ts';
import type { TableInfo } from '#shared/model/table.ts';
import type { Workspace } from '../storage/index.ts';
import { baseClasses, belowIn, shownClasses, shownPart, type BaseClasses } from './base-classes.ts';
import { classReport } from './class-report.ts';
import { codedColumns, type CodedColumn } from './coded-columns.ts';
import { columnRoles } from './column-roles.ts';
import { hierarchyOf, type ShownColumn } from './hierarchy.ts';
import { combine, combineAll, sizesOf, type Pace } from './partition.ts';
import { finestFit, lostIn } from './finest-fit.ts';
import { standingRows } from './standing-rows.ts';
import { writeTable, type GoingColumn } from './write-table.ts';

export type AnonymityJob = {
  table: TableInfo;
  settings: AnonymitySettings;
  tables: Workspace['tables'];
  pace: Pace;
  progress(stage: 'reading' | 'searching' | 'writing', done: number, total: number | null): void;
  clock: () => number;
};

/** Reports on a table and makes a k-anonymous one. Throws cancelled, column_missing, anonymity_too_many_columns. */
export async function makeAnonymous(job: AnonymityJob): Promise<AnonymityOutput> {
  const { table, tables, settings, pace } = job;
  const started = job.clock();
  const roles = await columnRoles(tables, table, settings.roles);
  const quasiAt = columnsOf(roles, 'quasi');
  const sensitiveAt = columnsOf(roles, 'sensitive');
  const columns = await codedColumns(tables, table, [...quasiAt, ...sensitiveAt], {
    pace,
    progress: (done) => job.progress('reading', done, table.rows),
  });
  const quasi = columns.slice(0, quasiAt.length);
  const base = await baseClasses(quasi, table.rows, pace);
  const before = await classReport(base.rows, columns.slice(quasiAt.length), settings.k, pace);

  const levels = quasi.map(hierarchyOf);
  const found = await finestFit(base, levels, {
    ...{ wanted: settings.k, rows: table.rows, mostLeftOut: settings.leftOut, pace },
    progress: (done) => job.progress('searching', done, null),
  });
  const chosen = found?.levels ?? levels.map((own) => own.length - 1);
  const shown = chosen.map((level, at) => levels[at]![level]!);
  const { part, sizes } = await shownClasses(base, shown, pace);
  const stays = (own: number): boolean => sizes[part.of[own]!]! >= settings.k;
  const going = goingColumns(roles, shown, found === null);
  const made = await writeTable(tables, table, going, {
    ...{ base, stays: quasi.length === 0 ? () => true : stays, pace },
    progress: (done) => job.progress('writing', done, table.rows),
  });
  const leftOut = table.rows - made.rows;
  const lost = lostIn(shown, leftOut, table.rows);
  return {
    ...{ table: made, roles, before, after: await recount(job, made, roles) },
    quasi: await effects(quasi, levels, chosen, { base, wanted: settings.k, pace }),
    standing: quasi.length === 0 ? [] : await standingRows(base, quasi, settings.k, pace),
    ...{ leftOut, kept: 1 - lost, complete: found?.complete ?? true },
    seconds: (job.clock() - started) / 1000,
  };
}

function columnsOf(roles: AnonymityOutput['roles'], wanted: 'quasi' | 'sensitive'): number[] {
  return roles.flatMap(({ role }, at) => (role === wanted ? [at] : []));
}

/** Columns of the made table: no identifier, no quasi-identifier that is left out. */
function goingColumns(
  roles: AnonymityOutput['roles'],
  shown: readonly ShownColumn[],
  keepsAll: boolean,
): GoingColumn[] {
  let quasi = -1;
  return roles.flatMap(({ role }, column): GoingColumn[] => {
    if (role === 'identifier') return [];
    if (role !== 'quasi') return [{ column, shown: null }];
    quasi += 1;
    const as = shown[quasi]!;
    return as.level.type === 'none' && !keepsAll ? [] : [{ column, shown: { at: quasi, as } }];
  });
}

/** The report on the stored table, read again. Throws where it is not what was promised. */
async function recount(
  { tables, settings, pace }: AnonymityJob,
  made: TableInfo,
  roles: AnonymityOutput['roles'],
): Promise<AnonymityOutput['after']> {
  const at = (wanted: string): number[] =>
    made.columns.flatMap(({ name }, column) =>
      roles.some((one) => one.column === name && one.role === wanted) ? [column] : [],
    );
  const quasi = at('quasi');
  const columns = await codedColumns(tables, made, [...quasi, ...at('sensitive')], {
    pace,
    progress: () => undefined,
  });
  const parts = columns.slice(0, quasi.length).map(({ part }) => part);
  const classes = await combineAll(parts, made.rows, pace);
  const report = await classReport(classes, columns.slice(quasi.length), settings.k, pace);
  if (parts.length > 0 && report.below > 0)
    throw new Error(`the made table has ${report.below} rows in classes below ${settings.k}`);
  return report;
}

/** What each column at each level would do alone. */
async function effects(
  columns: readonly CodedColumn[],
  levels: readonly ShownColumn[][],
  chosen: readonly number[],
  { base, wanted, pace }: { base: BaseClasses; wanted: number; pace: Pace },
): Promise<AnonymityOutput['quasi']> {
  const told: AnonymityOutput['quasi'] = [];
  for (const [at, { name }] of columns.entries()) {
    const own: AnonymityOutput['quasi'][number]['levels'] = [];
    for (const shown of levels[at]!) {
      const together = await combine(base.without[at]!, shownPart(base.codes[at]!, shown), pace);
      const { level, count, lost } = shown;
      own.push({ level, values: count, lost, ...belowIn(sizesOf(together, base.sizes), wanted) });
    }
    told.push({ column: name, levels: own, chosen: chosen[at]! });
  }
  return told;
}
