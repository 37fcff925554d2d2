import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from '#shared/model/cells/evaluate.ts';
import { predict, type PredictOutput } from '#shared/model/cells/predict.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import type { CellValue } from '#shared/model/table.ts';
import { createRandom } from '#shared/random/index.ts';
import { cell, notebookOf } from '../support/cells.ts';
import { temporaryFolder } from '../support/folder.ts';
import { temporaryBackend, type CellResult } from '../support/run-notebook.ts';
import { cellStates } from '../support/wait.ts';

const folder = temporaryFolder();
let backend: Awaited<ReturnType<typeof temporaryBackend>>;

beforeAll(async () => {
  backend = await temporaryBackend();
  writeFileSync(folder.file('made.csv'), madeRows(800, 5, 0));
  writeFileSync(folder.file('new.csv'), madeRows(300, 6, 2));
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

/** Rows of one kind; `shift` moves column a, and brings a town no other row has. */
function madeRows(count: number, seed: number, shift: number): string {
  const random = createRandom(seed);
  const rows = Array.from({ length: count }, (_, at) => {
    const [a, b] = [random.next() * 10 - 5 + shift, random.next() * 10 - 5];
    const noise = (random.next() - 0.5) * 2;
    const shape = a + noise > 2 ? 'high' : b + noise > 0 ? 'mid' : 'low';
    const town = shift > 0 && at % 10 === 0 ? 'Bern' : random.next() < 0.5 ? 'Rome' : 'Oslo';
    const buys = a + b + noise > 1 ? 'TRUE' : 'FALSE';
    const amount = 3 * a - 2 * b + noise + 100;
    return [`p${seed}-${at}`, a, at % 7 === 3 ? '' : b, town, buys, shape, amount].join(',');
  });
  return ['id,a,b,town,buys,shape,amount', ...rows].join('\n');
}

const file = (name: string) => ({
  source: { type: 'file', path: folder.file(name), name },
});

function notebook(
  label: string,
  cells: Notebook['cells'],
  table = 'made.csv',
  scored = 'new.csv',
): Notebook {
  const others = ['buys', 'shape', 'amount'].filter((column) => column !== label);
  return notebookOf(
    cell('data', 'data', file(table)),
    cell(
      'features',
      'features',
      {
        label: { column: label },
        columns: others.map((column) => ({ column, encoding: { type: 'skip' } })),
        split: { validation: 0.3, test: 0.3 },
      },
      { table: ['data'] },
    ),
    cell(
      'model',
      'model',
      { layers: [{ type: 'dense', units: 16, activation: 'relu' }] },
      { features: ['features'] },
    ),
    cell('train', 'train', { epochs: 20, learningRate: 0.01 }, { model: ['model'] }),
    cell('new', 'data', file(scored)),
    ...cells,
  );
}

const output = (results: Map<string, CellResult>, id = 'predict'): PredictOutput =>
  predict.output.parse(results.get(id)?.output);

async function rowsOf(table: PredictOutput['table']): Promise<Record<string, CellValue>[]> {
  const { rows } = await backend.client.tables.rows({
    ...{ table: table.id, offset: 0, limit: 1000, sort: [], filters: [], search: '' },
  });
  return rows.map((row) =>
    Object.fromEntries(table.columns.map(({ name }, at) => [name, row[at] ?? null])),
  );
}

describe('predicting', () => {
  it('scores a table the model has never seen, row by row, as a table that goes on', async () => {
    const { results } = await backend.run(
      notebook('buys', [
        cell('predict', 'predict', { reasons: 2 }, { run: ['train'], table: ['new'] }),
        cell(
          'sql',
          'sql',
          { query: 'SELECT "class", count(*) AS n, avg("score") AS s FROM predict GROUP BY 1' },
          { tables: ['predict'] },
        ),
      ]),
    );
    const made = output(results);
    expect(made).toMatchObject({
      ...{ kind: 'binary', label: 'buys', classes: ['FALSE', 'TRUE'], way: 'prepared' },
      ...{ threshold: 0.5, thresholdOf: 'default', inputs: ['a', 'b', 'town'] },
      ignored: ['id', 'shape', 'amount'],
    });
    expect(made.table.columns.map(({ name }) => name)).toEqual([
      ...['id', 'a', 'b', 'town', 'buys', 'shape', 'amount'],
      ...['score', 'class', 'probability FALSE', 'probability TRUE', 'set'],
      ...['reason 1', 'reason 1 effect', 'reason 2', 'reason 2 effect', 'unseen'],
    ]);
    const rows = await rowsOf(made.table);
    expect(rows).toHaveLength(300);
    for (const row of rows) {
      expect(row['class']).toBe(Number(row['score']) >= 0.5 ? 'TRUE' : 'FALSE');
      expect(Number(row['probability FALSE']) + Number(row['probability TRUE'])).toBeCloseTo(1, 12);
      expect(row['unseen']).toBe(row['town'] === 'Bern' ? 'town' : null);
    }
    expect(made.unseenRows).toBe(30);
    expect(made.counts.reduce((sum, count) => sum + count, 0)).toBe(300);
    expect(made.labelled).toMatchObject({ rows: 300 });
    expect(made.labelled.accuracy).toBeGreaterThan(0.85);
    expect(made.reasonsGap).toBeLessThan(1e-3);
    const [most, ...less] = made.drift ?? [];
    expect(most).toMatchObject({ column: 'a', by: 'tenths' });
    expect(most?.index).toBeGreaterThan(0.25);
    expect(less.find(({ column }) => column === 'town')?.unseen).toEqual({
      rows: 30,
      values: 1,
      first: ['Bern'],
    });
    const sql = results.get('sql')?.output as { table: { rows: number } };
    expect(sql.table.rows).toBe(2);
  });

  it('gives the rows of Evaluate’s part the scores Evaluate gave them', async () => {
    const { results } = await backend.run(
      notebook('buys', [
        cell(
          'evaluate',
          'evaluate',
          { part: 'validation', resamples: 0, threshold: 0.7 },
          { run: ['train'] },
        ),
        cell('predict', 'predict', {}, { run: ['train'], table: ['data'], decision: ['evaluate'] }),
      ]),
    );
    const made = output(results);
    expect(made).toMatchObject({ threshold: 0.7, thresholdOf: 'evaluation' });
    const evaluated = evaluate.output.parse(results.get('evaluate')?.output);
    expect(evaluated.rows).toBe(240);
    expect(made.interval?.calibrated).toBe(240);
    expect(made.interval?.checked?.rows).toBe(240);
  });

  it('says between which bounds a number lies, as often as it promises', async () => {
    const { results } = await backend.run(
      notebook('amount', [
        cell('predict', 'predict', { coverage: 0.8 }, { run: ['train'], table: ['new'] }),
      ]),
    );
    const made = output(results);
    expect(made).toMatchObject({ kind: 'number', threshold: null, counts: [] });
    const { interval } = made;
    const share = (interval?.checked?.covered ?? 0) / (interval?.checked?.rows ?? 1);
    expect(share).toBeGreaterThan(0.7);
    expect(share).toBeLessThan(0.9);
    for (const row of await rowsOf(made.table)) {
      const [low, high] = [Number(row['low']), Number(row['high'])];
      expect(high - low).toBeCloseTo(2 * (interval?.quantile ?? 0), 6);
    }
    expect(made.mean).toBeGreaterThan(90);
  });

  it('tells of several classes which ones a row may be of', async () => {
    const { results } = await backend.run(
      notebook('shape', [
        cell(
          'predict',
          'predict',
          { keep: 'chosen', columns: ['id'], coverage: 0.95 },
          { run: ['train'], table: ['new'] },
        ),
      ]),
    );
    const made = output(results);
    expect(made.table.columns.map(({ name }) => name)).toEqual([
      ...['id', 'score', 'class', 'probability high', 'probability low', 'probability mid'],
      ...['set', 'unseen'],
    ]);
    expect(made.interval?.sizes).toHaveLength(3);
    expect(made.interval?.sizes.reduce((sum, count) => sum + count, 0)).toBe(300);
    for (const row of await rowsOf(made.table)) {
      expect(String(row['set']).split('|')).toContain(row['class']);
      const all = ['high', 'low', 'mid'].map((name) => Number(row[`probability ${name}`]));
      expect(Number(row['score'])).toBe(Math.max(...all));
    }
  });
});

describe('rows that do not fit', () => {
  /** Scores a table of its own text with a model of the other rows. */
  async function scoring(csv: string, settings: Notebook['cells'][number]['settings'] = {}) {
    const name = `${crypto.randomUUID()}.csv`;
    writeFileSync(folder.file(name), csv);
    const cells = [cell('predict', 'predict', settings, { run: ['train'], table: ['new'] })];
    const { client } = backend;
    const text = JSON.stringify(notebook('buys', cells, 'made.csv', name));
    const { id } = await client.workspace.importNotebook({ text });
    await client.notebook.trust({ id, others: false });
    await client.notebook.run({ id, cells: 'stale' });
    const states = await cellStates(client, id, (all) =>
      all.every(({ status }) => status === 'fresh' || status === 'failed'),
    );
    const state = states.find((one) => one.cell === 'predict');
    const error = state?.error ?? null;
    if (state?.shown === null || state === undefined || error) return { error, made: null };
    const made = predict.output.parse(
      (await client.notebook.output({ address: state.shown })).output,
    );
    return { error, made };
  }

  it('are refused naming the column, or the row and the column', async () => {
    const missing = await scoring('a,beta,town\n1,2,Rome\n');
    expect(missing.error).toMatchObject({
      code: 'predict_columns_missing',
      params: { columns: '“b”' },
    });
    const other = await scoring('order,price\n1,2\n');
    expect(other.error?.code).toBe('predict_no_column');
    const text = await scoring('a,b,town\n1,2,Rome\n2,many,Oslo\n3,few,Oslo\n');
    expect(text.error).toMatchObject({
      code: 'predict_value',
      params: { row: 2, column: 'b', value: 'many' },
    });
    const date = await scoring('a,b,town\n2024-01-01,2,Rome\n2024-01-02,3,Oslo\n');
    expect(date.error).toMatchObject({ code: 'column_type', params: { column: 'a' } });
  });

  it('are taken in any order, beside others, and told where values count as missing', async () => {
    const { made } = await scoring('score,town,b,a\n1,Rome,many,1\n2,,2,2\n', {
      badValues: 'missing',
    });
    expect(made?.told.map(({ kind }) => kind)).toEqual(['read_as', 'bad_value']);
    // A column that is called as a prediction keeps its name.
    expect(made?.table.columns.slice(0, 6).map(({ name }) => name)).toEqual([
      ...['score', 'town', 'b', 'a', 'score 2', 'class'],
    ]);
    expect(made?.labelled.rows).toBe(0);
    // A town that is missing has no place where none ever was.
    expect((await rowsOf(made!.table)).map((row) => row['unseen'])).toEqual([null, 'town']);
  });

  it('may be none at all', async () => {
    const query = { query: 'SELECT * FROM data WHERE a > 100' };
    const { results } = await backend.run(
      notebook('buys', [
        cell('none', 'sql', query, { tables: ['data'] }),
        cell('predict', 'predict', {}, { run: ['train'], table: ['none'] }),
      ]),
    );
    const made = output(results);
    expect(made.table.rows).toBe(0);
    expect(made.counts).toEqual([0, 0]);
    expect(made.drift?.every(({ index }) => index === null)).toBe(true);
  });

  it('says so where it promises more than the validation part can keep', async () => {
    const { made } = await scoring('a,b,town\n1,2,Rome\n', { coverage: 0.999 });
    expect(made).toMatchObject({ interval: null, noInterval: 'too_few' });
    expect(made?.table.columns.map(({ name }) => name)).not.toContain('set');
  });

  it('need a run or a model file', async () => {
    const { client } = backend;
    const cells = [
      cell('data', 'data', file('made.csv')),
      cell('predict', 'predict', {}, { table: ['data'] }),
    ];
    const { id } = await client.workspace.importNotebook({
      text: JSON.stringify(notebookOf(...cells)),
    });
    await client.notebook.trust({ id, others: false });
    await client.notebook.run({ id, cells: 'stale' });
    const states = await cellStates(client, id, (all) =>
      all.some(({ status }) => status === 'failed'),
    );
    expect(states.find((one) => one.cell === 'predict')?.error?.code).toBe('predict_no_model');
  });
});

describe('rows as they were before the cleaning', () => {
  it('are cleaned on the way, and get the scores of the cleaned ones', async () => {
    const steps: Notebook['cells'][number]['settings'][] = [
      { type: 'text', column: 'town', case: 'lower' },
      { type: 'missing', column: 'b', fill: 'median', indicator: true },
      { type: 'outliers', column: 'a', rule: 'iqr', factor: 0.5, action: 'clip' },
    ];
    const cells = notebook('buys', []).cells.map((one) =>
      one.id === 'features' ? { ...one, inputs: { table: ['clean'] } } : one,
    );
    cells.splice(1, 0, cell('clean', 'clean', { steps }, { table: ['data'] }));
    const chosen = { keep: 'chosen', columns: ['id'] };
    const { results } = await backend.run(
      notebookOf(
        ...cells,
        cell('raw', 'predict', chosen, { run: ['train'], table: ['data'] }),
        cell('cleaned', 'predict', chosen, { run: ['train'], table: ['clean'] }),
      ),
    );
    const [raw, cleaned] = [output(results, 'raw'), output(results, 'cleaned')];
    expect([raw.way, cleaned.way]).toEqual(['raw', 'prepared']);
    expect(raw.inputs).toEqual(['a', 'b', 'town']);
    expect(cleaned.inputs).toContain('b missing');
    const [one, two] = [await rowsOf(raw.table), await rowsOf(cleaned.table)];
    expect(one).toHaveLength(800);
    expect(one).toEqual(two);
  });
});
