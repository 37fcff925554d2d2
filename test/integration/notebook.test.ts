import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CellState } from '#shared/notebook/cell-state.ts';
import { data } from '#shared/model/cells/data.ts';
import { evaluate } from '#shared/model/cells/evaluate.ts';
import { train } from '#shared/model/cells/train.ts';
import { notebook, type NotebookEdit } from '#shared/notebook/notebook.ts';
import { runCells, temporaryBackend } from '../support/run-notebook.ts';
import { sharedData } from '../support/shared-data.ts';
import { cellState } from '../support/wait.ts';

let backend: Awaited<ReturnType<typeof temporaryBackend>>;
beforeAll(async () => (backend = await temporaryBackend()));
afterAll(() => backend.close());

type Run = Awaited<ReturnType<typeof backend.run>>;
const outputOf = ({ results }: Run, cell: string): unknown => results.get(cell)?.output;

describe('the first notebook', () => {
  let run: Run;
  beforeAll(async () => {
    const { id } = await backend.client.workspace.openSample({ id: 'first-steps', locale: 'en' });
    run = { id, results: await runCells(backend.client, id) };
  });

  it('goes from raw users to an evaluated network that beats the line and stays below the best possible', () => {
    const best = data.output.parse(outputOf(run, 'users')).bestAchievable!;
    const { model, baselines } = evaluate.output.parse(outputOf(run, 'test'));
    const auc = model.classification!.rocAuc.value!;
    const logistic = baselines.find(({ name }) => name === 'logistic')!;
    expect(auc).toBeGreaterThan(logistic.classification!.rocAuc.value!);
    expect(auc).toBeLessThan(best.auc);
    expect(train.output.parse(outputOf(run, 'train')).epochs).toHaveLength(20);
  });

  it('makes nothing twice: run all again changes nothing', async () => {
    const again = await runCells(backend.client, run.id);
    await backend.client.notebook.run({ id: run.id, cells: 'all' });
    const { states } = await backend.client.notebook.open({ id: run.id });
    expect(states.every(({ status }) => status === 'fresh')).toBe(true);
    expect(again).toEqual(run.results);
  });

  it('tells what changed, and undo brings the trained network back without training', async () => {
    const { client } = backend;
    const { id } = run;
    const path = ['steps', 10, 'fill'];
    const edits = [{ type: 'set', cell: 'clean', path, value: 'mean' }] as const;
    await client.notebook.edit({ id, edits: [...edits] });
    const edited = await client.notebook.open({ id });
    const trainCell = (view: typeof edited) => view.states.find(({ cell }) => cell === 'train')!;
    expect(trainCell(edited)).toMatchObject({
      status: 'stale',
      reasons: [{ type: 'setting', cell: 'clean', path, before: 'median', after: 'mean' }],
    });
    await client.notebook.undo({ id });
    const back = await client.notebook.open({ id });
    expect(trainCell(back).status).toBe('fresh');
    expect(back.states.map(({ shown }) => shown)).toEqual(edited.states.map(({ shown }) => shown));
  });

  it('gives equal weights as a copy in another workspace', async () => {
    const other = await temporaryBackend();
    try {
      const { text } = await backend.client.workspace.exportNotebook({ id: run.id });
      const copy = await other.run(notebook.parse(JSON.parse(text)));
      const hash = (of: Run) => train.output.parse(outputOf(of, 'train')).weightsHash;
      expect(hash(copy)).toBe(hash(run));
      expect(copy.results.get('test')?.address).toBe(run.results.get('test')?.address);
    } finally {
      await other.close();
    }
  });

  it('answers questions about its results', async () => {
    const { address } = run.results.get('features')!;
    const answer = await backend.client.notebook.query({
      address,
      query: 'rows',
      input: { offset: 0, limit: 5, part: 'test' },
    });
    expect(answer).toMatchObject({ total: 4000, parts: Array(5).fill('test') });
    await expect(
      backend.client.notebook.query({ address, query: 'nothing', input: {} }),
    ).rejects.toMatchObject({ data: { code: 'bad_request' } });
  });
});

it('a training that is stopped keeps its network, which later cells use', async () => {
  const { client } = backend;
  const { id } = await client.workspace.openSample({ id: 'first-steps', locale: 'en' });
  const edit: NotebookEdit = { type: 'set', cell: 'train', path: ['epochs'], value: 100_000 };
  await client.notebook.edit({ id, edits: [edit] });
  await client.notebook.run({ id, cells: ['validation'] });
  const until = (cell: string, holds: (state: CellState) => boolean) =>
    cellState(client, { id, cell }, holds);
  const running = await until('train', ({ progress }) => (progress?.done ?? 0) > 3);
  expect(running).toMatchObject({ status: 'running', run: expect.any(String) });
  await client.notebook.stop({ id, cells: ['train'] });
  const stopped = await until('train', ({ status }) => status !== 'running');
  expect(stopped).toMatchObject({ status: 'stopped', run: running.run });
  const kept = train.output.parse(
    (await client.notebook.output({ address: stopped.shown! })).output,
  );
  expect(kept.end).toBe('stopped');
  expect(kept.epochs.length).toBeGreaterThan(2);
  const evaluated = await until('validation', ({ status }) => status === 'fresh');
  const { output } = await client.notebook.output({ address: evaluated.shown! });
  expect(evaluate.output.parse(output).run).toBe(running.run);
});

const shoppers = sharedData('online_shoppers_intention.csv');
it.skipIf(shoppers === undefined)('the online shoppers reach what is known of them', async () => {
  const sample = fileURLToPath(new URL('../../samples/online-shoppers.json', import.meta.url));
  const document = notebook.parse(JSON.parse(readFileSync(sample, 'utf8')));
  const source = { type: 'file', path: shoppers!, name: 'online_shoppers_intention.csv' };
  document.cells.find(({ id }) => id === 'sessions')!.settings = { source };
  const run = await backend.run(document);
  const result = evaluate.output.parse(outputOf(run, 'evaluate'));
  expect(result.rows).toBe(2466);
  expect(result.model.classification!.rocAuc.value).toBeGreaterThan(0.89);
  expect(result.model.classification!.prAuc.value).toBeGreaterThan(0.62);
  const majority = result.baselines.find(({ name }) => name === 'majority')!;
  expect(majority.classification!.accuracy.value).toBeCloseTo(0.845, 3);
});
