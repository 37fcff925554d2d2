import { personValue, type Told } from '#shared/linkage/person-value.ts';
import { probability } from '#shared/linkage/estimate-weights.ts';
import type { MatchedBy } from '#shared/model/cells/link.ts';
import { kindOf } from '#shared/model/kind-of.ts';
import type { CellValue, Column, TableInfo } from '#shared/model/table.ts';
import { unknownColumn, valueText } from '#shared/encoding/index.ts';
import type { Workspace } from '../storage/index.ts';
import type { Decision } from './decide.ts';
import type { LinkedRecords, LinkSource } from './linked-records.ts';
import { targetColumns, type TargetColumn } from './target-columns.ts';

const batch = 500;
const recordColumns: Column[] = [
  { name: 'person', type: 'integer' },
  { name: 'source', type: 'category' },
  { name: 'row', type: 'integer' },
  { name: 'score', type: 'real' },
  { name: 'matched_by', type: 'category' },
];
const personColumns: Column[] = [
  { name: 'person', type: 'integer' },
  { name: 'records', type: 'integer' },
  { name: 'sources', type: 'text' },
];

type Job = {
  sources: readonly LinkSource[];
  records: LinkedRecords;
  decision: Decision;
  /** Column that says how recent a record is; null for none. */
  recency: string | null;
  tables: Workspace['tables'];
  pace: () => Promise<void>;
};
export type WrittenTables = {
  people: TableInfo;
  records: TableInfo;
  by: Record<MatchedBy, number>;
};

/** Writes every record with its person, and every person with one value a column. */
export async function writeTables(job: Job): Promise<WrittenTables> {
  const made = matchOfRecords(job);
  const records = await writeRecords(job, made);
  const people = await writePeople(job);
  const by = { email: 0, phone: 0, score: 0, hand: 0 };
  for (const own of made.by) if (own !== null) by[own] += 1;
  return { people, records, by };
}

/** Of each record the strongest match that was followed: what decided, and how sure it is. */
function matchOfRecords({ records, decision }: Job): {
  by: (MatchedBy | null)[];
  score: (number | null)[];
} {
  const by = Array<MatchedBy | null>(records.keys.length).fill(null);
  const score = Array<number | null>(records.keys.length).fill(null);
  for (const match of decision.matches) {
    if (decision.persons[match.a] !== decision.persons[match.b]) continue;
    for (const record of [match.a, match.b]) {
      by[record] ??= match.by;
      score[record] = Math.max(score.at(record) ?? 0, probability(match.weight));
    }
  }
  return { by, score };
}

async function writeRecords(
  job: Job,
  { by, score }: ReturnType<typeof matchOfRecords>,
): Promise<TableInfo> {
  const targets = targetColumns(job.sources, job.records.roles, names(recordColumns));
  const writer = job.tables.create([...recordColumns, ...plain(targets)], {
    synthetic: job.sources.some(({ table }) => table.synthetic),
  });
  try {
    let record = 0;
    for (const [source, { name, table }] of job.sources.entries()) {
      for (const { first, rows } of job.tables.scan(table.id, { batch })) {
        const written = rows.map((row, at): CellValue[] => {
          const own = record + at;
          const person = job.decision.persons[own]! + 1;
          return [
            ...[person, name, first + at, score[own] ?? null, by[own] ?? null],
            ...targets.map((target) => valueOf(row, target, source, table.columns)),
          ];
        });
        writer.append(written);
        record += rows.length;
        await job.pace();
      }
    }
    return writer.finish();
  } finally {
    writer.abort();
  }
}

async function writePeople(job: Job): Promise<TableInfo> {
  const { sources, records, decision } = job;
  const targets = targetColumns(sources, records.roles, names(personColumns));
  const readers = sources.map(({ table }) => job.tables.rowReader(table.id));
  const members = membersOf(decision);
  const writer = job.tables.create([...personColumns, ...plain(targets)], {
    synthetic: sources.some(({ table }) => table.synthetic),
  });
  const timeAt = sources.map(({ table }) =>
    table.columns.findIndex(({ name }) => name === job.recency),
  );
  try {
    let rows: CellValue[][] = [];
    for (const [person, own] of members.entries()) {
      const found = own.map((record) => {
        const source = records.sources[record]!;
        const row = readers[source]!(records.rows[record]!) ?? [];
        const time = row[timeAt[source]!] ?? '';
        return { source, row, time: typeof time === 'number' ? sortable(time) : time };
      });
      const from = [...new Set(found.map(({ source }) => sources[source]!.name))];
      rows.push([
        ...[person + 1, own.length, from.join(', ')],
        ...targets.map((target) =>
          personValue(
            found.map(({ source, row, time }): Told => ({
              value: valueOf(row, target, source, sources[source]!.table.columns),
              time,
            })),
          ),
        ),
      ]);
      if (rows.length === batch) {
        writer.append(rows);
        rows = [];
      }
      await job.pace();
    }
    writer.append(rows);
    return writer.finish();
  } finally {
    writer.abort();
  }
}

/** Records of each person, in order. */
export function membersOf({ persons, people }: Decision): number[][] {
  const members = Array.from({ length: people }, (): number[] => []);
  for (const [record, person] of persons.entries()) members[person]!.push(record);
  return members;
}

function valueOf(
  row: readonly CellValue[],
  { at, type }: TargetColumn,
  source: number,
  columns: readonly Column[],
): CellValue {
  const column = at[source] ?? null;
  if (column === null) return null;
  const value = row[column] ?? null;
  const isNumber = type === 'text' && typeof value === 'number';
  return isNumber ? valueText(value, columns[column] ?? unknownColumn) : value;
}

/** Numbers as texts in the same order; those of a recency column are not negative. */
function sortable(time: number): string {
  return time.toFixed(6).padStart(24, '0');
}

const names = (columns: readonly Column[]): string[] => columns.map(({ name }) => name);
const plain = (columns: readonly TargetColumn[]): Column[] =>
  columns.map((column) => ({ name: column.name, ...kindOf(column) }));
