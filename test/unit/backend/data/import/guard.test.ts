import { afterAll, describe, expect, it } from 'vitest';
import type { CellValue } from '#shared/model/table.ts';
import { writeCsv } from '../../../../../src-main/backend/data/export/csv.ts';
import { importBench } from '../../../../support/import-text.ts';
import { written } from '../../../../support/written-table.ts';

const bench = importBench();
afterAll(() => bench.close());
const { load, store } = bench;

function exported(names: string[], rows: CellValue[][]): string {
  const columns = names.map((name) => ({ name, type: 'text' as const }));
  const writer = store.create(columns, { synthetic: false });
  writer.append(rows);
  return written(writeCsv, store, writer.finish().id).text;
}

const ids = [
  ...['@anna', '=HYPERLINK("x")', '-5', '+49 170', "'apos", 'a/b', 'x,y', 'q"q', ' lead', 'trail '],
  ...['multi\nline', '__proto__', 'constructor', '＝1+1', '\t=cmd', '\n=1+1', '=1+1\nnote'],
  ...['a;=1', "a;'=1", "''=x", 'caf\u00e9', 'cafe\u0301'],
];

describe('guards against spreadsheets', () => {
  it('are taken off on import, so that ids come back as they were', async () => {
    const text = exported(
      ['=user', 'item'],
      ids.map((id, n) => [id, `i${n}`]),
    );
    const { rows, names, warnings } = await load(text);
    expect(names).toEqual(['=user', 'item']);
    expect(rows.map((row) => row[0])).toEqual(ids);
    expect(warnings.map(({ kind, column }) => `${kind} ${column}`)).toEqual([
      'guard_removed =user',
    ]);
  });

  it('keep negative ids text, and numbers numbers', async () => {
    const writer = store.create(
      [
        { name: 'id', type: 'text' },
        { name: 'n', type: 'real' },
      ],
      { synthetic: false },
    );
    writer.append([
      ['-5', -1.5],
      ['-7', 2],
    ]);
    const { rows } = await load(written(writeCsv, store, writer.finish().id).text);
    expect(rows).toEqual([
      ['-5', -1.5],
      ['-7', 2],
    ]);
  });

  it.each([
    ["id,note\n1,'tis\n2,'=x\n3,plain\n", ["'tis", "'=x", 'plain']],
    ["id,note\n1,-x\n2,'=x\n3,plain\n", ['-x', "'=x", 'plain']],
    ["id,note\n1,'=a'\n2,'-b'\n3,plain\n", ["'=a'", "'-b'", 'plain']],
    ["id,note\n1,'=x\n2,＝y\n", ["'=x", '＝y']],
  ])('are no guards where the file has others without: %j', async (text, wanted) => {
    expect((await load(text)).rows.map((row) => row[1])).toEqual(wanted);
  });

  it('are kept or taken off as one says', async () => {
    const file = "id,note\n1,-x\n2,'=x\n";
    const removed = await load(file, { options: { guard: 'remove' } });
    expect(removed.rows.map((row) => row[1])).toEqual(['-x', '=x']);
    const kept = await load("id,note\n1,'=x\n2,y\n", { options: { guard: 'keep' } });
    expect(kept.rows[0]).toEqual([1, "'=x"]);
  });

  it('are decided over the whole file', async () => {
    const early = Array.from({ length: 120_000 }, (_, n) => `${n},plain text`).join('\n');
    const late = await load(`id,note\n${early}\n120000,'=x\n`);
    expect(late.rows.at(-1)).toEqual([120_000, '=x']);
    const both = await load(`id,note\n0,'=x\n${early}\n120000,=y\n`);
    expect([both.rows[0]?.[1], both.rows.at(-1)?.[1]]).toEqual(["'=x", '=y']);
  });
});
