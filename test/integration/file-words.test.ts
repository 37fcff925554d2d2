import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { evaluate } from '#shared/model/cells/evaluate.ts';
import { explain } from '#shared/model/cells/explain.ts';
import { features } from '#shared/model/cells/features.ts';
import { predict } from '#shared/model/cells/predict.ts';
import type { CellValue } from '#shared/model/table.ts';
import { createRandom } from '#shared/random/index.ts';
import { cell, notebookOf } from '../support/cells.ts';
import { temporaryFolder } from '../support/folder.ts';
import { temporaryBackend } from '../support/run-notebook.ts';

const folder = temporaryFolder();
let backend: Awaited<ReturnType<typeof temporaryBackend>>;

beforeAll(async () => {
  backend = await temporaryBackend();
  const random = createRandom(3);
  const lines = Array.from({ length: 400 }, (_, at) => {
    const [member, age] = [random.next() < 0.5 ? 'Ja' : 'Nein', 20 + (at % 50)];
    const buys = (member === 'Ja') === random.next() < 0.9 ? 'yes' : 'no';
    return [at, age, member, buys].join(',');
  });
  writeFileSync(folder.file('people.csv'), ['id,age,member,buys', ...lines].join('\n'));
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

const choice = (index: number, type: string | null) => ({ index, name: null, type, skip: false });

it('goes by the file’s own words for yes and no from import to prediction', async () => {
  const path = folder.file('people.csv');
  const { results } = await backend.run(
    notebookOf(
      cell('data', 'data', {
        source: { type: 'file', path, name: 'people.csv' },
        columns: [choice(2, 'boolean'), choice(3, null)],
      }),
      cell(
        'clean',
        'clean',
        { steps: [{ type: 'filter', column: 'member', compare: 'present' }] },
        { table: ['data'] },
      ),
      cell(
        'features',
        'features',
        {
          label: { column: 'buys', positive: 'NO' },
          columns: [
            { column: 'member', encoding: { type: 'oneHot' } },
            { column: 'id', encoding: { type: 'skip' } },
          ],
        },
        { table: ['clean'] },
      ),
      cell('model', 'model', { layers: [{ type: 'dense', units: 4 }] }, { features: ['features'] }),
      cell('train', 'train', { epochs: 5 }, { model: ['model'] }),
      cell('evaluate', 'evaluate', { part: 'validation' }, { run: ['train'] }),
      cell('explain', 'explain', { repeats: 2 }, { run: ['train'] }),
      cell('predict', 'predict', { reasons: 2 }, { run: ['train'], table: ['data'] }),
      cell(
        'sql',
        'sql',
        { query: `SELECT member, count(*) AS n FROM data WHERE buys = 'yes' GROUP BY member` },
        { tables: ['data'] },
      ),
    ),
  );
  const of = (id: string): unknown => results.get(id)?.output;
  const words = { member: ['Nein', 'Ja'], buys: ['no', 'yes'] };
  const fitted = features.output.parse(of('features'));
  expect(fitted.prep.columns.filter(({ type }) => type === 'boolean')).toEqual(
    Object.entries(words).map(([name, own]) => ({ name, type: 'boolean', words: own })),
  );
  expect(fitted.prep.label.classes).toEqual(['yes', 'no']);
  expect(fitted.prep.features).toEqual(
    expect.arrayContaining(['member=Ja', 'member=Nein']) as string[],
  );
  expect(evaluate.output.parse(of('evaluate')).classes).toEqual(['yes', 'no']);
  expect(
    explain.output.parse(of('explain')).columns.find(({ column }) => column === 'member'),
  ).toMatchObject({ type: 'boolean', words: words.member });
  const { table } = predict.output.parse(of('predict'));
  const { rows } = await backend.client.tables.rows({
    ...{ table: table.id, offset: 0, limit: 400, sort: [], filters: [], search: '' },
  });
  const at = (name: string): number => table.columns.findIndex((column) => column.name === name);
  const told = (name: string): Set<CellValue> => new Set(rows.map((row) => row[at(name)] ?? null));
  expect(told('class')).toEqual(new Set(['yes', 'no']));
  expect([...told('reason 1'), ...told('reason 2')]).toContain('member = Ja');
  expect(table.columns[at('member')]).toMatchObject({ type: 'boolean', words: words.member });
  expect(of('sql')).toMatchObject({
    table: { columns: [{ name: 'member', type: 'boolean', words: words.member }, { name: 'n' }] },
  });
  const found = await backend.client.tables.rows({
    ...{ table: table.id, offset: 0, limit: 400, sort: [], search: 'nein' },
    filters: [],
  });
  expect(found.total).toBe(rows.filter((row) => row[at('member')] === 0).length);
});
