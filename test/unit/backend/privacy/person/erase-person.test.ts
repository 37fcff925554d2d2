import { afterEach, describe, expect, it } from 'vitest';
import type { Column } from '../../../../../shared/model/table.ts';
import { sha256 } from '../../../../../src-main/backend/lib/index.ts';
import { erasePerson } from '../../../../../src-main/backend/privacy/index.ts';
import { Workspace } from '../../../../../src-main/backend/storage/index.ts';
import { counter, temporaryFolder } from '../../../../support/folder.ts';

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0).reverse()) close();
});

const text = (name: string): Column => ({ name, type: 'text' });
type Rows = (string | number | null)[][];

function opened() {
  const folder = temporaryFolder();
  const path = folder.file('w.portrait');
  const workspace = Workspace.open(path, { clock: Date.now, newId: counter('id') });
  closing.push(folder.remove, () => workspace.close());
  /** As reading a sheet of a file leaves it. */
  const read = (address: string, sheet: string, columns: Column[], rows: Rows) => {
    const writer = workspace.tables.create(columns, { synthetic: false });
    writer.append(rows);
    const table = writer.finish();
    const source = { type: 'file', path: '/nowhere/book.xlsx', name: 'book.xlsx' };
    workspace.results.put({
      ...{ address, kind: 'data', bytes: 1, milliseconds: 1, madeAt: 1 },
      output: { table, bytes: 1, warnings: [], bestAchievable: null },
      ingredients: {
        ...{ kind: 'data', version: 6, inputs: {}, fingerprint: 'book', seed: null },
        settings: { source, options: { sheet }, columns: [] },
      },
      artefacts: { tables: [table.id], blobs: [], runs: [] },
    });
  };
  const erase = (identifier: string, columns: string[]) =>
    workspace.rewrite((db, marks) =>
      erasePerson(
        db,
        marks,
        { identifiers: [{ text: identifier, by: 'typed' }], columns },
        {
          ...{ now: 1, newId: counter('new'), path, removals: () => [] },
          addressOf: (made) => sha256(JSON.stringify(made)),
        },
      ),
    );
  const tables = (): { columns: string[]; rows: unknown[][] }[] =>
    workspace.db
      .prepare<[], { id: string; columns: string }>(
        `SELECT id, columns FROM tables WHERE id IN (SELECT id FROM result_artefacts) ORDER BY columns`,
      )
      .all()
      .map(({ id, columns }) => ({
        columns: (JSON.parse(columns) as Column[]).map(({ name }) => name),
        rows: workspace.db
          .prepare(`SELECT * FROM t_${id} ORDER BY rowid`)
          .raw()
          .all() as unknown[][],
      }));
  return { workspace, read, erase, tables };
}

describe('erasing a person from the tables of a workspace', () => {
  it('finds whole numbers as far as columns of whole numbers go, sixteen digits too, and no others', () => {
    const { read, erase, tables } = opened();
    const card = 4_111_111_111_111_111;
    read('a', '', [{ name: 'card', type: 'integer' }], [[card], [card + 1], [411]]);
    expect(erase(String(card), ['card'])).toMatchObject({ tables: 1, rows: 1 });
    expect(tables()).toEqual([{ columns: ['card'], rows: [[card + 1], [411]] }]);
  });

  it.each([
    ['Müller Ömer', 'MÜLLER ÖMER'],
    ['MÜLLER ÖMER', 'Müller Ömer'],
    ['иван петров', 'Иван Петров'],
    ['José', 'JOSE\u0301'],
  ])('finds %s written as %s', (typed, written) => {
    const { read, erase, tables } = opened();
    read('a', '', [text('name')], [[written], ['Somebody'], [''], [null]]);
    expect(erase(typed, ['name'])).toMatchObject({ rows: 1 });
    expect(tables()[0]?.rows).toEqual([['Somebody'], [''], [null]]);
  });

  it('takes what says nothing for nobody', () => {
    const { read, erase } = opened();
    read('a', '', [text('name')], [['Somebody'], [''], [null]]);
    expect(() => erase('\0', ['name'])).toThrow('person_unknown');
  });

  it('keeps the other sheets of a file, and drops the same rows read in another number without a name', () => {
    const { workspace, read, erase, tables } = opened();
    read(
      'people',
      'people',
      [text('email'), text('town')],
      [
        ['a@x.example', 'A'],
        ['b@x.example', 'B'],
      ],
    );
    read('items', 'items', [text('item')], [['P1'], ['P2'], ['P3']]);
    read('towns', 'people', [text('town')], [['A']]);
    expect(erase('a@x.example', ['email'])).toMatchObject({ tables: 1, rows: 1, results: 1 });
    expect(tables()).toEqual([
      { columns: ['email', 'town'], rows: [['b@x.example', 'B']] },
      { columns: ['item'], rows: [['P1'], ['P2'], ['P3']] },
    ]);
    // All of them are found where the file is other data now.
    const fingerprint = workspace.erased.fingerprint('book');
    expect(fingerprint).not.toBe('book');
    const made = workspace.db.prepare('SELECT ingredients FROM results').pluck().all().join('\n');
    expect(made.split(fingerprint)).toHaveLength(3);
  });

  it('leaves nobody in what results were made of', () => {
    const { workspace, read, erase } = opened();
    read('a', '', [text('email')], [['planted@qzx.example'], ['b@x.example']]);
    workspace.results.put({
      ...{ address: 'q', kind: 'sql', bytes: 1, milliseconds: 1, madeAt: 1 },
      output: { rows: 0 },
      ingredients: {
        ...{ kind: 'sql', version: 1, inputs: {}, fingerprint: null, seed: null },
        settings: { query: `SELECT 1 WHERE 'x' <> 'planted@qzx.example'` },
      },
      artefacts: { tables: [], blobs: [], runs: [] },
    });
    expect(erase('planted@qzx.example', ['email'])).toMatchObject({ rows: 1, results: 1 });
    const left = workspace.db.prepare('SELECT ingredients, output FROM results').raw().all();
    expect(JSON.stringify(left)).not.toContain('planted');
  });
});
