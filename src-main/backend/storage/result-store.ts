import type { Address, CellId, NotebookId, RunId } from '#shared/model/ids.ts';
import type { Database } from 'better-sqlite3';
import { z } from 'zod';
import { PortraitError, type ErrorData } from '#shared/errors/index.ts';
import { checkedJson, type Json } from '#shared/model/json.ts';
import { storedError, storedJson } from './stored-json.ts';

const link = z.object({
  cell: z.string(),
  name: z.string(),
  kind: z.string(),
  address: z.string(),
  /** Where names given by hand show in the taken table: the result without them, and the settings that hold them. */
  named: z.object({ of: z.string(), settings: checkedJson }).optional(),
});
/** Everything a result was made from; its address is the hash of the part that matters (see notebook/address.ts). */
const ingredients = z.object({
  kind: z.string(),
  version: z.number(),
  settings: checkedJson,
  inputs: z.record(z.string(), z.array(link)),
  fingerprint: z.string().nullable(),
  seed: z.number().nullable(),
});
export type Ingredients = z.infer<typeof ingredients>;
export type InputLink = z.infer<typeof link>;

export type Artefacts = { tables: string[]; blobs: string[]; runs: string[] };
export type StoredResult = {
  address: Address;
  kind: string;
  output: Json;
  ingredients: Ingredients;
  bytes: number;
  milliseconds: number;
  madeAt: number;
};
export type NewResult = Omit<StoredResult, 'bytes'> & { bytes: number; artefacts: Artefacts };

/** How the last try at an address ended that gave no full result. `kept` is the address of what a stopped cell kept. */
export type Attempt = {
  status: 'failed' | 'stopped';
  error: ErrorData;
  kept: string | null;
  run: RunId | null;
};

type ResultRow = {
  address: Address;
  kind: string;
  output: string;
  ingredients: string;
  bytes: number;
  milliseconds: number;
  made_at: number;
};
type AttemptRow = { status: string; error: string; kept: string | null; run: RunId | null };

const keptAttempts = 1000;
const keptResults = 32;
/** Characters of an output that is kept. */
const mostKept = 2_000_000;

