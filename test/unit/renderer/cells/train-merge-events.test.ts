import { describe, expect, it } from 'vitest';
import type { RunView } from '../../../../shared/contract/runs.ts';
import { trainSettings } from '../../../../shared/model/net/train-settings.ts';
import { mergeEvents, type Live } from '../../../../src-renderer/cells/train/merge-events.ts';

const view: RunView = {
  id: 'run',
  notebook: 'n',
  cell: 'c',
  address: 'a',
  spec: {
    inputs: 2,
    layers: [],
    output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
  },
  settings: trainSettings.parse({}),
  seed: 1,
  state: 'running',
  end: null,
  error: null,
  engine: null,
  startedAt: 0,
  seconds: 0,
  stepsPerEpoch: 10,
  parameters: 3,
  epochs: [],
  steps: { step: [1, 2, 3], loss: [0.9, 0.8, 0.7], score: [null, 0.5, 0.6] },
  histograms: [],
};
const live = { view, stepsPerSecond: null, secondsLeft: null };
const steps = (step: number[]) => ({
  type: 'steps' as const,
  step,
  loss: step.map((one) => 1 / one),
  score: step.map((one) => one / 10),
  stepsPerSecond: 100,
  secondsLeft: 2,
});
const epoch = (number: number) => ({
  epoch: number,
  step: number * 10,
  train: { loss: 1 },
  validation: null,
  learningRate: 0.001,
  seconds: 0.1,
});

describe('events of a run', () => {
  it('are taken once, even where the fetched view had them already', () => {
    const merged = mergeEvents(live, [steps([2, 3, 4]), steps([4, 5])]);
    expect(merged.view.steps.step).toEqual([1, 2, 3, 4, 5]);
    expect(merged.view.steps.score).toEqual([null, 0.5, 0.6, 0.4, 0.5]);
    expect(merged).toMatchObject({ stepsPerSecond: 100, secondsLeft: 2 });
    const told = { type: 'epochs' as const, records: [epoch(1), epoch(2)] };
    const twice = mergeEvents(mergeEvents(live, [told]), [told]);
    expect(twice.view.epochs.map((one) => one.epoch)).toEqual([1, 2]);
  });

  it('leave the former view unchanged', () => {
    mergeEvents(live, [steps([4]), { type: 'state', state: 'ended', end: 'finished' }]);
    expect(view.steps.step).toEqual([1, 2, 3]);
    expect(view.state).toBe('running');
  });

  it('keep a long curve bounded and its newest part complete', () => {
    let current: Live = live;
    for (let start = 4; start < 60_000; start += 1000) {
      current = mergeEvents(current, [steps(Array.from({ length: 1000 }, (_, i) => start + i))]);
    }
    const { step, loss, score } = current.view.steps;
    expect(step.length).toBeLessThanOrEqual(12_000);
    const later = step.slice(3);
    expect(loss.slice(3)).toEqual(later.map((one) => 1 / one));
    expect(score.slice(3)).toEqual(later.map((one) => one / 10));
    expect(step[0]).toBe(1);
    const newest = step.slice(-1000);
    expect(newest.every((one, index) => index === 0 || one === (newest[index - 1] ?? 0) + 1)).toBe(
      true,
    );
  });
});
