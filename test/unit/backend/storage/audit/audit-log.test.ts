import { createHmac } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isWhole, type AuditCheck } from '#shared/model/audit.ts';
import type { AuditHead, AuditRow } from '../../../../../src-main/backend/storage/audit/chain.ts';
import { AuditLog } from '../../../../../src-main/backend/storage/audit/audit-log.ts';
import { Workspace } from '../../../../../src-main/backend/storage/index.ts';
import { counter, temporaryFolder } from '../../../../support/folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
let workspace: Workspace;
/** What lies outside the file. */
let head: AuditHead;

const everything = { actor: null, action: null, object: null };
const page = { before: null, limit: 1000 };
const actor = () => ({ role: 'analyst', name: 'Ada' }) as const;
const logWith = (db: Database, heads: AuditHead[]) =>
  new AuditLog(db, { clock: () => 2e12, actor, keepers: [{ heads: () => heads, note: () => {} }] });

beforeEach(async () => {
  folder = temporaryFolder();
  let at = 1.8e12;
  workspace = Workspace.open(folder.file('w.portrait'), {
    ...{ clock: () => (at += 1000), newId: counter('id'), actor },
    userFolder: folder.file('user'),
  });
  await workspace.audit.check();
  for (let index = 0; index < 60; index += 1)
    workspace.audit.add({
      action: index % 3 === 0 ? 'run_asked' : 'notebook_edited',
      object: { type: 'notebook', id: `n${index % 7}` },
      details: { cells: index, which: 'all' },
    });
  const last = workspace.audit.list(everything, page).rows[0]!;
  const log = String(
    workspace.db.prepare(`SELECT value FROM meta WHERE key = 'audit_id'`).pluck().get(),
  );
  head = { log, entries: last.seq, mac: last.mac };
});
afterEach(() => {
  workspace.close();
  folder.remove();
});

/** Numbers from 0 below n, the same every time (mulberry32). */
function draws(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) % below;
  };
}

const texts = ['actor', 'role', 'action', 'object', 'details', 'mac'] as const;
const all = (db: Database): AuditRow[] =>
  db.prepare<[], AuditRow>('SELECT * FROM audit_log ORDER BY seq').all();
const write = (db: Database, rows: AuditRow[]): void => {
  db.exec('DELETE FROM audit_log');
  const insert = db.prepare(
    `INSERT INTO audit_log VALUES (@seq, @at, @actor, @role, @action, @object, @details, @mac)`,
  );
  for (const row of rows) insert.run(row);
};

/** Each changes the log in one way; `one` draws where. */
const changes: Record<string, (rows: AuditRow[], one: (below: number) => number) => AuditRow[]> = {
  'a character of a field': (rows, one) => {
    const [at, field] = [one(rows.length), texts[one(texts.length)]!];
    const old = rows[at]![field];
    const place = one(old.length);
    const other = old[place] === 'a' ? 'b' : 'a';
    return rows.with(at, {
      ...rows[at]!,
      [field]: old.slice(0, place) + other + old.slice(place + 1),
    });
  },
  'the time of an entry': (rows, one) => {
    const at = one(rows.length);
    return rows.with(at, { ...rows[at]!, at: rows[at]!.at + 1 + one(1e6) });
  },
  'an entry removed': (rows, one) => rows.toSpliced(one(rows.length), 1),
  'an entry removed and the others moved up': (rows, one) =>
    rows.toSpliced(one(rows.length), 1).map((row, index) => ({ ...row, seq: index + 1 })),
  'the end cut off': (rows, one) => rows.slice(0, one(rows.length)),
  'the beginning cut off': (rows, one) => rows.slice(1 + one(rows.length - 1)),
  'two entries exchanged': (rows, one) => {
    const a = one(rows.length);
    const b = (a + 1 + one(rows.length - 1)) % rows.length;
    return rows.map((row, index) => {
      const from = index === a ? rows[b]! : index === b ? rows[a]! : row;
      return { ...from, seq: row.seq };
    });
  },
  'an entry put in twice': (rows, one) => {
    const at = one(rows.length);
    const more = [...rows.slice(0, at + 1), rows[at]!, ...rows.slice(at + 1)];
    return more.map((row, index) => ({ ...row, seq: index + 1 }));
  },
  'an entry of another number': (rows, one) => {
    const at = one(rows.length);
    return rows.with(at, { ...rows[at]!, seq: 1000 + one(1000) });
  },
  'an entry put in at the end': (rows) => [
    ...rows,
    { ...rows.at(-1)!, seq: rows.length + 1, actor: 'Mallory' },
  ],
};

async function checkOf(db: Database, heads: AuditHead[]): Promise<AuditCheck> {
  return logWith(db, heads).check();
}

