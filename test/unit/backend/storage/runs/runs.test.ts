import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../../../../shared/engine/tensors.ts';
import type { EngineInfo, EpochRecord } from '../../../../../shared/model/run.ts';
import { trainSettings } from '../../../../../shared/model/net/train-settings.ts';
import { Workspace, type NewRun } from '../../../../../src-main/backend/storage/index.ts';

let folder = '';
let workspace: Workspace;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'portrait-runs-'));
  workspace = open();
});
afterEach(() => {
  workspace.close();
  rmSync(folder, { recursive: true });
});
const open = () =>
  Workspace.open(join(folder, 'w.portrait'), { clock: () => 1, newId: () => 'id' });

const run = (id: string, more: Partial<NewRun> = {}): NewRun => ({
  id,
  notebook: 'n',
  cell: 'c',
  address: `address of ${id}`,
  lineage: 'l',
  spec: {
    inputs: 2,
    layers: [],
    output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
  },
  settings: trainSettings.parse({}),
  seed: 4294967295,
  startedAt: 1000,
  ...more,
});
const engine: EngineInfo = {
  runtime: 'cpu',
  device: 'cpu',
  fallbackReason: null,
  threads: 2,
  oneDnn: false,
  versions: { a: '1' },
  memoryBytes: 1,
};
const record = (epoch: number): EpochRecord => ({
  epoch,
  step: epoch * 10,
  train: { loss: 1 / epoch, accuracy: 0.5 },
  validation: { loss: 2 / epoch, auc: 0.75 },
  learningRate: 0.001,
  seconds: 0.1,
});
const checkpoint = (step: number, stepInEpoch = 0): Checkpoint => ({
  step,
  epoch: Math.floor(step / 10),
  stepInEpoch,
  weights: [
    { name: 'dense/kernel', shape: [2, 1], data: Float32Array.of(step, -0.1) },
    { name: 'dense/bias', shape: [1], data: Float32Array.of(1e-30) },
  ],
  slots: [{ name: 'dense/kernel/m', shape: [2, 1], data: Float32Array.of(NaN, 7) }],
  best: { value: Infinity, epoch: 1, wait: 2 },
  sums: [0.1, 1 / 3],
});
const losses = (count: number) => ({
  stride: 1,
  step: Uint32Array.from({ length: count }, (_, i) => i + 1),
  loss: Float32Array.from({ length: count }, (_, i) => 1 / (i + 1)),
  score: Float32Array.from({ length: count }, (_, i) => i / 64),
  first: Float32Array.from({ length: count }, (_, i) => 1 / (i + 1)),
});

