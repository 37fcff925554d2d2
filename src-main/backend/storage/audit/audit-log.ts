import type { Database } from 'better-sqlite3';
import { randomBytes, randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import type {
  AuditAction,
  AuditCheck,
  AuditDetails,
  AuditFilter,
  auditObject,
} from '#shared/model/audit.ts';
import type { Actor } from '#shared/model/role.ts';
import { ChainReader, firstMac, macOf, type AuditHead, type AuditRow } from './chain.ts';

export type NewAuditEntry = {
  action: AuditAction;
  object: { type: (typeof auditObject.options)[number]; id: string };
  details?: AuditDetails;
};

/** Where the end of the log is noted outside the file. */
export type HeadKeeper = { heads(log: string): AuditHead[]; note(head: AuditHead): void };

export type AuditDeps = {
  clock: () => number;
  /** Who acts now. */
  actor: () => Actor;
  keepers: readonly HeadKeeper[];
};

const rowsPerTurn = 2000;

/**
 * Who did what. Each entry is chained to the one before by an HMAC whose key lies in the workspace, and the end is noted outside of
 * it: whoever changes the file without the key is found, and whoever has the key by the note. Who may open the workspace and write to
 * the user's own folder can forge both.
 */
export class AuditLog {
  readonly #db: Database;
  readonly #deps: AuditDeps;
  #secrets: { key: string; log: string; found: AuditHead[] } | undefined;
  #check: AuditCheck | null = null;
  #noted = -1;

  constructor(db: Database, deps: AuditDeps) {
    this.#db = db;
    this.#deps = deps;
  }

  get actor(): Actor {
    return this.#deps.actor();
  }

  /** Writes an entry and gives its number; on the disk when it returns. Throws what SQLite throws. */
  add({ action, object, details = {} }: NewAuditEntry, { role, name } = this.actor): number {
    const { key, log } = this.#known();
    return this.#db.transaction(() => {
      const last = this.#last();
      const row = {
        seq: (last?.seq ?? 0) + 1,
        at: this.#deps.clock(),
        actor: name,
        role,
        action,
        object: `${object.type}:${object.id}`,
        details: JSON.stringify(details),
      };
      const mac = macOf(key, log, row, last?.mac ?? firstMac);
      this.#db
        .prepare(
          `INSERT INTO audit_log (seq, at, actor, role, action, object, details, mac)
           VALUES (@seq, @at, @actor, @role, @action, @object, @details, @mac)`,
        )
        .run({ ...row, mac });
      return row.seq;
    })();
  }

  /** What the last check said; null before the first has ended. */
  get checked(): AuditCheck | null {
    return this.#check && { ...this.#check, entries: this.#last()?.seq ?? 0 };
  }

  /**
   * Follows the whole chain and compares it with what was noted outside. The first check of an opening writes down what speaks
   * against the log, as an entry: it stays known when the note has moved on.
   */
  async check(): Promise<AuditCheck> {
    const first = this.#check === null;
    const known = this.#known();
    const heads = first
      ? known.found
      : this.#deps.keepers.flatMap((keeper) => keeper.heads(known.log));
    const chain = new ChainReader(known, heads);
    const rows = this.#db.prepare<[number, number], AuditRow>(
      'SELECT * FROM audit_log WHERE seq > ? ORDER BY seq LIMIT ?',
    );
    for (let last = -Infinity; ; await turn()) {
      if (!this.#db.open) break;
      const some = rows.all(Math.max(last, -(2 ** 53)), rowsPerTurn);
      for (const row of some) chain.read(row);
      if (some.length < rowsPerTurn) break;
      last = some.at(-1)?.seq ?? last;
    }
    const { head, broken, entries, known: noted } = chain.end();
    const strange = broken !== null || head === 'behind' || head === 'differs';
    const untold = head === 'absent' && entries > 0;
    if (this.#db.open && first && (strange || untold)) {
      const details = { head, known: noted ?? 0, entries, broken: broken ?? 0 };
      this.add({ action: 'log_trouble', object: { type: 'log', id: '' }, details });
    }
    this.#check = { entries, broken, head, known: noted, noted: this.#troubles() };
    return this.#check;
  }

  /** Notes the end of the log outside the file, once it was compared with the note there. */
  keepHead(): void {
    const last = this.#last();
    if (this.#check === null || last === undefined || last.seq === this.#noted) return;
    const head = { log: this.#known().log, entries: last.seq, mac: last.mac };
    for (const keeper of this.#deps.keepers) keeper.note(head);
    this.#noted = last.seq;
  }

  /** The file lies elsewhere now: the note is written again. */
  forgetNote(): void {
    this.#noted = -1;
  }

  /** The newest entries before one, newest first, and how many there are in all. */
  list(
    filter: AuditFilter,
    { before, limit }: { before: number | null; limit: number },
  ): { rows: AuditRow[]; total: number } {
    const { where, params } = condition(filter);
    const rows = this.#db
      .prepare<unknown[], AuditRow>(
        `SELECT * FROM audit_log WHERE ${where} AND seq < ? ORDER BY seq DESC LIMIT ?`,
      )
      .all(...params, before ?? Number.MAX_SAFE_INTEGER, limit);
    const total = this.#db
      .prepare<unknown[], number>(`SELECT count(*) FROM audit_log WHERE ${where}`)
      .pluck()
      .get(...params);
    return { rows, total: total ?? 0 };
  }

  /** Who and what stands in the log, to choose from; of the objects those that were touched last. */
  choices(): { actors: string[]; actions: string[]; objects: string[] } {
    const all = (sql: string): string[] => this.#db.prepare<[], string>(sql).pluck().all();
    return {
      actors: all('SELECT DISTINCT actor FROM audit_log ORDER BY actor LIMIT 200'),
      actions: all('SELECT DISTINCT action FROM audit_log ORDER BY action'),
      objects: all('SELECT object FROM audit_log GROUP BY object ORDER BY max(seq) DESC LIMIT 200'),
    };
  }

  /** The log's key and id, made when first asked for, and what was noted outside before this opening. */
  #known(): { key: string; log: string; found: AuditHead[] } {
    if (this.#secrets !== undefined) return this.#secrets;
    const fresh = isFresh(this.#db);
    const key = secretIn(this.#db, 'audit_key', () => randomBytes(32).toString('hex'));
    const log = secretIn(this.#db, 'audit_id', randomUUID);
    // Notes of a file that lay here before say nothing of a new one.
    const found = fresh ? [] : this.#deps.keepers.flatMap((keeper) => keeper.heads(log));
    this.#secrets = { key, log, found };
    return this.#secrets;
  }

  #last(): Pick<AuditRow, 'seq' | 'mac'> | undefined {
    return this.#db
      .prepare<[], Pick<AuditRow, 'seq' | 'mac'>>(
        'SELECT seq, mac FROM audit_log ORDER BY seq DESC LIMIT 1',
      )
      .get();
  }

  #troubles(): number[] {
    return this.#db
      .prepare<[], number>(
        `SELECT seq FROM audit_log WHERE action = 'log_trouble' AND details NOT LIKE '%"absent"%' ORDER BY seq LIMIT 100`,
      )
      .pluck()
      .all();
  }
}

function condition({ actor, action, object }: AuditFilter): { where: string; params: string[] } {
  const parts: [string, string | null][] = [
    ['actor = ?', actor],
    ['action = ?', action],
    [object?.endsWith(':') === true ? `object GLOB ? || '*'` : 'object = ?', object],
  ];
  const used = parts.flatMap(([sql, value]) => (value === null ? [] : [{ sql, value }]));
  return {
    where: ['true', ...used.map(({ sql }) => sql)].join(' AND '),
    params: used.map(({ value }) => value),
  };
}

/** A file that holds nothing yet. */
function isFresh(db: Database): boolean {
  const some = db
    .prepare(
      `SELECT EXISTS (SELECT 1 FROM notebooks) OR EXISTS (SELECT 1 FROM tables) OR EXISTS (SELECT 1 FROM audit_log)
       OR EXISTS (SELECT 1 FROM meta WHERE key = 'audit_id')`,
    )
    .pluck()
    .get();
  return some === 0;
}

function secretIn(db: Database, name: string, draw: () => string): string {
  const read = db.prepare('SELECT value FROM meta WHERE key = ?').pluck();
  const known = read.get(name);
  if (typeof known === 'string') return known;
  const drawn = draw();
  db.prepare('INSERT INTO meta (key, value) VALUES (?, ?)').run(name, drawn);
  return drawn;
}
