import type { Database } from 'better-sqlite3';

/** The workspace's own mark, by which its folder of uploads is known whatever the file is called; made when first asked for. */
export function uploadsOwner(db: Database, newId: () => string): string {
  const known = db.prepare("SELECT value FROM meta WHERE key = 'uploads'").pluck();
  const found = known.get();
  if (typeof found === 'string') return found;
  const made = newId();
  db.prepare("INSERT INTO meta (key, value) VALUES ('uploads', ?)").run(made);
  return made;
}
