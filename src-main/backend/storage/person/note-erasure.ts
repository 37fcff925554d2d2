import type { Database } from 'better-sqlite3';

/** The mark that data of a fingerprint goes by once rows were taken from it: the same again for the same data. */
export function erasureMark(db: Database, fingerprint: string, newId: () => string): string {
  const known = db
    .prepare<[string], string>('SELECT mark FROM erased_data WHERE fingerprint = ?')
    .pluck()
    .get(fingerprint);
  const mark = known ?? newId();
  db.prepare('INSERT OR IGNORE INTO erased_data (fingerprint, mark) VALUES (?, ?)').run(
    fingerprint,
    mark,
  );
  return mark;
}

/** Who must not come back: hashes of identifiers, and the columns they are looked for in. */
export function noteSuppressed(
  db: Database,
  { hashes, columns }: { hashes: Iterable<string | Buffer>; columns: Iterable<string> },
  now: number,
): void {
  const note = db.prepare('INSERT OR IGNORE INTO suppressed (hash, at) VALUES (?, ?)');
  const noteColumn = db.prepare('INSERT OR IGNORE INTO suppressed_columns (label) VALUES (?)');
  for (const column of columns) noteColumn.run(column);
  for (const hash of hashes) note.run(hash, now);
}
