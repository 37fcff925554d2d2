import type { Database } from 'better-sqlite3';

/** Whether any notebook, its bin or its undo history still names a file. */
export function namedInNotebooks(db: Database, fileName: string): boolean {
  const found = db
    .prepare(
      `SELECT 1 FROM notebooks WHERE instr(document, :name) > 0 OR instr(bin, :name) > 0
       UNION ALL SELECT 1 FROM notebook_tail WHERE instr(patch, :name) > 0
       UNION ALL SELECT 1 FROM journal WHERE instr(change, :name) > 0 LIMIT 1`,
    )
    .get({ name: fileName });
  return found !== undefined;
}

/** Everything that was written in notebooks, their bins and their undo history. */
export function notebookTexts(db: Database): string[] {
  return [
    'SELECT document FROM notebooks',
    'SELECT bin FROM notebooks',
    'SELECT change FROM journal',
    'SELECT patch FROM notebook_tail',
  ].flatMap((sql) => db.prepare<[], string>(sql).pluck().all());
}
