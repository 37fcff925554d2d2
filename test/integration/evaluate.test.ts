import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluate, type EvaluateOutput } from '#shared/model/cells/evaluate.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { createRandom } from '#shared/random/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { runCells, temporaryBackend, type CellResult } from '../support/run-notebook.ts';

const rowCount = 600;
const folder = temporaryFolder();
let backend: Awaited<ReturnType<typeof temporaryBackend>>;

beforeAll(async () => {
  backend = await temporaryBackend();
  const random = createRandom(5);
  const rows = Array.from({ length: rowCount }, () => {
    const [a, b] = [random.next() * 10 - 5, random.next() * 10 - 5];
    const noise = (random.next() - 0.5) * 2;
    const shape = a + noise > 2 ? 'high' : b + noise > 0 ? 'mid' : 'low';
    return [a, b, a + b + noise > 1 ? 'TRUE' : 'FALSE', shape, 3 * a - 2 * b + noise + 100].join(
      ',',
    );
  });
  writeFileSync(folder.file('made.csv'), ['a,b,buys,shape,amount', ...rows].join('\n'));
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

function notebook(label: string, part: 'validation' | 'test', seed = 1): Notebook {
  const others = ['buys', 'shape', 'amount'].filter((column) => column !== label);
  const cell = (
    kind: string,
    settings: Notebook['cells'][number]['settings'],
    inputs: Record<string, string[]> = {},
  ): Notebook['cells'][number] => ({
    id: kind,
    kind,
    name: kind,
    settings,
    inputs,
    collapsed: false,
  });
  const path = folder.file('made.csv');
  return {
    format: 'portrait-notebook',
    version: 1,
    title: label,
    seed,
    cells: [
      cell('data', { source: { type: 'file', path, name: 'made.csv' } }),
      cell('clean', { steps: [{ type: 'duplicates', keys: [] }] }, { table: ['data'] }),
      cell(
        'features',
        {
          label: { column: label },
          columns: others.map((column) => ({ column, encoding: { type: 'skip' } })),
          split: { validation: 0.2, test: 0.3 },
        },
        { table: ['clean'] },
      ),
      cell(
        'model',
        { layers: [{ type: 'dense', units: 16, activation: 'relu' }] },
        { features: ['features'] },
      ),
      cell('train', { epochs: 30, learningRate: 0.01 }, { model: ['model'] }),
      cell('evaluate', { part, resamples: 100 }, { run: ['train'] }),
    ],
  };
}

function evaluation(results: Map<string, CellResult>): EvaluateOutput & { address: string } {
  const result = results.get('evaluate');
  return { ...evaluate.output.parse(result?.output), address: result?.address ?? '' };
}

describe('evaluating a binary label', () => {
  it('measures model and baselines, and answers for thresholds and rows', async () => {
    const { id, results } = await backend.run(notebook('buys', 'validation'));
    const output = evaluation(results);
    expect(output).toMatchObject({
      kind: 'binary',
      rows: 120,
      testLooks: 0,
      classes: ['FALSE', 'TRUE'],
    });
    expect(output.model.classification?.rocAuc.value).toBeGreaterThan(0.95);
    const [majority, logistic] = output.baselines;
    expect(majority?.classification?.rocAuc.value).toBe(0.5);
    expect(logistic?.name).toBe('logistic');
    const trees = output.baselines[2];
    expect(trees?.name).toBe('trees');
    expect(trees?.classification?.rocAuc.value).toBeGreaterThan(0.9);
    expect(output.withoutTrees).toBeNull();
    expect(logistic?.classification?.rocAuc.value).toBeGreaterThan(0.95);
    expect(output.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(120);

    const query = (name: string, input: object): Promise<unknown> =>
      backend.client.notebook.query({
        address: output.address,
        query: name,
        input: JSON.parse(JSON.stringify(input)),
      });
    const same = { threshold: output.threshold, falsePositive: 1, falseNegative: 3 };
    const at = evaluate.queries.threshold.output.parse(await query('threshold', same));
    expect(at.confusion).toEqual(output.confusion);
    const [missed, alarms] = [at.confusion[1]?.[0] ?? 0, at.confusion[0]?.[1] ?? 0];
    expect(at.cost).toBe(alarms + 3 * missed);

    const cell = { actual: 1, predicted: 1, threshold: 0.5, offset: 0, limit: 500 };
    const rows = evaluate.queries.rows.output.parse(await query('rows', cell));
    expect(rows.total).toBe(output.confusion[1]?.[1]);
    expect(rows.rows.every((row) => row[2] === 1)).toBe(true);
    expect(rows.scores.every(([score]) => (score ?? 0) >= 0.5)).toBe(true);

    // Of a column the model never saw: all rows once, and the accuracy of all is the mean of the groups'.
    const groups = evaluate.queries.groups.output.parse(
      await query('groups', { column: 'shape', threshold: output.threshold }),
    );
    const count = groups.groups.reduce((sum, own) => sum + own.rows, 0);
    const right = groups.groups.reduce(
      (sum, own) => sum + own.rows * (own.accuracy?.value ?? 0),
      0,
    );
    expect(groups.groups).toHaveLength(3);
    expect(count).toBe(output.rows);
    expect(right / count).toBeCloseTo(output.model.classification?.accuracy.value ?? 0, 9);

    const matters = evaluate.queries.importance.output.parse(await query('importance', {}));
    expect(matters).toMatchObject({ metric: 'rocAuc', rows: 120 });
    expect(matters?.score).toBeCloseTo(output.model.classification?.rocAuc.value ?? 0, 6);
    expect(matters?.columns.map(({ column }) => column).toSorted()).toEqual(['a', 'b']);
    for (const { low, mean, high } of matters?.columns ?? []) {
      expect(low).toBeGreaterThan(0.05);
      expect(mean).toBeLessThan(high ?? 0);
    }
    // The predictions are a table, row for row the same.
    const table = output.table!;
    const asked = { table: table.id, offset: 0, limit: 500, sort: [], filters: [], search: '' };
    const predicted = await backend.client.tables.rows(asked);
    expect(table.columns.map(({ name }) => name)).toEqual([
      ...['row', 'shape', 'amount', 'buys'],
      ...['score', 'class', 'probability FALSE', 'probability TRUE'],
    ]);
    const hits = predicted.rows.filter((row) => row[3] === 1 && row[5] === 'TRUE');
    expect(hits.map((row) => [row[0], row[4]])).toEqual(
      rows.numbers.map((number, at) => [number, rows.scores[at]?.[0]]),
    );

    // Another threshold is another result; looking at the test part is counted, each evaluation once.
    const set = (path: string[], value: string | number): Promise<unknown> =>
      backend.client.notebook.edit({ id, edits: [{ type: 'set', cell: 'evaluate', path, value }] });
    await set(['part'], 'test');
    expect(evaluation(await runCells(backend.client, id))).toMatchObject({
      rows: 180,
      testLooks: 1,
    });
    await set(['threshold'], 0.7);
    const again = evaluation(await runCells(backend.client, id));
    expect(again).toMatchObject({ threshold: 0.7, testLooks: 2 });
  });

  it('decides by the threshold and costs of another evaluation that feeds it', async () => {
    const document = notebook('buys', 'validation', 2);
    const validation = document.cells.at(-1)!;
    validation.settings = {
      ...{ part: 'validation', resamples: 0, threshold: 0.8 },
      costs: { falsePositive: 4, falseNegative: 1 },
    };
    document.cells.push({
      ...validation,
      ...{ id: 'test', name: 'test', settings: { part: 'test', resamples: 0 } },
      inputs: { run: ['train'], decision: ['evaluate'] },
    });
    const { results } = await backend.run(document);
    const output = evaluate.output.parse(results.get('test')?.output);
    expect(output).toMatchObject({
      ...{ part: 'test', threshold: 0.8, testLooks: 1 },
      costs: { falsePositive: 4, falseNegative: 1 },
    });
    const query = { actual: 0, predicted: 1, threshold: 0.8, offset: 0, limit: 500 };
    const asked = { address: results.get('test')?.address ?? '', query: 'rows', input: query };
    const rows = evaluate.queries.rows.output.parse(await backend.client.notebook.query(asked));
    expect(rows.total).toBe(output.confusion[0]?.[1]);
  });
});

describe('evaluating other labels', () => {
  it('handles several classes', async () => {
    const { results } = await backend.run(notebook('shape', 'test'));
    const output = evaluation(results);
    expect(output).toMatchObject({
      kind: 'classes',
      classes: ['high', 'low', 'mid'],
      testLooks: 1,
    });
    expect(output.confusion).toHaveLength(3);
    const [majority, logistic] = output.baselines;
    const accuracy = (scored: typeof majority): number =>
      scored?.classification?.accuracy.value ?? 0;
    expect(accuracy(output.model)).toBeGreaterThan(0.75);
    expect(accuracy(logistic)).toBeGreaterThan(accuracy(majority));
  });

  it('gives numbers in the label’s own unit', async () => {
    const { results } = await backend.run(notebook('amount', 'test'));
    const output = evaluation(results);
    expect(output.kind).toBe('number');
    const [mean, linear] = output.baselines;
    // The label is 3a - 2b + 100 with noise of deviation 0.58: least squares reaches about that.
    expect(linear?.regression?.rmse.value).toBeLessThan(0.6);
    expect(output.model.regression?.r2.value).toBeGreaterThan(0.97);
    expect(mean?.regression?.r2.value).toBeLessThanOrEqual(0.01);
    expect(output.scatter?.actual).toHaveLength(180);
    expect(Math.min(...(output.scatter?.actual ?? [0]))).toBeGreaterThan(70);
  });
});
