import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Checkpoint } from '../../../../shared/engine/tensors.ts';
import type { RunEnd } from '../../../../shared/model/run.ts';
import { trainSettings } from '../../../../shared/model/net/train-settings.ts';
import { Workspace } from '../../../../src-main/backend/storage/index.ts';
import {
  findContinuation,
  lineageOf,
  type RunIdentity,
} from '../../../../src-main/backend/train/continuation.ts';
import { temporaryFolder } from '../../../support/folder.ts';
import { spec } from '../../../support/training-job.ts';

const identity = (settings: object = {}, more: Partial<RunIdentity> = {}): RunIdentity => ({
  ...{ cell: 'c', features: 'f', spec, seed: 1 },
  settings: trainSettings.parse(settings),
  ...more,
});

describe('lineageOf', () => {
  it('is the same for runs that differ in length, device and histograms only', () => {
    const one = lineageOf(identity({ epochs: 5 }));
    expect(lineageOf(identity({ epochs: 50, device: 'gpu', histograms: false }))).toBe(one);
  });

  it.each([
    ['the learning rate', identity({ learningRate: 0.1 })],
    ['the batch size', identity({ batchSize: 64 })],
    ['the seed', identity({}, { seed: 2 })],
    ['the rows', identity({}, { features: 'g' })],
    ['the model', identity({}, { spec: { ...spec, layers: [] } })],
    ['the cell', identity({}, { cell: 'd' })],
  ])('differs with %s', (_what, other) => {
    expect(lineageOf(other)).not.toBe(lineageOf(identity()));
  });

  it('differs with the length where the schedule looks at the end', () => {
    const schedule = { type: 'cosine' };
    const [five, six] = [5, 6].map((epochs) => lineageOf(identity({ epochs, schedule })));
    expect(five).not.toBe(six);
  });
});

describe('findContinuation', () => {
  let folder: ReturnType<typeof temporaryFolder>;
  let workspace: Workspace;
  beforeEach(() => {
    folder = temporaryFolder();
    const deps = { clock: () => 1, newId: () => 'id' };
    workspace = Workspace.open(folder.file('w.portrait'), deps);
  });
  afterEach(() => {
    workspace.close();
    folder.remove();
  });

  const checkpoint = (epoch: number, stepInEpoch = 0): Checkpoint => ({
    ...{ epoch, stepInEpoch, step: epoch * 10 + stepInEpoch, best: null },
    weights: [],
    slots: [],
  });
  /** A run of 10 steps an epoch with checkpoints stored in order. */
  function stored(id: string, end: RunEnd | null, ...checkpoints: Checkpoint[]): void {
    const { settings } = identity();
    const where = { notebook: 'n', cell: 'c', address: id, lineage: 'l', startedAt: 1 };
    workspace.runs.create({ id, ...where, spec, settings, seed: 1 });
    for (const point of checkpoints) {
      workspace.runs.record(id, {
        checkpoints: [{ kind: 'last', checkpoint: point }],
        step: point.step,
        seconds: 1,
      });
    }
    if (end !== null) workspace.runs.end(id, null, end, null);
  }
  const find = (epochs: number) => {
    const found = findContinuation(workspace.runs, 'l', epochs);
    return found && [found.run.id, found.checkpoint.step];
  };

  it('takes the furthest checkpoint that is not beyond the goal', () => {
    stored('short', 'finished', checkpoint(2));
    stored('long', 'stopped', checkpoint(6));
    expect(find(10)).toEqual(['long', 60]);
    expect(find(6)).toEqual(['long', 60]);
    expect(find(5)).toEqual(['short', 20]);
    expect(find(1)).toBeUndefined();
  });

  it('falls back to the last whole epoch of a run that stands in the middle of one', () => {
    stored('a', 'crashed', checkpoint(3), checkpoint(3, 4));
    expect(find(4)).toEqual(['a', 34]);
    expect(find(3)).toEqual(['a', 30]);
  });

  it.each([['early_stopped'], ['diverged'], [null]] as const)(
    'never takes a run that ended %s',
    (end) => {
      stored('a', end, checkpoint(2));
      expect(find(10)).toBeUndefined();
    },
  );
});
