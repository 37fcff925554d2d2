import Database from 'better-sqlite3';
import { writeFileSync } from 'node:fs';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorText } from '#shared/errors/index.ts';
import { walkthrough, type WalkStepAnswer } from '#shared/model/cells/walkthrough.ts';
import type { Json } from '#shared/model/json.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { forwardPass } from '#shared/network/forward.ts';
import { differenceCheck } from '#shared/network/difference-check.ts';
import { startOf } from '#shared/network/replay.ts';
import { createRandom } from '#shared/random/index.ts';
import { shownText } from '#shared/teaching/shown.ts';
import { createBackend } from '../../src-main/backend/backend.ts';
import { nodeEngine } from '../../src-main/hosts/node-engine.ts';
import { asPortraitError } from '../../src-renderer/client/errors.ts';
import {
  encodedRows,
  isBroken,
  isLabelled,
  walkOf,
} from '../../src-renderer/cells/walkthrough/walk.ts';
import { temporaryFolder } from '../support/folder.ts';
import { cellState } from '../support/wait.ts';
import { runCells, type BackendClient, type CellResult } from '../support/run-notebook.ts';

type Cell = Notebook['cells'][number];
const folder = temporaryFolder();
const table = folder.file('users.csv');
const workspace = folder.file('bad.portrait');
let backend: Awaited<ReturnType<typeof createBackend>>;
let client: BackendClient;
/** Of what was walked through last. */
let notebookId = '';
const open = async () => {
  backend = await createBackend({
    ...{ workspacePath: workspace, host: 'cli', spawnEngine: nodeEngine(), clock: Date.now },
    newId: () => crypto.randomUUID(),
    log: () => undefined,
  });
  client = createRouterClient(backend.router);
};

