import Database from 'better-sqlite3';
import { writeFileSync } from 'node:fs';
import { createRouterClient } from '@orpc/server';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { walkthrough, type WalkthroughOutput } from '#shared/model/cells/walkthrough.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { createRandom } from '#shared/random/index.ts';
import { startOf } from '#shared/network/replay.ts';
import { temporaryFolder } from '../support/folder.ts';
import { replayRun } from '../support/replayed-run.ts';
import {
  runCells,
  runInto,
  startBackend,
  temporaryBackend,
  type BackendClient,
  type CellResult,
} from '../support/run-notebook.ts';
import {
  encodedRows,
  isBroken,
  isLabelled,
  walkOf,
} from '../../src-renderer/cells/walkthrough/walk.ts';

type Cell = Notebook['cells'][number];
const folder = temporaryFolder();
const path = folder.file('kinds.csv');
beforeAll(() => {
  const random = createRandom(11);
  const words = ['phone', 'red', 'cheap', '手机', '红色', 'case'];
  const any = (from: readonly string[]): string => from[random.below(from.length)] ?? '';
  const rows = Array.from({ length: 400 }, (_, row) => {
    const age = row % 7 === 0 ? '' : 18 + random.below(60);
    const city = row % 11 === 0 ? '' : any(['北京', '上海', '成都', '西安']);
    const signup = row % 13 === 0 ? '' : `20${10 + random.below(14)}-0${1 + random.below(9)}-17`;
    const [income, share] = [random.next() * 4e9 + 1e9, random.next() * 1e-9];
    const note = [any(words), any(words), any(words)].join(' ');
    const tags = row % 5 === 0 ? '' : [...new Set([any(words), any(words)])].join('|');
    const code = `c${random.below(90)}`;
    const buys = random.next() < (city === '北京' ? 0.8 : 0.3) ? '会' : '不会';
    return [age, city, signup, any(['是', '否']), income, share, note, tags, code, buys].join(',');
  });
  const heads = '年龄,城市,signup,member,income,share,note,tags,code,会不会买';
  writeFileSync(path, [heads, ...rows].join('\n'));
});
afterAll(() => folder.remove());

const columns = [
  ['城市', { type: 'target' }],
  ['signup', { type: 'dateParts' }],
  ['member', { type: 'oneHot' }],
  ['income', { type: 'numeric', scale: 'robust', log: true }],
  ['share', { type: 'numeric', scale: 'minmax' }],
  ['note', { type: 'tfidf', directions: 3 }],
  ['tags', { type: 'multiHot', separator: '|' }],
  ['code', { type: 'hash', buckets: 8 }],
].map(([column, encoding]) => ({ column, encoding }));
const cell = (kind: string, settings: object, inputs: Cell['inputs'] = {}): Cell => ({
  ...{ id: kind, kind, name: kind, settings: settings as Cell['settings'] },
  ...{ inputs, collapsed: false },
});
const notebook = (train: object): Notebook => ({
  ...{ format: 'portrait-notebook', version: 1, title: 'Kinds', seed: 6 },
  cells: [
    cell('data', { source: { type: 'file', path, name: 'kinds.csv' } }),
    cell('features', { label: { column: '会不会买' }, columns }, { table: ['data'] }),
    cell(
      'model',
      {
        layers: [
          { type: 'dense', units: 6, activation: 'gelu' },
          { type: 'dropout', rate: 0.3 },
        ],
      },
      { features: ['features'] },
    ),
    cell('train', { epochs: 2, batchSize: 16, ...train }, { model: ['model'] }),
    cell('walkthrough', {}, { network: ['train'] }),
  ],
});
const outputOf = (result: CellResult | undefined): WalkthroughOutput =>
  walkthrough.output.parse(result?.output);

describe.each([
  ['native', { TF_NUM_INTRAOP_THREADS: '1' }],
  ['wasm', { PORTRAIT_NO_NATIVE: '1' }],
])('A run on %s over every kind of column, in Chinese', (runtime, env) => {
  it(
    'is computed again to the losses that were recorded, mean labels of other folds included',
    { timeout: 300_000 },
    async () => {
      for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
      const backend = await temporaryBackend();
      try {
        const { results } = await backend.run(notebook({}));
        const result = results.get('walkthrough');
        const output = outputOf(result);
        expect(output.runtime).toBe(runtime);
        expect(new Set(output.prep.steps.map(({ type }) => type)).size).toBeGreaterThan(6);
        const steps = await replayRun(backend.client, result!, 20);
        expect(Math.max(...steps.map(({ relative }) => relative))).toBeLessThan(2e-7);
        // Rows outside training, too, have every number.
        const answer = walkthrough.queries.step.output.parse(
          await backend.client.notebook.query({
            ...{ address: result!.address, query: 'step' },
            input: {
              weights: { type: 'step', step: 1 },
              rows: Array.from({ length: 400 }, (_, at) => at + 1),
            },
          }),
        );
        const x = encodedRows(output, answer, null);
        const walk = walkOf(output, answer, x, startOf(output));
        expect(isLabelled(walk)).toBe(true);
        expect(isBroken(walk)).toBe(false);
      } finally {
        await backend.close();
        vi.unstubAllEnvs();
      }
    },
  );
});

describe('A run that another machine made', () => {
  const workspace = folder.file('elsewhere.portrait');
  it(
    'on a GPU is walked through all the same, and the GPU is named',
    { timeout: 240_000 },
    async () => {
      const document = notebook({});
      await runInto(workspace, { ...document, cells: document.cells.slice(0, 4) });
      const db = new Database(workspace);
      const facts = { runtime: 'native', device: 'gpu', fallbackReason: null, threads: 8 };
      const rest = { oneDnn: false, versions: {}, memoryBytes: 1 };
      const changed = db
        .prepare('UPDATE runs SET engine = ?')
        .run(JSON.stringify({ ...facts, ...rest }));
      expect(changed.changes).toBeGreaterThan(0);
      db.close();
      const backend = await startBackend(workspace);
      const client: BackendClient = createRouterClient(backend.router);
      const { notebooks } = await client.workspace.info({});
      const id = notebooks.find(({ title }) => title === document.title)?.id ?? '';
      try {
        const edit = {
          ...{ type: 'insert' as const, id: 'walk', kind: 'walkthrough', index: 4, settings: {} },
          inputs: { network: ['train'] },
        };
        await client.notebook.edit({ id, edits: [edit] });
        const result = (await runCells(client, id)).get('walk');
        expect(outputOf(result)).toMatchObject({ runtime: 'native', gpu: true });
        const steps = await replayRun(client, result!, 5);
        expect(Math.max(...steps.map(({ relative }) => relative))).toBeLessThan(1e-6);
      } finally {
        await backend.close();
      }
    },
  );
});