describe('the audit log', () => {
  it('is whole as it was written, and its macs are HMAC-SHA-256 of each entry and the one before', async () => {
    expect(await checkOf(workspace.db, [head])).toEqual({
      ...{ entries: 60, broken: null, head: 'fits', known: 60, noted: [] },
    });
    const key = String(
      workspace.db.prepare(`SELECT value FROM meta WHERE key = 'audit_key'`).pluck().get(),
    );
    let before = '';
    for (const row of all(workspace.db)) {
      const { seq, at, actor: who, role, action, object, details } = row;
      const said = JSON.stringify([
        ...[head.log, seq, at, who, role, action, object, details, before],
      ]);
      before = createHmac('sha256', Buffer.from(key, 'hex')).update(said).digest('hex');
      expect(row.mac).toBe(before);
    }
  });

  it('finds each of 1,000 random changes', async () => {
    const one = draws(17);
    const kinds = Object.entries(changes);
    const found = new Map<string, number>();
    for (let round = 0; round < 1000; round += 1) {
      const [name, change] = kinds[round % kinds.length]!;
      workspace.db.exec('BEGIN');
      write(workspace.db, change(all(workspace.db), one));
      const check = await checkOf(workspace.db, [head]);
      workspace.db.exec('ROLLBACK');
      if (!isWhole(check)) found.set(name, (found.get(name) ?? 0) + 1);
    }
    const total = [...found.values()].reduce((sum, count) => sum + count, 0);
    console.log(`${total} of 1,000 changes found:`, Object.fromEntries(found));
    expect(total).toBe(1000);
    expect(isWhole(await checkOf(workspace.db, [head]))).toBe(true);
  }, 120_000);

  it('finds a log that was written anew with the key, by what is noted outside', async () => {
    const { db } = workspace;
    db.exec('BEGIN; DELETE FROM audit_log');
    const forger = logWith(db, []);
    for (let index = 0; index < 60; index += 1)
      forger.add({ action: 'opened', object: { type: 'workspace', id: '' } });
    expect(await checkOf(db, [head])).toMatchObject({ broken: null, head: 'differs' });
    db.exec('ROLLBACK');
  });

  it('says where nothing is noted outside that a cut cannot be told', async () => {
    workspace.db.exec('BEGIN; DELETE FROM audit_log WHERE seq > 50');
    expect(await checkOf(workspace.db, [])).toMatchObject({ broken: null, head: 'absent' });
    expect(await checkOf(workspace.db, [head])).toMatchObject({ head: 'behind', known: 60 });
    workspace.db.exec('ROLLBACK');
  });

  it('gives pages by who, what and which action', () => {
    const { rows, total } = workspace.audit.list(
      { actor: 'Ada', action: 'run_asked', object: 'notebook:n0' },
      { before: null, limit: 2 },
    );
    // Entries 1, 22 and 43: every third of every seventh.
    expect([rows.map(({ seq }) => seq), total]).toEqual([[43, 22], 3]);
    const next = workspace.audit.list(
      { actor: null, action: null, object: 'notebook:' },
      { before: 22, limit: 100 },
    );
    expect(next.rows.map(({ seq }) => seq)).toEqual(Array.from({ length: 21 }, (_, i) => 21 - i));
    expect(workspace.audit.list({ actor: 'Bob', action: null, object: null }, page).rows).toEqual(
      [],
    );
  });
});

describe('the end of the log outside the file', () => {
  const reopen = async (path: string) => {
    const again = Workspace.open(path, {
      ...{ clock: () => 2e12, newId: counter('again'), userFolder: folder.file('user') },
    });
    const check = await again.audit.check();
    again.close();
    return check;
  };

  it('fits when the workspace is opened again, also under another path', async () => {
    workspace.close();
    expect(await reopen(folder.file('w.portrait'))).toMatchObject({ head: 'fits', known: 60 });
    const { copyFileSync } = await import('node:fs');
    copyFileSync(folder.file('w.portrait'), folder.file('copy.portrait'));
    expect(await reopen(folder.file('copy.portrait'))).toMatchObject({ head: 'fits', known: 60 });
  });

  it('tells an older copy in the place of the file, and that stays written down', async () => {
    const { copyFileSync } = await import('node:fs');
    workspace.close();
    copyFileSync(folder.file('w.portrait'), folder.file('older.portrait'));
    const later = Workspace.open(folder.file('w.portrait'), {
      ...{ clock: () => 2e12, newId: counter('later'), userFolder: folder.file('user') },
    });
    await later.audit.check();
    later.audit.add({ action: 'budget_changed', object: { type: 'workspace', id: '' } });
    later.close();
    copyFileSync(folder.file('older.portrait'), folder.file('w.portrait'));
    expect(await reopen(folder.file('w.portrait'))).toMatchObject({
      ...{ entries: 60, broken: null, head: 'behind', known: 61, noted: [61] },
    });
    // The note has moved on; what was found has not gone.
    expect(await reopen(folder.file('w.portrait'))).toMatchObject({ head: 'fits', noted: [61] });
  });
});
