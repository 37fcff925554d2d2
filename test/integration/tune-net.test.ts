import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { model } from '#shared/model/cells/model.ts';
import { netStanding, tuneNet, type TuneNetOutput } from '#shared/model/cells/tune-net.ts';
import { createRandom } from '#shared/random/index.ts';
import { cell, notebookOf } from '../support/cells.ts';
import { temporaryFolder } from '../support/folder.ts';
import { temporaryBackend } from '../support/run-notebook.ts';
import { cellState } from '../support/wait.ts';

const folder = temporaryFolder();
let backend: Awaited<ReturnType<typeof temporaryBackend>>;
beforeAll(async () => {
  backend = await temporaryBackend();
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

/** 600 customers by day: the label is the product of two signs, with a tenth of noise; the last fifth is the test part. */
function customers(name: string, inTest: (value: number) => number = (value) => value): string {
  const random = createRandom(3);
  const lines = ['day,shop,a,b,city,label'];
  for (let row = 0; row < 600; row++) {
    const [a, b] = [random.next() * 2 - 1, random.next() * 2 - 1];
    const label = a * b > 0 !== random.next() < 0.1 ? 'yes' : 'no';
    const change = row < 480 ? (value: number): number => value : inTest;
    const day = new Date(Date.UTC(2026, 0, 1 + Math.floor(row / 4))).toISOString().slice(0, 10);
    lines.push(`${day},s${row % 30},${change(a)},${change(b)},c${random.below(5)},${label}`);
  }
  const path = folder.file(name);
  writeFileSync(path, lines.join('\n'));
  return path;
}

const byTime = { kind: 'time', column: 'day', validation: 0.2, test: 0.2 };
const cells = (path: string, tune: Parameters<typeof cell>[2], split: object = byTime) => [
  cell('data', 'data', { source: { type: 'file', path, name: 'customers.csv' } }),
  cell(
    'features',
    'features',
    { label: { column: 'label' }, split: { ...split } },
    { table: ['data'] },
  ),
  cell('tune', 'tuneNet', tune, { features: ['features'] }),
];
const small = {
  ...{ epochs: 4, trials: 4, choice: { learningRate: 0.02, dropout: 0, units: 16 } },
  folds: { count: 3 },
};
const units = { type: 'list', name: 'units', values: [2, 16] };
const rates = { type: 'range', name: 'learningRate', low: 0.00001, high: 0.05, log: true };

async function tuned(path: string, tune: Parameters<typeof cell>[2], split?: object) {
  const { results } = await backend.run(notebookOf(...cells(path, tune, split)));
  return tuneNet.output.parse(results.get('tune')?.output);
}
const scores = ({ trials }: TuneNetOutput) =>
  trials.map(({ settings, scores }) => [settings, scores]);

describe('a search over networks', () => {
  it('tries a grid by time, never reads the test part, and does not depend on the number of processes', async () => {
    const tune = { ...small, method: 'grid', steps: 2, space: [units, rates] };
    const found = await tuned(customers('grid.csv'), tune);
    expect(found).toMatchObject({ scheme: 'time', column: 'day', metric: 'rocAuc', testRows: 120 });
    expect(found.folds).toEqual([
      { train: 120, validation: 120 },
      { train: 240, validation: 120 },
      { train: 360, validation: 120 },
    ]);
    expect(found.trials.map(({ settings }) => settings.map(({ value }) => value))).toEqual([
      ...[
        [2, 0.00001],
        [2, 0.05],
        [16, 0.00001],
        [16, 0.05],
      ],
    ]);
    const means = found.trials.map(({ score }) => score!);
    expect(means[found.best]).toBe(Math.max(...means));
    // A rate that cannot learn loses; the planted interaction is found.
    expect(found.trials[found.best]!.settings[1]!.value).toBe(0.05);
    expect(means[found.best]).toBeGreaterThan(0.7);
    for (const { score, scores } of found.trials)
      expect(score).toBeCloseTo(scores.reduce((sum, one) => sum + one, 0) / scores.length, 12);
    const other = customers('other.csv', (value) => 1000 - 7 * value);
    expect(scores(await tuned(other, { ...tune, processes: 2 }))).toEqual(scores(found));
  });

  it('gives the best as settings of a Model and a Train cell', async () => {
    const space = [
      { type: 'list', name: 'depth', values: [1, 2] },
      { type: 'list', name: 'optimizer', values: ['adam'] },
    ];
    const found = await tuned(customers('use.csv'), { ...small, space });
    const depth = found.trials[found.best]!.settings[0]!.value;
    expect(found.winner.layers.filter(({ type }) => type === 'dense')).toHaveLength(Number(depth));
    expect(found.winner.train).toMatchObject({ optimizer: { type: 'adam' }, epochs: 4 });
    expect(model.settings.parse({ layers: found.winner.layers }).layers).toEqual(
      found.winner.layers,
    );
  });

  it('goes on with the better ones, longer, in successive halving', async () => {
    const tune = { ...small, method: 'hyperband', epochs: 9, trials: 9, patience: null };
    const found = await tuned(
      customers('halving.csv'),
      { ...tune, space: [rates] },
      { kind: 'random', test: 0.2 },
    );
    expect(found.scheme).toBe('stratified');
    const epochs = found.trials.map(({ epochs }) => epochs).sort((a, b) => a - b);
    expect(epochs).toEqual([1, 1, 1, 1, 1, 1, 3, 3, 9]);
    expect(found.trials[found.best]!.epochs).toBe(9);
    // Going on gives what one fit of as many epochs gives.
    const { settings } = found.trials[found.best]!;
    const alone = await tuned(
      customers('alone.csv'),
      {
        ...tune,
        method: 'random',
        trials: 1,
        space: [{ type: 'list', name: 'learningRate', values: [settings[0]!.value] }],
      },
      { kind: 'random', test: 0.2 },
    );
    expect(alone.trials[0]!.scores).toEqual(found.trials[found.best]!.scores);
  });

  it('keeps groups together and tells what cannot be', async () => {
    const folds = { scheme: 'grouped', column: 'shop', count: 5 };
    const found = await tuned(customers('shops.csv'), { ...small, space: [units], folds });
    expect(found.folds.map(({ validation }) => validation)).toEqual([96, 96, 96, 96, 96]);
    const fails = (settings: object, message: string) =>
      expect(
        tuned(customers('fails.csv'), { ...small, space: [units], ...settings }),
      ).rejects.toThrow(message);
    await fails({ folds: { scheme: 'grouped', column: 'city', count: 8 } }, 'too few for 8 folds');
    await fails({ folds: { scheme: 'grouped' } }, 'need a column');
    await fails({ metric: 'rmse' }, 'does not fit');
    await fails({ space: [{ ...units, values: [16, -3] }] }, 'units');
  });

  it('goes on after a stop where it was, to the same end as one that was not stopped', async () => {
    const tune = {
      ...small,
      method: 'tpe',
      trials: 14,
      epochs: 8,
      patience: null,
      space: [rates, units],
    };
    const { client } = backend;
    const path = customers('stop.csv');
    const { id } = await backend.run(notebookOf(...cells(path, tune).slice(0, 2)));
    const [, , last] = cells(path, tune);
    await client.notebook.edit({
      id,
      edits: [
        {
          type: 'insert',
          id: 'tune',
          name: 'tune',
          index: 2,
          kind: 'tuneNet',
          settings: last!.settings,
          inputs: last!.inputs,
        },
      ],
    });
    const own = { id, cell: 'tune' };
    await client.notebook.run({ id, cells: ['tune'] });
    const half = await cellState(client, own, ({ progress }) => {
      const standing = netStanding.safeParse(progress?.standing).data;
      return (standing?.done ?? 0) > 2;
    });
    expect(half.progress?.stage).toBe('trials');
    await client.notebook.stop({ id, cells: ['tune'] });
    const { shown } = await cellState(client, own, ({ status }) => status === 'stopped');
    const kept = tuneNet.output.parse((await client.notebook.output({ address: shown! })).output);
    expect(kept.stopped).toEqual({ planned: 14 });
    expect(kept.trials.length).toBeLessThan(14);
    await client.notebook.run({ id, cells: ['tune'] });
    const { shown: made } = await cellState(client, own, ({ status }) => status === 'fresh');
    const whole = tuneNet.output.parse((await client.notebook.output({ address: made! })).output);
    expect(whole.stopped).toBeNull();
    expect(whole.resumed).toBeGreaterThanOrEqual(kept.trials.length);
    expect(whole.trials).toHaveLength(14);
    expect(whole.importance.length).toBeGreaterThan(0);
    const fresh = await temporaryBackend();
    const { results } = await fresh.run(notebookOf(...cells(path, tune)));
    await fresh.close();
    expect(scores(tuneNet.output.parse(results.get('tune')?.output))).toEqual(scores(whole));
  });
});

describe('encodings and made rows in a search', () => {
  it('are fitted and made within each fold, found again by another number of processes, and given to Features', async () => {
    const tune = {
      ...small,
      space: [
        { type: 'list', name: 'scale', values: ['minmax', 'robust'] },
        { type: 'list', name: 'augmentation', values: ['none', 'smote', 'mixup', 'noise'] },
      ],
      ...{ method: 'grid', trials: 8 },
    };
    const found = await tuned(customers('encoded.csv'), tune);
    expect(found.trials.map(({ error }) => error)).toEqual(Array(8).fill(null));
    expect(new Set(found.trials.map(({ score }) => score)).size).toBe(8);
    const best = Object.fromEntries(
      found.trials[found.best]!.settings.map(({ name, value }) => [name, value]),
    );
    expect(found.winner.encodings?.map(({ column }) => column)).toEqual(['a', 'b']);
    for (const { encoding } of found.winner.encodings ?? [])
      expect(encoding).toMatchObject({ type: 'numeric', scale: best['scale'] });
    expect(found.winner.train.augmentation?.type ?? 'none').toBe(best['augmentation']);
    const other = customers('encoded-other.csv', (value) => 1000 - 7 * value);
    expect(scores(await tuned(other, { ...tune, processes: 2 }))).toEqual(scores(found));
  });
});
