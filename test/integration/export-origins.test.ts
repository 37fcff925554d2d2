import { readFileSync, writeFileSync } from 'node:fs';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportedModel, type ExportedModel } from '#shared/export/exported-model.ts';
import { evaluate } from '#shared/model/cells/evaluate.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { createRandom } from '#shared/random/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { start } from '../support/program.ts';
import { temporaryBackend, type CellResult } from '../support/run-notebook.ts';

type Cell = Notebook['cells'][number];
const serve = 'hosts/serve/main.ts';
const folder = temporaryFolder();
let backend: Awaited<ReturnType<typeof temporaryBackend>>;

/** A file as offices in Europe write it: semicolons, decimal commas, days first, words for truth and for what is missing. */
const random = createRandom(8);
const count = 500;
const lines = Array.from({ length: count }, (_, at) => {
  const amount = random.next() * 5000;
  const isMember = random.next() < 0.5;
  const day = 1 + Math.floor(random.next() * 28);
  const month = 1 + Math.floor(random.next() * 12);
  const city = ['Köln', ' köln', 'Bonn', 'Aachen'][Math.floor(random.next() * 4)] ?? '';
  const shape = amount > 3300 ? 'high' : isMember ? 'mid' : 'low';
  const money = amount
    .toFixed(2)
    .replace('.', ',')
    .replace(/(\d)(\d{3}),/, '$1.$2,');
  return [
    `u${at}`,
    `${String(day).padStart(2, '0')}.${String(month).padStart(2, '0')}.2023`,
    random.next() < 0.1 ? 'NA' : money,
    isMember ? 'yes' : 'no',
    city,
    shape,
  ];
});
const header = ['id', 'joined', 'amount', 'member', 'city', 'shape'];

const cell = (
  kind: string,
  settings: Cell['settings'],
  inputs: Cell['inputs'] = {},
  id = kind,
): Cell => ({
  ...{ id, kind, name: id, settings, inputs, collapsed: false },
});
const file = (name: string): Cell['settings'] => ({
  source: { type: 'file', path: folder.file(name), name },
});
/** From a table to a run and its evaluation. */
const network = (table: string, label: string): Cell[] => [
  cell(
    'features',
    {
      label: { column: label },
      columns: [{ column: 'id', encoding: { type: 'skip' } }],
      split: { validation: 0.1, test: 0.4 },
    },
    { table: [table] },
  ),
  cell(
    'model',
    { layers: [{ type: 'dense', units: 8, activation: 'relu' }] },
    { features: ['features'] },
  ),
  cell('train', { epochs: 4, learningRate: 0.01 }, { model: ['model'] }),
  cell('evaluate', { part: 'test', resamples: 0, baseline: false }, { run: ['train'] }),
];
const document = (title: string, cells: Cell[]): Notebook => ({
  ...{ format: 'portrait-notebook', version: 1, title, seed: 3, cells },
});

async function exported(notebook: string, name: string): Promise<ExportedModel> {
  const to = folder.file(name);
  const request = { notebook, cell: 'evaluate', target: 'server', to };
  for await (const _ of await backend.client.exports.write(request));
  const { sha256: _, ...model } = JSON.parse(readFileSync(`${to}/model.json`, 'utf8')) as Record<
    string,
    unknown
  >;
  return exportedModel.parse(model);
}

/** The scores of the application for rows of the test part, by the user. */
async function ownScores(
  results: Map<string, CellResult>,
  classes: number,
): Promise<Map<string, number[]>> {
  const own = new Map<string, number[]>();
  const { address = '' } = results.get('evaluate') ?? {};
  for (let pair = 0; pair < classes * classes; pair++) {
    const [actual, predicted] = [Math.floor(pair / classes), pair % classes];
    const input = { actual, predicted, threshold: 0.5, offset: 0, limit: 500 };
    const page = evaluate.queries.rows.output.parse(
      await backend.client.notebook.query({ address, query: 'rows', input }),
    );
    const user = page.columns.findIndex(({ name }) => name === 'id');
    page.rows.forEach((row, at) => own.set(String(row[user]), page.scores[at] ?? []));
  }
  return own;
}

async function scored(name: string, rows: string[][], columns: string[], delimiter: string) {
  const [from, to] = [folder.file(`${name}.csv`), folder.file(`${name}-scored.csv`)];
  writeFileSync(from, Papa.unparse([columns, ...rows], { delimiter }));
  const { code, stderr } = await start(serve, ['score', folder.file(name), from, to]).ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return Papa.parse<Record<string, string>>(readFileSync(to, 'utf8').trim(), { header: true }).data;
}