describe('RunStore', () => {
  it('gives back a run as it was written, also after the workspace was closed', () => {
    workspace.runs.create(run('a'));
    workspace.runs.started('a', { engine, stepsPerEpoch: 10, parameters: 3 });
    const layers = [
      {
        layer: 'dense',
        weights: { edges: [0, 1], counts: [3] },
        gradients: { edges: [0, 1], counts: [3] },
      },
    ];
    workspace.runs.record('a', {
      epochs: [record(1), record(2)],
      histograms: [{ epoch: 2, layers }],
      losses: losses(20),
      checkpoints: [{ kind: 'last', checkpoint: checkpoint(20) }],
      step: 20,
      seconds: 1.5,
    });
    workspace.runs.end('a', null, 'finished', null);
    workspace.close();
    workspace = open();
    const view = workspace.runs.get('a');
    expect(view).toMatchObject({ state: 'ended', end: 'finished', engine, seed: 4294967295 });
    expect(view.epochs).toEqual([record(1), record(2)]);
    expect(view.histograms).toEqual([{ epoch: 2, layers }]);
    expect(view.steps.step).toHaveLength(20);
    expect(view.steps.loss[3]).toBe(0.25);
    expect(view.steps.score).toEqual([...losses(20).score]);
    expect(workspace.runs.checkpoint('a', 'last')).toEqual(checkpoint(20));
    expect(workspace.notice).toBeNull();
  });

  it('does not hand out a checkpoint whose bytes changed', () => {
    workspace.runs.create(run('a'));
    workspace.runs.record('a', {
      checkpoints: [{ kind: 'best', checkpoint: checkpoint(10) }],
      step: 10,
      seconds: 1,
    });
    workspace.db.exec(`UPDATE checkpoints SET tensors = zeroblob(length(tensors))`);
    expect(workspace.runs.checkpoint('a', 'best')).toBeUndefined();
  });

  it('keeps the last whole epoch beside a checkpoint in the middle of one', () => {
    workspace.runs.create(run('a'));
    const store = (step: number, inEpoch: number) =>
      workspace.runs.record('a', {
        checkpoints: [{ kind: 'last', checkpoint: checkpoint(step, inEpoch) }],
        step,
        seconds: 1,
      });
    store(20, 0);
    store(23, 3);
    store(27, 7);
    expect(workspace.runs.checkpoint('a', 'boundary')?.step).toBe(20);
    expect(workspace.runs.checkpoint('a', 'last')?.step).toBe(27);
    store(30, 0);
    expect(workspace.runs.checkpoint('a', 'boundary')).toBeUndefined();
  });

  it('ends runs that a backend left open as crashed', () => {
    workspace.runs.create(run('a'));
    workspace.runs.create(run('b'));
    workspace.runs.end('b', null, 'finished', null);
    expect(workspace.runs.recover()).toBe(1);
    expect(workspace.runs.info('a')).toMatchObject({
      state: 'ended',
      end: 'crashed',
      error: { code: 'backend_crashed' },
    });
    expect(workspace.runs.info('b').end).toBe('finished');
  });

  it('hands a run’s history over up to a checkpoint, and drops it where it had crashed', () => {
    workspace.runs.create(run('a'));
    workspace.runs.started('a', { engine, stepsPerEpoch: 10, parameters: 3 });
    workspace.runs.record('a', {
      epochs: [1, 2, 3].map(record),
      losses: losses(30),
      checkpoints: [{ kind: 'last', checkpoint: checkpoint(20) }],
      step: 30,
      seconds: 9,
    });
    workspace.runs.recover();
    workspace.runs.create(run('b'));
    workspace.runs.takeOver('a', 'b', checkpoint(20));
    expect(workspace.runs.epochs('b')).toEqual([record(1), record(2)]);
    expect(workspace.runs.losses('b')).toEqual(losses(20));
    expect(workspace.runs.checkpoint('b', 'last')).toEqual(checkpoint(20));
    expect(workspace.runs.info('b')).toMatchObject({ seconds: 9, engine, parameters: 3 });
    expect(() => workspace.runs.info('a')).toThrow('not_found');
  });

  it('hands losses over that an older version stored without scores, and takes scores from there on', () => {
    workspace.runs.create(run('a'));
    workspace.runs.record('a', {
      losses: losses(30),
      checkpoints: [{ kind: 'last', checkpoint: checkpoint(20) }],
      step: 30,
      seconds: 9,
    });
    workspace.db.exec('UPDATE run_steps SET scores = NULL');
    expect(workspace.runs.get('a').steps.score).toEqual(Array.from({ length: 30 }, () => null));
    workspace.runs.create(run('b'));
    workspace.runs.takeOver('a', 'b', checkpoint(20));
    const { loss, score } = workspace.runs.get('b').steps;
    expect(loss).toEqual([...losses(20).loss]);
    expect(score).toEqual(Array.from({ length: 20 }, () => null));
    const known = losses(40).score.fill(NaN, 0, 20);
    workspace.runs.record('b', { losses: { ...losses(40), score: known }, step: 40, seconds: 10 });
    const after = workspace.runs.get('b').steps.score;
    expect(after.slice(0, 20)).toEqual(score);
    expect(after.slice(20)).toEqual([...losses(40).score.slice(20)]);
  });

  it('counts losses and scores to the bytes of a run', () => {
    workspace.runs.create(run('a'));
    workspace.runs.record('a', { losses: losses(20), step: 20, seconds: 1 });
    expect(workspace.artefactBytes({ tables: [], blobs: [], runs: ['a'] })).toBe(20 * 12);
  });

  it('writes progress wholly or not at all', () => {
    workspace.runs.create(run('a'));
    const endless = { ...checkpoint(10), epoch: NaN };
    expect(() =>
      workspace.runs.record('a', {
        epochs: [record(1)],
        checkpoints: [{ kind: 'last', checkpoint: endless }],
        step: 10,
        seconds: 1,
      }),
    ).toThrow();
    expect(workspace.runs.epochs('a')).toEqual([]);
  });

  it('tells at the next opening when epochs were lost without a word', () => {
    workspace.runs.create(run('a'));
    workspace.runs.record('a', { epochs: [record(1), record(2)], step: 20, seconds: 1 });
    workspace.db.exec('DELETE FROM run_epochs WHERE epoch = 2');
    workspace.close();
    workspace = open();
    expect(workspace.notice).toMatchObject({ code: 'workspace_lost_rows' });
  });

  it('keeps only the newest failed runs of a cell and never one with a result', () => {
    for (const id of ['a', 'b', 'c', 'd']) {
      workspace.runs.create(run(id));
      workspace.runs.end(id, null, id === 'a' ? 'finished' : 'crashed', null);
    }
    workspace.runs.prune('n', 'c', 2);
    expect(workspace.runs.list('n').map(({ id }) => id)).toEqual(['d', 'c', 'a']);
  });

  it('drops everything of a run', () => {
    workspace.runs.create(run('a'));
    workspace.runs.record('a', { epochs: [record(1)], losses: losses(3), step: 3, seconds: 1 });
    workspace.runs.drop('a');
    const left = workspace.db.prepare('SELECT count(*) FROM run_epochs').pluck().get();
    expect(left).toBe(0);
  });
});
