import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { walkthrough } from '#shared/model/cells/walkthrough.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { createRandom } from '#shared/random/index.ts';
import { temporaryFolder } from '../support/folder.ts';
import { replayRun } from '../support/replayed-run.ts';
import { temporaryBackend } from '../support/run-notebook.ts';

type Cell = Notebook['cells'][number];
type Settings = Cell['settings'];

const folder = temporaryFolder();
const path = folder.file('made.csv');
beforeAll(() => {
  const random = createRandom(5);
  const rows = Array.from({ length: 300 }, (_, row) => {
    const [a, b] = [random.next() * 10 - 5, random.next() * 10 - 5];
    const noise = random.next() - 0.5;
    const shape = a + noise > 2 ? 'high' : b + noise > 0 ? 'mid' : 'low';
    const city = ['Beijing', 'Shanghai', 'Xi’an'][row % 3];
    return [`u${row}`, a, b, city, a + b + noise > 2 ? 'yes' : 'no', shape, 3 * a + 100].join(',');
  });
  writeFileSync(path, ['user_id,a,b,city,buys,shape,amount', ...rows].join('\n'));
});
afterAll(() => folder.remove());

const dense = (units: number, more: object = {}) => ({
  ...{ type: 'dense', units, activation: 'relu', ...more },
});

type Run = {
  label?: string;
  layers: object[];
  train: object;
  /** Batch normalisation divides by a deviation taken in single precision: two units of its last place more. */
  within?: number;
};
/** 210 rows are trained on: 13 steps of 16 and a short one of 2 an epoch. */
const runs: Record<string, Run> = {
  'Adam, dropout': {
    layers: [dense(8), { type: 'dropout', rate: 0.5 }, dense(4), { type: 'dropout', rate: 0.3 }],
    train: {},
  },
  'SGD with steps, balanced classes': {
    layers: [dense(6, { activation: 'tanh' })],
    train: {
      optimizer: { type: 'sgd' },
      schedule: { type: 'step', epochs: 1, factor: 0.5 },
      classWeights: 'balanced',
    },
  },
  'momentum, exponential, clipped': {
    layers: [dense(6, { activation: 'gelu' })],
    train: {
      optimizer: { type: 'momentum', momentum: 0.9, nesterov: true },
      schedule: { type: 'exponential', factor: 0.7 },
      clipNorm: 0.05,
    },
  },
  'RMSprop, cosine, three classes weighted': {
    label: 'shape',
    layers: [dense(6, { activation: 'swish' })],
    train: {
      optimizer: { type: 'rmsprop' },
      schedule: { type: 'cosine', warmupEpochs: 0.5, finalFactor: 0.1 },
      classWeights: [1, 2, 0.5],
    },
  },
  'Adam, a number': {
    label: 'amount',
    layers: [dense(6, { activation: 'softplus' })],
    train: { learningRate: 0.001 },
  },
  'AdamW, batch norm, L1 and L2': {
    layers: [dense(6, { activation: 'elu', l2: 0.01, l1: 0.001 }), { type: 'batchNorm' }],
    train: { optimizer: { type: 'adamw', weightDecay: 0.01 }, learningRate: 0.001 },
    within: 5e-7,
  },
};

function notebook(names: string[]): Notebook {
  const cell = (kind: string, settings: object, inputs: Cell['inputs'] = {}, id = kind): Cell => ({
    ...{ id, kind, name: id, settings: settings as Settings, inputs, collapsed: false },
  });
  const cells = names.flatMap((name, index) => {
    const run = runs[name] ?? { layers: [], train: {} };
    const label = run.label ?? 'buys';
    const skipped = ['buys', 'shape', 'amount'].filter((column) => column !== label);
    const columns = skipped.map((column) => ({ column, encoding: { type: 'skip' } }));
    const id = (kind: string) => `${kind}${index}`;
    return [
      cell('features', { label: { column: label }, columns }, { table: ['data'] }, id('features')),
      cell('model', { layers: run.layers }, { features: [id('features')] }, id('model')),
      cell(
        'train',
        { epochs: 2, batchSize: 16, learningRate: 0.02, ...run.train },
        { model: [id('model')] },
        id('train'),
      ),
      cell('walkthrough', {}, { network: [id('train')] }, id('walkthrough')),
    ];
  });
  const data = cell('data', { source: { type: 'file', path, name: 'made.csv' } });
  const format = { format: 'portrait-notebook', version: 1 } as const;
  return { ...format, title: 'Runs', seed: 4, cells: [data, ...cells] };
}

describe.each([
  ['native', { TF_NUM_INTRAOP_THREADS: '1' }, Object.keys(runs)],
  ['wasm', { PORTRAIT_NO_NATIVE: '1' }, Object.keys(runs)],
] as const)('the first steps of a real %s run, computed again by hand', (runtime, env, names) => {
  it('have the losses the engine recorded', { timeout: 300_000 }, async () => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    const backend = await temporaryBackend();
    try {
      const { results } = await backend.run(notebook([...names]));
      for (const [index, name] of names.entries()) {
        const result = results.get(`walkthrough${index}`);
        if (result === undefined) throw new Error(`no result of ${name}`);
        expect(walkthrough.output.parse(result.output)).toMatchObject({
          ...{ source: 'run', runtime, trainRows: 210, identifiers: ['user_id'] },
        });
        const steps = await replayRun(backend.client, result, 20);
        expect(steps, name).toHaveLength(20);
        const worst = Math.max(...steps.map(({ relative }) => relative));
        const within = runs[name]?.within ?? 2e-7;
        expect(worst, `${name}: ${JSON.stringify(steps)}`).toBeLessThan(within);
      }
    } finally {
      await backend.close();
      vi.unstubAllEnvs();
    }
  });
});
