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

/** The workspace's own mark, by which its folder of uploads is known whatever the file is called; made when first asked for. */
export function uploadsOwner(db: Database, newId: () => string): string {
  const known = db.prepare("SELECT value FROM meta WHERE key = 'uploads'").pluck();
  const found = known.get();
  if (typeof found === 'string') return found;
  const made = newId();
  db.prepare("INSERT INTO meta (key, value) VALUES ('uploads', ?)").run(made);
  return made;
}
