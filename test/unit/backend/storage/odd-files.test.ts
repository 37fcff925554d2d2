import SqliteDatabase, { type Database } from 'better-sqlite3';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { errorText, PortraitError } from '#shared/errors/index.ts';
import { newNotebook } from '../../../../src-main/backend/notebook/new-notebook.ts';
import { Workspace } from '../../../../src-main/backend/storage/index.ts';
import { counter, temporaryFolder } from '../../../support/folder.ts';

let folder: ReturnType<typeof temporaryFolder>;
let path: string;
beforeEach(() => {
  folder = temporaryFolder();
  path = folder.file('odd.portrait');
});
afterEach(() => folder.remove());

const open = (file = path) => Workspace.open(file, { clock: () => 1.8e12, newId: counter('id') });

/** A workspace with one notebook, changed from outside. */
function changed(change: (db: Database) => void): void {
  const workspace = open();
  workspace.notebooks.create('n', newNotebook('Mine'), 5);
  workspace.close();
  const db = new SqliteDatabase(path);
  change(db);
  db.pragma('wal_checkpoint(TRUNCATE)');
  db.close();
}

function refusal(file = path): PortraitError {
  try {
    open(file).close();
  } catch (error) {
    if (error instanceof PortraitError) return error;
    throw error;
  }
  throw new Error('it opened');
}

const endless = 'WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)';
const odd: [string, string, (db: Database) => void][] = [
  ['of format 0', 'workspace_format_unknown', (db) => db.pragma('user_version = 0')],
  ['of a negative format', 'workspace_format_unknown', (db) => db.pragma('user_version = -7')],
  ['of a format to come', 'workspace_newer', (db) => db.pragma('user_version = 2147483647')],
  ['without its table meta', 'workspace_incomplete', (db) => db.exec('DROP TABLE meta')],
  ['without its journal', 'workspace_incomplete', (db) => db.exec('DROP TABLE journal')],
  [
    'with a table that lacks a column',
    'workspace_incomplete',
    (db) => db.exec('ALTER TABLE journal DROP COLUMN merge_key'),
  ],
  [
    'without the trigger that counts changes',
    'workspace_incomplete',
    (db) => db.exec('DROP TRIGGER count_change_2'),
  ],
  [
    'with an endless view in place of a table',
    'workspace_foreign_schema',
    (db) =>
      db.exec(
        `DROP TABLE meta; CREATE VIEW meta AS ${endless} SELECT 'x' AS key, i AS value FROM n`,
      ),
  ],
  [
    'with an endless view beside the tables',
    'workspace_foreign_schema',
    (db) => db.exec(`CREATE VIEW v AS ${endless} SELECT i FROM n`),
  ],
  [
    'with an endless trigger',
    'workspace_foreign_schema',
    (db) =>
      db.exec(`CREATE TRIGGER t AFTER UPDATE ON notebooks BEGIN
        DELETE FROM notebooks WHERE title IN (WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n);
      END`),
  ],
  [
    'with another body of one of its own triggers',
    'workspace_foreign_schema',
    (db) =>
      db.exec(`DROP TRIGGER count_change_2;
        CREATE TRIGGER count_change_2 AFTER INSERT ON notebooks BEGIN DELETE FROM notebooks; END`),
  ],
];

describe.each(odd)('a workspace %s', (_, code, change) => {
  it('is refused with a sentence of its own, and not changed', () => {
    changed(change);
    const before = readFileSync(path);
    const beside = readdirSync(folder.path);
    const error = refusal();
    expect(error.code).toBe(code);
    for (const locale of ['en', 'zh-CN'] as const) {
      const { sentence, next } = errorText(error.toData(), locale);
      expect(`${sentence} ${next}`).not.toMatch(/\{\w+\}/);
    }
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readdirSync(folder.path)).toEqual(beside);
  });
});

describe('a path that is no workspace file', () => {
  it('of a file without a byte is refused and left', () => {
    writeFileSync(path, '');
    expect(refusal().code).toBe('workspace_empty');
    expect(readdirSync(folder.path)).toEqual(['odd.portrait']);
  });

  it('of a folder is refused', () => {
    mkdirSync(path);
    expect(refusal().code).toBe('workspace_folder');
    expect(readdirSync(folder.path)).toEqual(['odd.portrait']);
  });

  it.skipIf(process.platform === 'win32')(
    'of a pipe or device is refused without opening it',
    () => {
      execFileSync('mkfifo', [path]);
      expect(refusal().code).toBe('workspace_device');
      for (const device of ['/dev/zero', '/dev/null', '/dev/tty']) {
        if (existsSync(device)) expect(refusal(device).code).toBe('workspace_device');
        expect(existsSync(`${device}-lock`)).toBe(false);
      }
    },
  );
});

