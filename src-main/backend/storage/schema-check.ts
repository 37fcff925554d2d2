import SqliteDatabase, { type Database } from 'better-sqlite3';
import { PortraitError } from '#shared/errors/index.ts';

type Entry = { type: string; name: string; sql: string | null };

/**
 * Compares the file's schema with the one its format stands for, before anything is asked of its tables: a view or trigger of
 * somebody else's could run for ever in the place of a table or behind a change. `steps` make the schema of that format.
 * Throws `workspace_incomplete` and `workspace_foreign_schema`.
 */
export function checkSchema(
  db: Database,
  path: string,
  steps: readonly ((db: Database) => void)[],
): void {
  const expected = schemaOf(steps);
  const found = entries(db);
  for (const { type, name, sql } of found) {
    const known = expected.get(`${type} ${name}`);
    const strange =
      type === 'view' ||
      (type === 'trigger' && normal(sql) !== normal(known?.sql ?? null)) ||
      (type === 'table' && /^\s*CREATE\s+VIRTUAL/i.test(sql ?? ''));
    if (strange) throw new PortraitError('workspace_foreign_schema', { file: path, name });
  }
  const there = new Map(found.map((entry) => [`${entry.type} ${entry.name}`, entry]));
  for (const [key, { name, columns }] of expected) {
    const missing = columns.filter((column) => !columnsOf(db, name).includes(column));
    if (there.has(key) && missing.length === 0) continue;
    const what = there.has(key) ? `${name}.${missing[0]}` : name;
    throw new PortraitError('workspace_incomplete', { file: path, what });
  }
}

function schemaOf(
  steps: readonly ((db: Database) => void)[],
): Map<string, Entry & { columns: string[] }> {
  const db = new SqliteDatabase(':memory:');
  try {
    for (const step of steps) step(db);
    return new Map(
      entries(db)
        .filter(({ type }) => type === 'table' || type === 'trigger')
        .map((entry) => [
          `${entry.type} ${entry.name}`,
          { ...entry, columns: entry.type === 'table' ? columnsOf(db, entry.name) : [] },
        ]),
    );
  } finally {
    db.close();
  }
}

function entries(db: Database): Entry[] {
  return db
    .prepare<[], Entry>(
      String.raw`SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite\_%' ESCAPE '\'`,
    )
    .all();
}

function columnsOf(db: Database, table: string): string[] {
  return db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
}

function normal(sql: string | null): string | null {
  return sql?.replace(/\s+/g, ' ').trim() ?? null;
}