beforeAll(async () => {
  const random = createRandom(8);
  const rows = Array.from({ length: 160 }, (_, row) => {
    const age = row % 9 === 0 ? '' : 20 + random.below(40);
    const city = ['Beijing', 'Shanghai'][random.below(2)];
    return [age, city, random.next() * 4 - 2, row % 16, row % 2 === 0 ? 'yes' : 'no'].join(',');
  });
  writeFileSync(table, ['age,city,x,class16,buys', ...rows].join('\n'));
  await open();
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

const dense = (units: number, more: object = {}) => ({ type: 'dense', units, ...more });
type Made = { layers: object[]; label?: string; skip?: string[]; train?: object | null };

function notebook({ layers, label = 'buys', skip = [], train = null }: Made): Notebook {
  const cell = (kind: string, settings: object, inputs: Cell['inputs'] = {}): Cell => ({
    ...{ id: kind, kind, name: kind, inputs, collapsed: false },
    settings: settings as Cell['settings'],
  });
  const others = ['buys', 'class16'].filter((column) => column !== label);
  const columns = [...others, ...skip].map((column) => ({ column, encoding: { type: 'skip' } }));
  const asked = label === 'class16' ? { column: label, kind: 'classes' } : { column: label };
  return {
    ...{ format: 'portrait-notebook', version: 1, title: 'Bad', seed: 3 },
    cells: [
      cell('data', { source: { type: 'file', path: table, name: 'users.csv' } }),
      cell('features', { label: asked, columns }, { table: ['data'] }),
      cell('model', { layers }, { features: ['features'] }),
      ...(train ? [cell('train', train, { model: ['model'] })] : []),
      cell('walkthrough', {}, { network: [train ? 'train' : 'model'] }),
    ],
  };
}

async function walked(made: Made): Promise<CellResult> {
  const text = JSON.stringify(notebook(made));
  const { id } = await client.workspace.importNotebook({ text });
  notebookId = id;
  const result = (await runCells(client, id)).get('walkthrough');
  if (result === undefined) throw new Error('no walk');
  return result;
}
const ask = ({ address }: CellResult, query: string, input: Json): Promise<unknown> =>
  client.notebook.query({ address, query, input });
const step = async (result: CellResult, input: Json): Promise<WalkStepAnswer> =>
  walkthrough.queries.step.output.parse(await ask(result, 'step', input));
/** The walk the window would draw. */
async function drawn(result: CellResult, rows: Json, weights: Json = { type: 'step', step: 1 }) {
  const output = walkthrough.output.parse(result.output);
  const answer = await step(result, { weights, rows });
  return {
    output,
    answer,
    walk: walkOf(output, answer, encodedRows(output, answer, null), startOf(output)),
  };
}
/** What is said of a failure, in both languages: a sentence of its own, not “something went wrong”. */
async function said(asked: Promise<unknown>): Promise<string> {
  const error = await asked.then(
    () => null,
    (thrown: unknown) => asPortraitError(thrown).toData(),
  );
  if (error === null) throw new Error('answered');
  for (const locale of ['en', 'zh-CN'] as const) {
    const { sentence, next } = errorText(error, locale);
    expect(sentence).not.toMatch(/\{\w+\}/);
    expect(next).not.toBe('');
  }
  return error.code;
}

describe('A walk', { timeout: 240_000 }, () => {
  it('through 512-256-128, sixteen classes, or one input and no layer has every number', async () => {
    for (const made of [
      { layers: [dense(512), dense(256), dense(128)] },
      { layers: [dense(8)], label: 'class16' },
      { layers: [], skip: ['age', 'city'] },
    ]) {
      const { walk, output } = await drawn(await walked(made), 'batch');
      expect(isBroken(walk)).toBe(false);
      expect(Number.isFinite(walk.trace.forward.loss.total)).toBe(true);
      for (const gradient of walk.trace.gradients.values())
        expect(gradient.flat().every(Number.isFinite)).toBe(true);
      if (made.label) expect(output.spec.output.units).toBe(16);
      if (made.skip) expect(output.spec.inputs).toBe(1);
    }
  });

  it('takes rows with missing and unseen values as Features says, and rows one by one from the whole table', async () => {
    const result = await walked({ layers: [dense(4)] });
    const { output, answer, walk } = await drawn(result, [1, 160]);
    // The first row has no age.
    expect(walk.raw[0]?.[0]).toBeNull();
    expect(walk.input.batch.x[0]?.every(Number.isFinite)).toBe(true);
    const elsewhere = answer.raw.map((values) => values.with(1, 'Atlantis'));
    const [x] = encodedRows(output, answer, elsewhere);
    const cities = output.prep.features.flatMap((name, at) =>
      /Beijing|Shanghai/.test(name) ? [x?.[at]] : [],
    );
    // A city that nobody in the training part lived in is none of those.
    expect(cities.length).toBeGreaterThan(0);
    expect(cities.every((value) => value === 0)).toBe(true);
    expect(isLabelled(walk)).toBe(true);
  });

  it('says so of rows and steps that are not there, and of more rows than can be shown', async () => {
    const result = await walked({ layers: [dense(4)], train: { epochs: 1, batchSize: 8 } });
    const start = { type: 'step', step: 1 };
    expect(await said(ask(result, 'step', { weights: start, rows: [161] }))).toBe('walk_no_row');
    const late = { type: 'step', step: 150 };
    expect(await said(ask(result, 'step', { weights: late, rows: 'batch' }))).toBe('walk_no_step');
    expect(await said(ask(result, 'step', { weights: start, rows: [0] }))).toBe('bad_request');
    expect(await said(ask(result, 'nothing', {}))).toBe('bad_request');
    // Of no rows there is nothing to walk through; the question itself is refused.
    expect(await said(ask(result, 'step', { weights: start, rows: [] }))).toBe('bad_request');
  });

  it('shows a unit that is off as one that learns nothing, and a tie as a corner', async () => {
    const { walk, output } = await drawn(await walked({ layers: [dense(6)] }), 'batch');
    const layer = walk.trace.forward.layers[0];
    if (layer?.type !== 'dense') throw new Error('no layer');
    const weights = new Map(walk.state.weights).set('dense_1/bias', [-50, 0, 0, 0, 0, 0]);
    const zero = output.spec.inputs;
    weights.set(
      'dense_1/kernel',
      Array.from({ length: zero }, () => [0.1, 0, 0.1, 0.1, 0.1, 0.1]),
    );
    const mode = { training: true as const, dropoutKeep: [] };
    const pass = forwardPass(output.spec, weights, walk.input.batch, mode);
    const first = pass.layers[0];
    if (first?.type !== 'dense') throw new Error('no layer');
    expect(first.a.every((row) => row[0] === 0)).toBe(true);
    expect(first.slope.every((row) => row[0] === 0 && row[1] === 0)).toBe(true);
    const place = (column: number) => ({ tensor: 'dense_1/bias', row: 0, column });
    const check = (column: number) =>
      differenceCheck(output.spec, weights, walk.input.batch, mode, place(column));
    expect(check(0)).toEqual({ central: 0, corner: false });
    // z is exactly 0: backprop says 0, the difference something else, and neither is wrong.
    expect(check(1).corner).toBe(true);
  });

  it.each([NaN, Infinity, -Infinity])(
    'is told to be broken where a weight has become %d, and draws nothing of it',
    async (value) => {
      const result = await walked({ layers: [dense(4)] });
      const { output, answer, walk } = await drawn(result, 'batch');
      const bias = [0.1, value, 0, 0];
      const weights = new Map(walk.state.weights).set('dense_1/bias', bias);
      const x = encodedRows(output, answer, null);
      const state = { ...walk.state, weights };
      expect(isBroken(walkOf(output, answer, x, state))).toBe(true);
    },
  );

  describe('through a run that diverged', () => {
    const diverged = async (learningRate: number) => {
      const train = { epochs: 30, batchSize: 8, learningRate, optimizer: { type: 'sgd' } };
      const made = { layers: [dense(8), dense(8), dense(8)], label: 'x', train };
      const text = JSON.stringify(notebook({ ...made, skip: ['buys', 'class16'] }));
      const { id } = await client.workspace.importNotebook({ text });
      await client.notebook.trust({ id, others: false });
      await client.notebook.run({ id, cells: ['train'] });
      const ended = await cellState(
        client,
        { id, cell: 'train' },
        ({ status, run }) => run !== null && ['failed', 'stopped'].includes(status),
      );
      expect(ended.error?.code).toBe('train_diverged');
      return { id, ended };
    };

    it.each([
      ['in its second epoch', 2],
      ['in its first steps', 100],
    ])(
      '%s is drawn step by step to the one that broke it, as the engine recorded them',
      async (_, rate) => {
        const { id, ended } = await diverged(rate);
        // As the training curve adds it: fed by the model, with the run's steps.
        const at = { type: 'step', step: 1 };
        const walk = { id: 'walk', kind: 'walkthrough', index: 5, inputs: { network: ['model'] } };
        const edit = {
          type: 'insert' as const,
          ...walk,
          settings: { run: ended.run ?? '', weights: at },
        };
        await client.notebook.edit({ id, edits: [edit] });
        await client.notebook.run({ id, cells: ['walk'] });
        const { shown } = await cellState(
          client,
          { id, cell: 'walk' },
          ({ status }) => status === 'fresh',
        );
        const { output: stored } = await client.notebook.output({ address: shown! });
        const output = walkthrough.output.parse(stored);
        expect(output).toMatchObject({ source: 'run', run: ended.run });
        expect(output.training.learningRate).toBe(rate);
        const result = { address: shown!, output };
        const diverges = Number(ended.error?.params['step']);
        expect(output).toMatchObject({ diverged: diverges, steps: diverges });
        let state = startOf(output);
        const broken: boolean[] = [];
        for (let taken = 1; taken <= diverges; taken++) {
          const answer = await step(result, { weights: { ...at, step: taken }, rows: 'batch' });
          const walked = walkOf(output, answer, encodedRows(output, answer, null), state);
          broken.push(isBroken(walked));
          const { total } = walked.trace.forward.loss;
          if (!isBroken(walked)) expect(shownText(total)).not.toMatch(/NaN|Infinity|e[+-]/);
          if (answer.recorded?.exact && !isBroken(walked) && total < 1e6)
            expect(Math.abs(answer.recorded.loss - total)).toBeLessThan(1e-3 * Math.max(1, total));
          state = walked.trace.after;
        }
        // float64 holds more than the engine did: numbers may go on, but never come back.
        const first = broken.indexOf(true);
        expect(broken.slice(first < 0 ? broken.length : first).every(Boolean)).toBe(true);
        // The weights that were kept are those of before: they can be looked at.
        const last = await step(result, { weights: { type: 'last' }, rows: 'batch' });
        expect(last.stored?.weights.length).toBeGreaterThan(0);
      },
    );
  });

  it('says so where its run was deleted', async () => {
    const result = await walked({ layers: [dense(4)], train: { epochs: 1 } });
    const { run } = walkthrough.output.parse(result.output);
    await client.runs.delete({ run: run ?? '' });
    const asked = { weights: { type: 'last' }, rows: 'batch' };
    expect(['not_found', 'train_no_checkpoint']).toContain(await said(ask(result, 'step', asked)));
  });

  it('says so of a result that another version stored in another form', async () => {
    const result = await walked({ layers: [dense(5)] });
    await backend.close();
    const db = new Database(workspace);
    db.prepare(
      `UPDATE results SET output = json_remove(output, '$.checkpoints') WHERE address = ?`,
    ).run(result.address);
    db.close();
    await open();
    const asked = { weights: { type: 'step', step: 1 }, rows: 'batch' };
    expect(await said(ask(result, 'step', asked))).toBe('result_unread');
    // The way out: running the cell drops what cannot be read, and makes it anew under the address it had.
    const again = (await runCells(client, notebookId)).get('walkthrough');
    expect(again?.address).toBe(result.address);
    expect(walkthrough.output.parse(again?.output)).toEqual(
      walkthrough.output.parse(result.output),
    );
    expect(walkthrough.queries.step.output.parse(await ask(result, 'step', asked))).toBeTruthy();
  });
});