/** Results by address, what belongs to them, and failed attempts. */
export class ResultStore {
  readonly #db: Database;
  /** Asked of every cell at every edit; undefined where there is none. All writing goes through this store. */
  readonly #known = new Map<
    string,
    Pick<StoredResult, 'ingredients' | 'milliseconds'> | undefined
  >();
  /** What was read last, ready to be asked again. */
  readonly #read = new Map<string, StoredResult>();
  readonly #attempts = new Map<string, Attempt | undefined>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** What was read is read again: the file was written anew. */
  forget(): void {
    for (const known of [this.#known, this.#read, this.#attempts]) known.clear();
  }

  /** Stores a result and forgets failed attempts at its address. */
  put(result: NewResult): void {
    this.#known.delete(result.address);
    this.#read.delete(result.address);
    this.#db.transaction(() => {
      this.#db
        .prepare(
          `INSERT OR REPLACE INTO results (address, kind, output, ingredients, bytes, milliseconds, made_at, used_at)
           VALUES (@address, @kind, @output, @ingredients, @bytes, @milliseconds, @madeAt, @madeAt)`,
        )
        .run({
          address: result.address,
          kind: result.kind,
          output: JSON.stringify(result.output),
          ingredients: JSON.stringify(result.ingredients),
          bytes: result.bytes,
          milliseconds: result.milliseconds,
          madeAt: result.madeAt,
        });
      const own = this.#db.prepare(
        'INSERT INTO result_artefacts (address, type, id) VALUES (?, ?, ?)',
      );
      for (const id of new Set(result.artefacts.tables)) own.run(result.address, 'table', id);
      for (const id of new Set(result.artefacts.blobs)) own.run(result.address, 'blob', id);
      for (const id of new Set(result.artefacts.runs)) own.run(result.address, 'run', id);
      this.clearAttempt(result.address);
    })();
  }

  has(address: Address): boolean {
    return this.about(address) !== undefined;
  }

  /** What a result was made from and how long it took; cheap, for states. */
  about(address: Address): Pick<StoredResult, 'ingredients' | 'milliseconds'> | undefined {
    if (this.#known.has(address)) return this.#known.get(address);
    const row = this.#db
      .prepare<[string], { ingredients: string; milliseconds: number }>(
        'SELECT ingredients, milliseconds FROM results WHERE address = ?',
      )
      .get(address);
    return remembered(this.#known, address, row && readable(address, row));
  }

  /** Throws `not_found`. */
  get(address: Address): StoredResult {
    const known = this.#read.get(address);
    if (known !== undefined) return known;
    const row = this.#db
      .prepare<[string], ResultRow>('SELECT * FROM results WHERE address = ?')
      .get(address);
    if (row === undefined) throw new PortraitError('not_found', { what: 'This result' });
    const stored: StoredResult = {
      address,
      kind: row.kind,
      output: storedJson(checkedJson, row.output, `result ${address}`),
      ingredients: storedJson(ingredients, row.ingredients, `what result ${address} was made from`),
      bytes: row.bytes,
      milliseconds: row.milliseconds,
      madeAt: row.made_at,
    };
    // Small ones, the latest few: a look at one user asks the same results time and again.
    if (row.output.length > mostKept) return stored;
    this.#read.set(address, stored);
    const [oldest] = this.#read.keys();
    if (this.#read.size > keptResults && oldest !== undefined) this.#read.delete(oldest);
    return stored;
  }

  /** Notes that a result was looked at, for the order of dropping. */
  touch(address: Address, now: number): void {
    this.#db.prepare('UPDATE results SET used_at = ? WHERE address = ?').run(now, address);
  }

  /** Ids of one type that a result owns. */
  artefacts(address: Address, type: 'table' | 'blob' | 'run'): string[] {
    return this.#db
      .prepare<[string, string], string>(
        'SELECT id FROM result_artefacts WHERE address = ? AND type = ?',
      )
      .pluck()
      .all(address, type);
  }

  /** Every artefact of one type that some result owns. */
  owned(type: 'table' | 'blob' | 'run'): Set<string> {
    const ids = this.#db
      .prepare<[string], string>('SELECT DISTINCT id FROM result_artefacts WHERE type = ?')
      .pluck()
      .all(type);
    return new Set(ids);
  }

  /** Results of a kind that cells of a notebook have or had as far as its history reaches, oldest first. */
  ofNotebook(notebook: NotebookId, kind: string): { cell: CellId; address: Address }[] {
    return this.#db
      .prepare<{ notebook: NotebookId; kind: string }, { cell: CellId; address: Address }>(
        `SELECT c.cell, r.address FROM results r JOIN (
           SELECT cell, address FROM cell_addresses WHERE notebook = :notebook
           UNION SELECT cell, address FROM shown_results WHERE notebook = :notebook
         ) c ON c.address = r.address WHERE r.kind = :kind ORDER BY r.made_at, r.rowid`,
      )
      .all({ notebook, kind });
  }

  /** Deletes a result and says what nothing else owns any more. */
  drop(address: Address): Artefacts {
    return this.#db.transaction(() => {
      const before = {
        tables: this.artefacts(address, 'table'),
        blobs: this.artefacts(address, 'blob'),
        runs: this.artefacts(address, 'run'),
      };
      this.#db.prepare('DELETE FROM results WHERE address = ?').run(address);
      this.#known.delete(address);
      this.#read.delete(address);
      const owned = this.#db.prepare('SELECT 1 FROM result_artefacts WHERE type = ? AND id = ?');
      const free = (type: string) => (id: string) => owned.get(type, id) === undefined;
      return {
        tables: before.tables.filter(free('table')),
        blobs: before.blobs.filter(free('blob')),
        runs: before.runs.filter(free('run')),
      };
    })();
  }

  get totalBytes(): number {
    return Number(this.#db.prepare('SELECT total(bytes) FROM results').pluck().get());
  }

  attempt(address: Address): Attempt | undefined {
    if (this.#attempts.has(address)) return this.#attempts.get(address);
    const row = this.#db
      .prepare<[string], AttemptRow>(
        'SELECT status, error, kept, run FROM attempts WHERE address = ?',
      )
      .get(address);
    const attempt: Attempt | undefined = row && {
      status: row.status === 'stopped' ? 'stopped' : 'failed',
      error: storedError(row.error),
      kept: row.kept,
      run: row.run,
    };
    return remembered(this.#attempts, address, attempt);
  }

  setAttempt(address: Address, attempt: Attempt, now: number): void {
    this.#attempts.clear();
    this.#db
      .prepare(
        'INSERT OR REPLACE INTO attempts (address, status, error, kept, run, at) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(address, attempt.status, JSON.stringify(attempt.error), attempt.kept, attempt.run, now);
    this.#db
      .prepare(
        `DELETE FROM attempts WHERE address IN
           (SELECT address FROM attempts ORDER BY at DESC LIMIT -1 OFFSET ${keptAttempts})`,
      )
      .run();
  }

  clearAttempt(address: Address): void {
    this.#attempts.delete(address);
    this.#db.prepare('DELETE FROM attempts WHERE address = ?').run(address);
  }

  /** Largest total size results may have, in bytes. */
  get limit(): number {
    return Number(
      this.#db.prepare(`SELECT value FROM meta WHERE key = 'result_limit'`).pluck().get(),
    );
  }

  set limit(bytes: number) {
    this.#db
      .prepare(`UPDATE meta SET value = ? WHERE key = 'result_limit'`)
      .run(String(Math.round(bytes)));
  }

  /**
   * Addresses in the order they may be dropped: first what no notebook reaches, then what only deleted notebooks or the undo history
   * reach, oldest use first. What a notebook shows now is not among them.
   */
  expendable(): { address: Address; bytes: number }[] {
    return this.#db
      .prepare<[], { address: Address; bytes: number }>(
        `WITH shown AS (
           SELECT s.address FROM notebooks n, json_each(iif(json_valid(n.document), n.document, '{}'), '$.cells') c
             JOIN shown_results s ON s.notebook = n.id AND s.cell = c.value ->> 'id'
           WHERE n.deleted_at IS NULL
           UNION SELECT s.address FROM notebooks n JOIN notebook_tail t ON t.notebook = n.id,
             json_each(iif(json_valid(t.patch), t.patch, '{}'), '$.cells') c
             JOIN shown_results s ON s.notebook = n.id AND s.cell = c.value ->> 'id'
           WHERE n.deleted_at IS NULL
         )
         SELECT address, bytes FROM results
         WHERE address NOT IN (SELECT address FROM shown)
         ORDER BY address IN (
           SELECT c.address FROM cell_addresses c JOIN notebooks n ON n.id = c.notebook WHERE n.deleted_at IS NULL
         ), used_at, made_at`,
      )
      .all();
  }
}

const mostRemembered = 50_000;

function remembered<T>(known: Map<string, T>, address: Address, value: T): T {
  if (known.size >= mostRemembered) known.clear();
  known.set(address, value);
  return value;
}

/** A result nobody can tell the making of any more is as good as none: its cell is run again. */
function readable(
  address: Address,
  row: { ingredients: string; milliseconds: number },
): Pick<StoredResult, 'ingredients' | 'milliseconds'> | undefined {
  try {
    const made = storedJson(ingredients, row.ingredients, `what result ${address} was made from`);
    return { ingredients: made, milliseconds: row.milliseconds };
  } catch (error) {
    if (error instanceof PortraitError) return undefined;
    throw error;
  }
}
