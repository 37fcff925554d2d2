import type { Database } from 'better-sqlite3';

export type ResultRow = { address: string; kind: string; output: string; ingredients: string };

/** All stored results, each with the tables it owns. */
export function resultRows(db: Database): (ResultRow & { tables: string[] })[] {
  const owned = db
    .prepare<[string], string>(
      `SELECT id FROM result_artefacts WHERE address = ? AND type = 'table'`,
    )
    .pluck();
  return db
    .prepare<[], ResultRow>('SELECT address, kind, output, ingredients FROM results')
    .all()
    .map((row) => ({ ...row, tables: owned.all(row.address) }));
}

/** A result under another address, with another table; cells that showed it show it there. */
export function moveResult(
  db: Database,
  from: { address: string; table: string },
  to: { address: string; table: string; ingredients: string; output: string },
): void {
  db.pragma('foreign_keys = OFF');
  db.prepare('UPDATE results SET address = ?, ingredients = ?, output = ? WHERE address = ?').run(
    ...[to.address, to.ingredients, to.output, from.address],
  );
  db.prepare(
    `UPDATE result_artefacts SET id = ? WHERE address = ? AND type = 'table' AND id = ?`,
  ).run(to.table, from.address, from.table);
  db.prepare('UPDATE result_artefacts SET address = ? WHERE address = ?').run(
    to.address,
    from.address,
  );
  db.pragma('foreign_keys = ON');
  for (const name of ['shown_results', 'cell_addresses'])
    db.prepare(`UPDATE ${name} SET address = ? WHERE address = ?`).run(to.address, from.address);
}

/** Writes anew what results were made from, where `change` says otherwise. */
export function rewriteIngredients(
  db: Database,
  changed: Iterable<{ address: string; ingredients: string }>,
): void {
  const write = db.prepare('UPDATE results SET ingredients = ? WHERE address = ?');
  for (const { address, ingredients } of changed) write.run(ingredients, address);
}

/** Writes anew the words of runs: how they were set, what they trained, what stopped them. */
export function rewriteRuns(db: Database, change: (text: string) => string): void {
  for (const column of ['settings', 'spec', 'error']) {
    const write = db.prepare(`UPDATE runs SET ${column} = ? WHERE id = ?`);
    const rows = db
      .prepare<[], { id: string; text: string }>(
        `SELECT id, ${column} AS text FROM runs WHERE ${column} IS NOT NULL`,
      )
      .all();
    for (const { id, text } of rows) {
      const plain = change(text);
      if (plain !== text) write.run(plain, id);
    }
  }
}

/** Failed attempts with their words. */
export function forgetAttempts(db: Database): void {
  db.exec('DELETE FROM attempts');
}
