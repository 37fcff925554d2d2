import { hash } from 'node:crypto';
import { comparedFields, type ComparedField } from '#shared/linkage/compared-fields.ts';
import { guessRole } from '#shared/linkage/guess-role.ts';
import { normalise } from '#shared/linkage/normalise.ts';
import type { LinkRole } from '#shared/linkage/role.ts';
import type { LinkSettings } from '#shared/model/cells/link.ts';
import type { CellValue, TableInfo } from '#shared/model/table.ts';
import type { Workspace } from '../storage/index.ts';

export type LinkSource = { name: string; table: TableInfo };
export type SourceColumns = { name: string; role: LinkRole }[];

/** All records of all sources, one after the other, as they are compared. */
export type LinkedRecords = {
  roles: SourceColumns[];
  fields: ComparedField[];
  /** Normalised values, one list a field; empty text is missing. */
  values: string[][];
  sources: Uint16Array;
  /** 1-based rows in their tables. */
  rows: Uint32Array;
  /** Stable keys: digests of what a record says, equal ones numbered. */
  keys: string[];
};

const sampled = 200;

/** The role of each column of each source: the one chosen, else the one guessed. */
export function columnRoles(
  sources: readonly LinkSource[],
  chosen: LinkSettings['roles'],
  tables: Workspace['tables'],
): SourceColumns[] {
  return sources.map(({ table }, input) => {
    const { rows } = tables.page({
      ...{ table: table.id, offset: 0, limit: sampled, sort: [], filters: [], search: '' },
    });
    return table.columns.map(({ name }, column) => ({
      name,
      role:
        chosen.find((one) => one.input === input && one.column === name)?.role ??
        guessRole(
          name,
          rows.map((row) => row[column] ?? null),
        ),
    }));
  });
}

/** Reads and normalises every record. Throws cancelled. */
export async function readRecords(
  sources: readonly LinkSource[],
  roles: SourceColumns[],
  tables: Workspace['tables'],
  tell: { pace: () => Promise<void>; progress(done: number): void },
): Promise<LinkedRecords> {
  const fields = comparedFields(roles);
  const count = sources.reduce((sum, { table }) => sum + table.rows, 0);
  const values = fields.map((): string[] => []);
  const sourceOf = new Uint16Array(count);
  const rowOf = new Uint32Array(count);
  const keys: string[] = [];
  const seen = new Map<string, number>();
  let record = 0;
  for (const [source, { table }] of sources.entries()) {
    const names = JSON.stringify(table.columns.map(({ name }) => name));
    for (const { first, rows } of tables.scan(table.id, { batch: 200 })) {
      for (const [at, row] of rows.entries()) {
        sourceOf[record] = source;
        rowOf[record] = first + at;
        for (const [field, { role, columns }] of fields.entries())
          values[field]!.push(normalise(role, rawValue(row, columns[source]!)));
        const key = hash('sha256', names + JSON.stringify(row), 'base64url').slice(0, 16);
        const before = seen.get(key) ?? 0;
        seen.set(key, before + 1);
        keys.push(before === 0 ? key : `${key}.${before}`);
        record += 1;
      }
      tell.progress(record);
      await tell.pace();
    }
  }
  return { roles, fields, values, sources: sourceOf, rows: rowOf, keys };
}

/** The columns of a field as one text, as written; null where all are missing. */
export function rawValue(row: readonly CellValue[], columns: readonly number[]): string | null {
  const present = columns.flatMap((column) => row[column] ?? []);
  return present.length === 0 ? null : present.join(' ');
}