describe('a journal of another file beside a workspace', () => {
  it.each([
    ['-journal', Buffer.concat([Buffer.from('d9d505f920a163d7', 'hex'), Buffer.alloc(5000, 7)])],
    ['-wal', Buffer.from('no log at all, but some text that came here by mistake')],
    [
      '-wal',
      (() => {
        const log = Buffer.alloc(4096, 1);
        log.writeUInt32BE(0x377f0682, 0);
        log.writeUInt32BE(1024, 8);
        return log;
      })(),
    ],
  ])('(%s) is reported, and neither file is changed', (end, bytes) => {
    changed(() => undefined);
    writeFileSync(path + end, bytes);
    const before = readFileSync(path);
    expect(refusal().code).toBe('workspace_log_foreign');
    expect(readFileSync(path).equals(before)).toBe(true);
    expect(readFileSync(path + end).equals(bytes)).toBe(true);
  });
});

/** What a process killed while the journal's mode changes leaves: the first page as it was (https://www.sqlite.org/fileformat.html, 3). */
function modeJournal(page: Buffer): Buffer {
  const [header, record] = [Buffer.alloc(512), Buffer.alloc(4)];
  Buffer.from('d9d505f920a163d7', 'hex').copy(header);
  const nonce = 77;
  for (const [at, value] of [1, nonce, readFileSync(path).length / 4096, 512, 4096].entries())
    header.writeUInt32BE(value, 8 + 4 * at);
  record.writeUInt32BE(1);
  let checksum = nonce;
  for (let at = 4096 - 200; at > 0; at -= 200) checksum += page[at]!;
  const end = Buffer.alloc(4);
  end.writeUInt32BE(checksum);
  return Buffer.concat([header, record, page, end]);
}

describe('a journal that a killed process left while it changed the mode of the log', () => {
  it.each([
    ['before the first page was written', 2, 2],
    ['after it was, on the way out of write-ahead mode', 2, 1],
    ['after it was, on the way into it', 1, 2],
  ])('%s is rolled back', (_, before, now) => {
    changed(() => undefined);
    const bytes = readFileSync(path);
    const page = Buffer.from(bytes.subarray(0, 4096));
    page.fill(before, 18, 20);
    bytes.fill(now, 18, 20);
    writeFileSync(path, bytes);
    writeFileSync(`${path}-journal`, modeJournal(page));
    const workspace = open();
    expect(workspace.notebooks.list()).toHaveLength(1);
    workspace.close();
    expect(existsSync(`${path}-journal`)).toBe(false);
  });

  it('is refused where it is of another file', () => {
    changed(() => undefined);
    const page = Buffer.from(readFileSync(path).subarray(0, 4096));
    page[2000]! ^= 1;
    page[40]! ^= 1;
    writeFileSync(`${path}-journal`, modeJournal(page));
    expect(open).toThrow(expect.objectContaining({ code: 'workspace_log_foreign' }));
  });
});

describe('broken JSON in a workspace', () => {
  it('keeps one notebook from opening, and no other', () => {
    changed((db) => {
      db.prepare('UPDATE notebooks SET document = ?').run('{"format":"portrait-notebook",');
    });
    const workspace = open();
    try {
      workspace.notebooks.create('other', newNotebook('Other'), 6);
      expect(() => workspace.notebooks.get('n')).toThrow(
        expect.objectContaining({ code: 'workspace_entry_damaged' }),
      );
      expect(workspace.notebooks.get('other').document.title).toBe('Other');
      expect(workspace.notebooks.list()).toHaveLength(2);
      expect(workspace.results.expendable()).toEqual([]);
    } finally {
      workspace.close();
    }
  });

  it('in a result makes it as good as none', () => {
    changed((db) => {
      db.exec(`INSERT INTO results (address, kind, output, ingredients, bytes, milliseconds, made_at, used_at)
        VALUES ('a', 'data', '{', '[', 1, 1, 1, 1)`);
    });
    const workspace = open();
    try {
      expect(workspace.results.has('a')).toBe(false);
      expect(() => workspace.results.get('a')).toThrow(
        expect.objectContaining({ code: 'workspace_entry_damaged' }),
      );
    } finally {
      workspace.close();
    }
  });
});
