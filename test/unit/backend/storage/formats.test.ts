import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrations } from '../../../../src-main/backend/storage/migrations.ts';
import { Workspace } from '../../../../src-main/backend/storage/index.ts';
import { counter, temporaryFolder } from '../../../support/folder.ts';
import { storedRows } from '../../../support/workspace.ts';

/** One small file of every format there has been, each with a notebook run from data to evaluation. */
const golden = new URL('../../../golden/workspace/', import.meta.url);
const formats = readdirSync(golden).map((name) => Number(/^format-(\d+)\./.exec(name)?.[1]));

let folder: ReturnType<typeof temporaryFolder>;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => folder.remove());

function open(path: string): Workspace {
  return Workspace.open(path, { clock: () => 1.8e12, newId: counter('id') });
}

/** Tables and indices as they are defined, tables of imported rows left out. */
function schemaOf(db: Database): unknown[] {
  return db
    .prepare<[], { name: string; sql: string | null }>(
      `SELECT name, sql FROM sqlite_schema WHERE name NOT GLOB 't_*' ORDER BY name`,
    )
    .all()
    .map(({ name, sql }) => ({ name, sql: sql?.replace(/\s+/g, ' ') }));
}

it('every format there has been has a file to try', () => {
  expect(formats.sort((a, b) => a - b)).toEqual(migrations.map((_, index) => index + 1));
});

describe.each(formats)('a workspace of format %i', (format) => {
  let workspace: Workspace;
  beforeEach(() => {
    const path = folder.file('old.portrait');
    writeFileSync(path, gunzipSync(readFileSync(new URL(`format-${format}.portrait.gz`, golden))));
    workspace = open(path);
  });
  afterEach(() => workspace.close());

  it('comes to the newest format, after a backup where it was older', () => {
    expect(workspace.db.pragma('user_version', { simple: true })).toBe(migrations.length);
    const told = format < migrations.length ? 'workspace_migrated' : undefined;
    expect(workspace.notice?.code).toBe(told);
  });

  it('has the schema of a new file then: a format that is out is changed by a migration only', () => {
    const fresh = open(folder.file('new.portrait'));
    const wanted = schemaOf(fresh.db);
    fresh.close();
    expect(schemaOf(workspace.db)).toEqual(wanted);
  });

  it('keeps notebook, rows, run, weights and results', () => {
    const [entry] = workspace.notebooks.list();
    const { document } = workspace.notebooks.get(entry?.id ?? '');
    expect(document.title).toBe('First format');
    expect(document.cells.map(({ kind }) => kind)).toEqual([
      ...['data', 'features', 'model', 'train', 'evaluate'],
    ]);
    const [run] = workspace.runs.list(entry?.id ?? '');
    expect(run?.epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect(workspace.runs.checkpoint(run?.id ?? '', 'last')?.weights.length).toBe(4);
    const { loss, score } = workspace.runs.get(run?.id ?? '').steps;
    expect(loss).toHaveLength(66);
    expect(score.filter((value) => value !== null)).toHaveLength(format < 2 ? 0 : 66);
    const tables = workspace.db.prepare('SELECT id FROM tables').pluck().all().map(String);
    expect(tables.map((id) => storedRows(workspace, id).length)).toContain(1000);
    const results = workspace.db.prepare('SELECT count(*) FROM results').pluck().get();
    expect(results).toBeGreaterThanOrEqual(5);
    expect(workspace.db.pragma('integrity_check', { simple: true })).toBe('ok');
  });
});
