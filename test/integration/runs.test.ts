import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RunLine } from '#shared/model/results/run-line.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { bestOf, metricsIn, ordered } from '../../src-renderer/shell/runs/run-order.ts';
import { settingRows } from '../../src-renderer/shell/runs/run-settings.ts';
import { runCells, temporaryBackend } from '../support/run-notebook.ts';

type Cell = Notebook['cells'][number];

let backend: Awaited<ReturnType<typeof temporaryBackend>>;
let id: string;
const cell = (name: string, kind: string, settings: Cell['settings'], inputs = {}): Cell => ({
  ...{ id: name, kind, name, settings, inputs, collapsed: false },
});
const sample = (table: string): Cell =>
  cell(table, 'data', { source: { type: 'sample', table, users: 1000 } });

beforeAll(async () => {
  backend = await temporaryBackend();
  const run = await backend.run({
    ...{ format: 'portrait-notebook', version: 1, title: 'Runs', seed: 7 },
    cells: [
      ...[sample('users'), sample('events')],
      cell('features', 'features', { label: { column: 'will_subscribe' } }, { table: ['users'] }),
      cell('net', 'model', { layers: [] }, { features: ['features'] }),
      cell('train', 'train', { epochs: 2, batchSize: 32 }, { model: ['net'] }),
      cell('measured', 'evaluate', { resamples: 0 }, { run: ['train'] }),
      cell('who', 'interactions', { user: 'user_id', item: 'item_id' }, { events: ['events'] }),
      cell('fit', 'recommend', { algorithm: { type: 'popular' } }, { interactions: ['who'] }),
      cell('beside', 'compare', { ks: [5], resamples: 0 }, { recommenders: ['fit'] }),
    ],
  });
  id = run.id;
  for (const [path, value] of [
    [['epochs'], 3],
    [['batchSize'], 64],
  ] as const) {
    await backend.client.notebook.edit({
      id,
      edits: [{ type: 'set', cell: 'train', path: [...path], value }],
    });
    await runCells(backend.client, id);
  }
}, 300_000);
afterAll(() => backend.close());

const table = (): Promise<RunLine[]> => backend.client.runs.table({ notebook: id });

it('lists every run and fit still kept, with settings, data, metrics and which is shown', async () => {
  const lines = await table();
  const runs = lines.filter(({ kind }) => kind === 'train');
  expect(runs.length).toBeGreaterThanOrEqual(3);
  expect(runs[0]).toMatchObject({ cell: 'train', shown: true, state: 'finished' });
  expect(runs[0]?.settings).toMatchObject({ epochs: 3, batchSize: 64 });
  expect(runs[0]?.data).toMatchObject({ sources: ['users'], through: 'features' });
  expect(runs.slice(1).every(({ shown }) => !shown)).toBe(true);
  const run = await backend.client.runs.get({ run: runs[0]!.id });
  const last = run.epochs.at(-1);
  const values = new Map(runs[0]!.metrics.map(({ name, value }) => [name, value]));
  expect(values.get('validation loss')).toBe(last?.validation?.loss);
  expect(values.get('validation auc')).toBe(last?.validation?.auc);
  expect(values.has('evaluated validation rocAuc')).toBe(true);
  const curve = runs[0]!.curves.find(({ name }) => name === 'validation loss');
  expect(curve).toEqual({
    name: 'validation loss',
    x: [1, 2, 3],
    y: run.epochs.map(({ validation }) => validation?.loss),
  });
  const [fit] = lines.filter(({ kind }) => kind === 'recommend');
  expect(fit).toMatchObject({ cell: 'fit', shown: true, data: { sources: ['events'] } });
  expect(metricsIn([fit!])).toContain('ndcg@5');
});

