import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explain, type ExplainOutput } from '#shared/model/cells/explain.ts';
import type { Json } from '#shared/model/json.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { createRandom } from '#shared/random/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { temporaryBackend } from '../support/run-notebook.ts';

const folder = temporaryFolder();
let backend: Awaited<ReturnType<typeof temporaryBackend>>;

beforeAll(async () => {
  backend = await temporaryBackend();
  const random = createRandom(9);
  const cities = ['Beijing', 'Shanghai', 'Xi’an'];
  const rows = Array.from({ length: 500 }, (_, row) => {
    const age = 18 + random.below(50);
    const spend = Math.round(random.next() * 10_000) / 100;
    const city = cities[random.below(3)]!;
    const noise = random.next() - 0.5;
    const buys = (age - 40) / 10 + (city === 'Shanghai' ? 1.5 : 0) + noise > 0.3;
    const shape = age > 50 ? 'old' : city === 'Beijing' ? 'capital' : 'other';
    const cells = [age, row % 37 === 0 ? '' : spend, city, `2024-0${1 + random.below(9)}-15`];
    return [...cells, buys ? 'yes' : 'no', shape, 3 * age + noise].join(',');
  });
  writeFileSync(
    folder.file('made.csv'),
    ['age,spend,city,joined,buys,shape,amount', ...rows].join('\n'),
  );
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

function notebook(label: string, settings: Record<string, Json> = {}): Notebook {
  const others = ['buys', 'shape', 'amount'].filter((column) => column !== label);
  const cell = (
    kind: string,
    own: Record<string, Json>,
    inputs: Record<string, string[]> = {},
  ): Notebook['cells'][number] => ({
    ...{ id: kind, kind, name: kind, settings: own, inputs, collapsed: false },
  });
  const path = folder.file('made.csv');
  return {
    ...{ format: 'portrait-notebook', version: 1, title: label, seed: 1 },
    cells: [
      cell('data', { source: { type: 'file', path, name: 'made.csv' } }),
      cell(
        'features',
        {
          label: { column: label },
          columns: others.map((column) => ({ column, encoding: { type: 'skip' } })),
          split: { validation: 0.3, test: 0.1 },
        },
        { table: ['data'] },
      ),
      cell('model', { layers: [{ type: 'dense', units: 12 }] }, { features: ['features'] }),
      cell('train', { epochs: 25, learningRate: 0.01 }, { model: ['model'] }),
      cell('explain', { repeats: 10, ...settings }, { run: ['train'] }),
    ],
  };
}

async function explained(label: string, settings: Record<string, Json> = {}) {
  const { results } = await backend.run(notebook(label, settings));
  const { address = '', output } = results.get('explain') ?? {};
  const query = (name: string, input: object): Promise<unknown> =>
    backend.client.notebook.query({
      ...{ address, query: name, input: JSON.parse(JSON.stringify(input)) },
    });
  return { output: explain.output.parse(output), query };
}

describe('explaining a decision between two classes', () => {
  let made: { output: ExplainOutput; query: (name: string, input: object) => Promise<unknown> };
  beforeAll(async () => {
    made = await explained('buys');
  });

  it('finds the columns the label was made of, with intervals, and the others worth nothing', () => {
    const { importance } = made.output;
    expect(importance.metric).toBe('rocAuc');
    expect(importance.score).toBeGreaterThan(0.9);
    expect(importance.rows).toBe(150);
    expect(importance.columns.slice(0, 2).map(({ column }) => column)).toEqual(['age', 'city']);
    const by = new Map(importance.columns.map((own) => [own.column, own]));
    expect(by.get('age')!.low!).toBeGreaterThan(0.1);
    expect(Math.abs(by.get('spend')!.mean)).toBeLessThan(0.05);
    expect(by.get('spend')!.low!).toBeLessThan(by.get('spend')!.mean);
  });

  it('shows a column’s effect as it is in the data', async () => {
    const { dependence } = explain.queries;
    const input = { column: 'age', outcome: null, curves: 5 };
    const age = dependence.output.parse(await made.query('dependence', input));
    expect(age.curves).toHaveLength(5);
    expect(age.rows).toBe(150);
    expect(age.mean.at(-1)! - age.mean[0]!).toBeGreaterThan(0.6);
    const city = dependence.output.parse(
      await made.query('dependence', { ...input, column: 'city' }),
    );
    expect(city.values.toSorted()).toEqual(['Beijing', 'Shanghai', 'Xi’an'].toSorted());
    const best = city.values[city.mean.indexOf(Math.max(...city.mean))];
    expect(best).toBe('Shanghai');
    await expect(made.query('dependence', { ...input, column: 'buys' })).rejects.toMatchObject({
      data: { code: 'not_found' },
    });
  });

  it('takes a row’s score apart into contributions that add up to it', async () => {
    for (const baseline of ['mean', 'zero']) {
      for (const row of [1, 38, 500]) {
        const input = { row, outcome: null, baseline };
        const answer = explain.queries.row.output.parse(await made.query('row', input));
        const sum = answer.columns.reduce((total, { contribution }) => total + contribution, 0);
        expect(Math.abs(answer.baselineScore + sum - answer.score)).toBeLessThan(1e-4);
        expect(answer.outcome).toBe('yes');
        expect(answer.columns.map(({ column }) => column).toSorted()).toEqual(
          ['age', 'city', 'joined', 'spend'].toSorted(),
        );
      }
    }
    const gone = { row: 501, outcome: null, baseline: 'mean' };
    await expect(made.query('row', gone)).rejects.toMatchObject({
      data: { code: 'walk_no_row', params: { row: 501, rows: 500 } },
    });
  });

  it('finds a change of raw values that flips the decision, also of a row with a missing value', async () => {
    for (const row of [1, 2, 38, 75]) {
      const input = { row, threshold: 0.5, fixed: [] };
      const answer = explain.queries.flip.output.parse(await made.query('flip', input));
      expect(answer.flips.length).toBeGreaterThan(0);
      for (const flip of answer.flips) {
        expect(flip.decision).not.toBe(answer.decision);
        expect(flip.score >= 0.5).toBe(flip.decision === 'yes');
        for (const { column, to } of flip.changes) {
          const range = made.output.columns.find((own) => own.column === column)!;
          if (typeof to === 'number') {
            expect(to).toBeGreaterThanOrEqual(range.low!);
            expect(to).toBeLessThanOrEqual(range.high!);
            if (range.type === 'integer') expect(Number.isInteger(to)).toBe(true);
          } else if (range.type === 'category') expect(range.values).toContain(to);
        }
      }
      const fixed = { ...input, fixed: ['age', 'city'] };
      const rest = explain.queries.flip.output.parse(await made.query('flip', fixed));
      const changed = rest.flips.flatMap(({ changes }) => changes.map(({ column }) => column));
      expect(changed).not.toContain('age');
      expect(changed).not.toContain('city');
    }
  });
});

describe('explaining several classes and numbers', () => {
  it('explains the likeliest class, or one that is named', async () => {
    const { output, query } = await explained('shape');
    expect(output.importance.metric).toBe('accuracy');
    const input = { row: 3, outcome: null, baseline: 'mean' };
    const own = explain.queries.row.output.parse(await query('row', input));
    expect(output.classes).toContain(own.outcome);
    const scores = await Promise.all(
      output.classes.map(async (outcome) =>
        explain.queries.row.output.parse(await query('row', { ...input, outcome })),
      ),
    );
    expect(scores.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1, 6);
    expect(Math.max(...scores.map(({ score }) => score))).toBeCloseTo(own.score, 9);
    const flip = { row: 3, threshold: 0.5, fixed: [] };
    const answer = explain.queries.flip.output.parse(await query('flip', flip));
    expect(answer.flips[0]?.decision).not.toBe(answer.decision);
  });

  it('speaks of a number in its own unit, and has no decision to flip', async () => {
    const { output, query } = await explained('amount');
    expect(output.importance.metric).toBe('r2');
    expect(output.importance.columns[0]?.column).toBe('age');
    const input = { row: 1, outcome: null, baseline: 'mean' };
    const answer = explain.queries.row.output.parse(await query('row', input));
    expect(answer.score).toBeGreaterThan(40);
    const sum = answer.columns.reduce((total, { contribution }) => total + contribution, 0);
    expect(Math.abs(answer.baselineScore + sum - answer.score)).toBeLessThan(1e-4 * answer.score);
    await expect(query('flip', { row: 1, threshold: 0.5, fixed: [] })).rejects.toMatchObject({
      data: { code: 'bad_request' },
    });
  });
});
