import { describe, expect, it } from 'vitest';
import { earlyStopping } from '#shared/model/net/train-settings.ts';
import { Matrix } from '../../../../src-main/engine/matrix/matrix.ts';
import { uniformFloats } from '#shared/random/philox.ts';
import { ChunkSize } from '../../../../src-main/engine/runtime/chunk-size.ts';
import { judge, shouldStop } from '../../../../src-main/engine/train/run/early-stopping.ts';
import { histogramOf } from '../../../../src-main/engine/train/histograms.ts';
import { initialValues } from '#shared/network/initial-weights.ts';
import { learningRateAt } from '#shared/network/schedule.ts';
import { exampleSettings } from '../example-run.ts';

describe('The learning rate', () => {
  const at = (schedule: object, step: number): number =>
    learningRateAt(exampleSettings({ learningRate: 1, epochs: 10, schedule }), step, 100);
  it('follows its schedule', () => {
    expect(at({ type: 'constant' }, 999)).toBe(1);
    expect([199, 200, 400].map((s) => at({ type: 'step', epochs: 2, factor: 0.5 }, s))).toEqual([
      1, 0.5, 0.25,
    ]);
    expect(at({ type: 'exponential', factor: 0.81 }, 50)).toBeCloseTo(0.9, 12);
    const cosine = { type: 'cosine', warmupEpochs: 2, finalFactor: 0.1 };
    expect([0, 99, 199].map((s) => at(cosine, s))).toEqual([0.005, 0.5, 1]);
    expect(at(cosine, 600)).toBeCloseTo(0.55, 12);
    expect(at(cosine, 1000)).toBeCloseTo(0.1, 12);
  });
});

describe('Early stopping', () => {
  const setting = earlyStopping.parse({ metric: 'auc', patience: 2, minDelta: 0.01 });
  it('counts epochs without enough gain and stops at the patience', () => {
    const first = judge(setting, null, 0.6, 1);
    expect(first).toEqual({ after: { value: 0.6, epoch: 1, wait: 0 }, improved: true });
    const second = judge(setting, first.after, 0.605, 2);
    expect(second).toEqual({ after: { value: 0.6, epoch: 1, wait: 1 }, improved: false });
    expect(shouldStop(setting, second.after)).toBe(false);
    expect(shouldStop(setting, judge(setting, second.after, 0.6, 3).after)).toBe(true);
    expect(judge(setting, second.after, 0.62, 3).after).toEqual({ value: 0.62, epoch: 3, wait: 0 });
  });

  it('never takes a value that is no number for the best', () => {
    const bad = judge(setting, null, NaN, 1);
    expect(bad.improved).toBe(false);
    expect(judge(setting, bad.after, 0.5, 2).improved).toBe(true);
  });
});

describe('Histograms', () => {
  it('count every finite value once, the largest in the last bin', () => {
    const { edges, counts } = histogramOf(new Float32Array([-1, 0, 0.5, 2, NaN]));
    expect(edges.length).toBe(counts.length + 1);
    expect([edges[0], edges.at(-1)]).toEqual([-1, 2]);
    expect(counts.reduce((a, b) => a + b, 0)).toBe(4);
    expect(counts.at(-1)).toBe(1);
    expect(histogramOf(new Float32Array([3, 3]))).toEqual({ edges: [2.5, 3.5], counts: [2] });
  });
});

describe('Initial weights', () => {
  const slot = (fill: 'glorotUniform' | 'heNormal') => ({
    name: 'k',
    shape: [200, 100],
    size: 20_000,
    offset: 0,
    fill,
  });
  it.each([
    ['glorotUniform', 2 / 300, Math.sqrt(6 / 300)],
    ['heNormal', 2 / 200, (2 * Math.sqrt(2 / 200)) / 0.8796],
  ] as const)('%s has its variance and bounds', (fill, variance, bound) => {
    const values = initialValues([slot(fill)], 5);
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    const spread = values.reduce((a, b) => a + b * b, 0) / values.length;
    expect(Math.abs(mean)).toBeLessThan(0.003);
    expect(Math.abs(spread / variance - 1)).toBeLessThan(0.05);
    expect(values.every((value) => Math.abs(value) <= bound * 1.0001)).toBe(true);
    expect(initialValues([slot(fill)], 5)).toEqual(values);
  });
});

describe('Chunks', () => {
  it('grow towards their time and shrink when steps get slower', () => {
    const chunk = new ChunkSize(40);
    expect(chunk.steps).toBe(1);
    for (let i = 0; i < 8; i++) chunk.record(chunk.steps, chunk.steps * 0.1);
    expect(chunk.steps).toBe(400);
    for (let i = 0; i < 12; i++) chunk.record(chunk.steps, chunk.steps * 10);
    expect(chunk.steps).toBe(4);
  });
});

describe('A matrix', () => {
  it('takes rows in order, gathers any of them and refuses what does not fit', () => {
    const matrix = new Matrix(3, 2, 1);
    matrix.append(new Float32Array([1, 2, 3, 4]), new Float32Array([0, 1]));
    expect(() => matrix.append(new Float32Array(4), new Float32Array(2))).toThrow(/bad_request/);
    expect(() => matrix.append(new Float32Array(3), new Float32Array(1))).toThrow(/bad_request/);
    matrix.append(new Float32Array([5, 6]), new Float32Array([2]));
    expect(matrix.gather(new Int32Array([2, 0, 2]))).toEqual({
      x: new Float32Array([5, 6, 1, 2, 5, 6]),
      y: new Float32Array([2, 0, 2]),
    });
  });
});

describe('Streams of one seed', () => {
  it('differ by step and purpose and fill [0, 1) evenly', () => {
    const draw = (step: number, purpose: number) =>
      uniformFloats({ seed: 1, step, purpose }, 10_000);
    const values = draw(0, 0);
    expect(draw(1, 0)).not.toEqual(values);
    expect(draw(0, 1)).not.toEqual(values);
    const counts = new Array<number>(10).fill(0);
    for (const value of values)
      counts[Math.floor(value * 10)] = (counts[Math.floor(value * 10)] ?? 0) + 1;
    // Chi-squared of 9 degrees of freedom stays below 27.9 in 999 of 1000 fair draws.
    expect(counts.reduce((sum, n) => sum + (n - 1000) ** 2 / 1000, 0)).toBeLessThan(27.9);
  });
});
