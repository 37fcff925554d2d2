import type { Database } from 'better-sqlite3';

/** A place where fewer or more rows lie than were written. */
export type Loss = { what: string; expected: number; found: number };

/** Grows with every acknowledged change: a table, an edit, an epoch. */
export function countChanges(db: Database): number {
  return Number(db.prepare(`SELECT value FROM meta WHERE key = 'changes'`).pluck().get() ?? 0);
}

/** Compares what was written down when it was written with what is there; SQLite's own checks do not. */
export function findLosses(db: Database): Loss[] {
  return [...tableLosses(db), ...runLosses(db)];
}

function tableLosses(db: Database): Loss[] {
  const there = db.prepare<[string], number>('SELECT 1 FROM sqlite_schema WHERE name = ?').pluck();
  return db
    .prepare<[], { id: string; rows: number }>('SELECT id, rows FROM tables ORDER BY id')
    .all()
    .map(({ id, rows }) => {
      const name = `t_${id}`;
      const count = (): unknown => db.prepare(`SELECT count(*) FROM "${name}"`).pluck().get();
      const found = there.get(name) === undefined ? 0 : Number(count());
      return { what: name, expected: rows, found };
    })
    .filter((loss) => loss.found !== loss.expected);
}

function runLosses(db: Database): Loss[] {
  return db
    .prepare<[], Loss>(
      `SELECT id AS what, ledger_epochs AS expected,
         (SELECT count(*) FROM run_epochs WHERE run = runs.id) AS found
       FROM runs WHERE expected <> found`,
    )
    .all();
}