it('tells which settings differ, and orders by a metric with what lacks it last', async () => {
  const lines = await table();
  const [newest, ...older] = lines.filter(({ kind }) => kind === 'train');
  const first = older.at(-1)!;
  const differing = settingRows([newest!, first]).filter(({ differs }) => differs);
  expect(differing.map(({ path, values }) => [path.join('.'), ...values])).toEqual([
    ['batchSize', 64, 32],
    ['epochs', 3, 2],
  ]);
  const byLoss = ordered(
    lines,
    { key: 'metric', down: false },
    'validation loss',
    ({ id: own }) => own,
  );
  const losses = byLoss.map(
    (line) => line.metrics.find(({ name }) => name === 'validation loss')?.value,
  );
  expect(losses.at(-1)).toBeUndefined();
  const known = losses.filter((loss) => loss !== undefined);
  expect(known).toEqual([...known].sort((a, b) => a - b));
  expect(bestOf(lines, 'validation loss')).toEqual(new Set([byLoss[0]!.id]));
});

it('keeps pins on top, and puts back what was taken out', async () => {
  const [first] = (await table()).filter(({ kind }) => kind === 'train').slice(-1);
  const mark = (change: { pinned?: boolean; removed?: boolean }) =>
    backend.client.runs.mark({ notebook: id, ids: [first!.id], ...change });
  const own = async () => (await table()).find((line) => line.id === first!.id);
  await mark({ pinned: true });
  expect(ordered(await table(), { key: 'startedAt', down: true }, null, () => '')[0]?.id).toBe(
    first!.id,
  );
  await mark({ removed: true });
  expect(await own()).toMatchObject({ pinned: true, removed: true });
  await mark({ removed: false, pinned: false });
  expect(await own()).toMatchObject({ pinned: false, removed: false });
});

it('deletes runs and fits for good with all they keep, but for what is shown', async () => {
  const { runs, notebook } = backend.client;
  const before = await table();
  const [shown, ...others] = before.filter(({ kind }) => kind === 'train');
  const old = others[0]!;
  const fit = before.find(({ kind }) => kind === 'recommend')!;
  const run = old.id;
  expect((await runs.get({ run })).epochs.length).toBeGreaterThan(0);
  const purged = await runs.purge({ notebook: id, ids: [shown!.id, old.id, fit.id, 'none'] });
  // What is shown stays, the fit that Compare has too.
  expect(purged.kept.toSorted()).toEqual([shown!.id, fit.id].toSorted());
  const after = await table();
  expect(after.map(({ id: line }) => line).toSorted()).toEqual(
    before
      .map(({ id: line }) => line)
      .filter((line) => line !== old.id)
      .toSorted(),
  );
  await expect(runs.get({ run })).rejects.toThrow('not_found');
  // Asked for again, it is made again.
  const value = old.settings['epochs']!;
  await notebook.edit({
    id,
    edits: [
      { type: 'set', cell: 'train', path: ['epochs'], value },
      { type: 'set', cell: 'train', path: ['batchSize'], value: old.settings['batchSize']! },
    ],
  });
  await runCells(backend.client, id);
  expect((await table()).filter(({ kind }) => kind === 'train')[0]).toMatchObject({ shown: true });
});

it('keeps a run that a measurement still shown was made from, and what something is made from', async () => {
  const { runs, notebook, audit } = backend.client;
  const bySmallest = {
    actor: null,
    action: 'run_deleted',
    object: null,
    before: null,
    limit: 10,
  } as const;
  const [former] = (await table()).filter(({ shown, kind }) => shown && kind === 'train');
  const edits = [{ type: 'set' as const, cell: 'train', path: ['learningRate'], value: 0.03 }];
  await notebook.edit({ id, edits });
  await notebook.run({ id, cells: ['train'] });
  await expect
    .poll(async () => (await table()).find(({ id: own }) => own === former!.id)?.shown, {
      timeout: 60_000,
    })
    .toBe(false);
  // Train shows the newer run, Evaluate still the figures of the former one.
  const before = (await audit.list(bySmallest)).entries.length;
  expect(await runs.purge({ notebook: id, ids: [former!.id] })).toEqual({ kept: [former!.id] });
  expect((await audit.list(bySmallest)).entries).toHaveLength(before);
  await runCells(backend.client, id);
  expect(await runs.purge({ notebook: id, ids: [former!.id] })).toEqual({ kept: [] });
  const [entry] = (await audit.list(bySmallest)).entries;
  expect(entry).toMatchObject({ object: { type: 'notebook', id }, details: { results: 1 } });
});