beforeAll(async () => {
  writeFileSync(folder.file('office.csv'), Papa.unparse([header, ...lines], { delimiter: ';' }));
  const towns = [
    ['town', 'size'],
    ['Köln', '1'],
    ['Bonn', '0.3'],
    ['Aachen', '0.25'],
  ];
  writeFileSync(folder.file('towns.csv'), Papa.unparse(towns));
  backend = await temporaryBackend();
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

describe('a model of a file with decimal commas, days first and marks of missing values', () => {
  it('reads the same file as the import did, and gives the scores of the application', async () => {
    const { id, results } = await backend.run(
      document('Office', [cell('data', file('office.csv')), ...network('data', 'shape')]),
    );
    const model = await exported(id, 'office');
    expect(model.inputs).toMatchObject([
      {
        name: 'joined',
        type: 'date',
        required: true,
        text: { time: { reading: 'day_month_year' } },
      },
      {
        name: 'amount',
        type: 'real',
        required: false,
        text: { number: { format: { decimal: ',' } } },
      },
      { name: 'member', type: 'boolean' },
      { name: 'city' },
    ]);
    const own = await ownScores(results, 3);
    expect(own.size).toBeGreaterThan(150);
    const rows = lines.filter(([user = '']) => own.has(user));
    const told = await scored('office', rows, header, ';');
    const classes = model.prep.label.classes;
    let worst = 0;
    told.forEach((row, at) => {
      expect(row['problem']).toBe('');
      classes.forEach((name, unit) => {
        const score = own.get(rows[at]?.[0] ?? '')?.[unit] ?? NaN;
        worst = Math.max(worst, Math.abs(Number(row[`probability ${name}`]) - score));
      });
    });
    expect(worst).toBeLessThanOrEqual(5e-7);
  });
});

describe('where a single row can no longer follow', () => {
  const lower = { type: 'text', column: 'city', case: 'lower' };
  it('the model begins behind a join, with the joined columns', async () => {
    const steps: Record<string, string | number>[] = [
      { type: 'text', column: 'city' },
      { type: 'join', index: 0, key: 'city', otherKey: 'town', how: 'left' },
      { ...lower },
      { type: 'missing', column: 'size', fill: 'mean' },
    ];
    const { id, results } = await backend.run(
      document('Joined', [
        cell('data', file('office.csv')),
        cell('data', file('towns.csv'), {}, 'towns'),
        cell('clean', { steps }, { table: ['data'], others: ['towns'] }),
        ...network('clean', 'shape'),
      ]),
    );
    const model = await exported(id, 'joined');
    expect(model.boundary).toEqual({ cell: 'clean', at: 'join' });
    expect(model.plan.map(({ type }) => type)).toEqual(['text', 'fill']);
    expect(model.inputs.map(({ name }) => name)).toEqual([
      'joined',
      'amount',
      'member',
      'city',
      'size',
    ]);
    expect(model.golden.filter(({ why }) => why === 'test')).toHaveLength(32);
    const own = await ownScores(results, 3);
    const sizes = new Map([
      ['Köln', '1'],
      ['Bonn', '0.3'],
      ['Aachen', '0.25'],
    ]);
    const rows = lines.filter(([user = '']) => own.has(user)).slice(0, 60);
    const joined = rows.map((row) => {
      const [user = '', date = '', amount = '', member = '', city = ''] = row;
      const [day, month, year] = date.split('.');
      const plain = amount === 'NA' ? '' : amount.replace('.', '').replace(',', '.');
      return [
        user,
        `${year}-${month}-${day}`,
        plain,
        member,
        city.trim(),
        sizes.get(city.trim()) ?? '',
      ];
    });
    const told = await scored(
      'joined',
      joined,
      ['id', 'joined', 'amount', 'member', 'city', 'size'],
      ',',
    );
    told.forEach((row, at) => {
      const score = own.get(rows[at]?.[0] ?? '')?.[0] ?? NaN;
      const name = model.prep.label.classes[0] ?? '';
      expect(Math.abs(Number(row[`probability ${name}`]) - score)).toBeLessThanOrEqual(5e-7);
    });
  });

  it('the model begins with the result of a query, and goes on through two cells that clean it', async () => {
    const query = 'SELECT id, city, amount * 2 AS twice, shape FROM data';
    const { id } = await backend.run(
      document('Asked', [
        cell('data', file('office.csv')),
        cell('sql', { query }, { tables: ['data'] }),
        cell(
          'clean',
          { steps: [lower, { type: 'rename', column: 'twice', to: 'double' }] },
          { table: ['sql'] },
        ),
        cell(
          'clean',
          {
            steps: [
              { type: 'missing', column: 'double', fill: 'median', indicator: true },
              { type: 'filter', column: 'shape', compare: 'not_equals', value: 'mid' },
              { type: 'filter', column: 'id', compare: 'present' },
            ],
          },
          { table: ['clean'] },
          'again',
        ),
        ...network('again', 'shape'),
      ]),
    );
    const model = await exported(id, 'asked');
    expect(model.boundary).toEqual({ cell: 'sql', at: 'sql' });
    expect(model.inputs.map(({ name }) => name)).toEqual(['id', 'city', 'twice']);
    expect(model.inputs.map(({ required }) => required)).toEqual([false, true, false]);
    expect(model.plan.map(({ type }) => type)).toEqual([
      'text',
      'rename',
      'indicator',
      'fill',
      'keep',
    ]);
    expect(model.prep.label.kind).toBe('binary');
  });

  it('the label is a number in its own unit', async () => {
    const { id } = await backend.run(
      document('Amounts', [cell('data', file('office.csv')), ...network('data', 'amount')]),
    );
    const model = await exported(id, 'amounts');
    expect(model.decision).toBeNull();
    const scores = model.golden.map(({ scores: [score] }) => score ?? NaN);
    expect(Math.max(...scores)).toBeGreaterThan(500);
    const told = await scored('amounts', lines.slice(0, 20), header, ';');
    expect(told.every((row) => Number(row['prediction']) > -5000 && !('probability' in row))).toBe(
      true,
    );
  });
});
