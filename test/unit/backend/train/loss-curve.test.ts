import { describe, expect, it } from 'vitest';
import { LossCurve } from '../../../../src-main/backend/train/loss-curve.ts';

function curveOf(steps: number): LossCurve {
  const curve = new LossCurve();
  for (let step = 1; step <= steps; step++) curve.add(step, step, -step);
  return curve;
}

describe('LossCurve', () => {
  it('keeps every step of a short run', () => {
    const { stride, step, loss, score } = curveOf(100).points();
    expect(stride).toBe(1);
    expect([...step]).toEqual(Array.from({ length: 100 }, (_, i) => i + 1));
    expect([...loss]).toEqual([...step]);
    expect([...score]).toEqual(Array.from(step, (at) => -at));
  });

  it.each([4001, 10_000, 123_457])('never holds more than 4,000 points for %i steps', (steps) => {
    const { stride, step, loss, score } = curveOf(steps).points();
    expect(step.length).toBeLessThanOrEqual(4001);
    expect(step.length).toBeGreaterThan(1900);
    // Each point is the mean of the `stride` steps that end with it: here, step - (stride - 1) / 2.
    step.forEach((at, index) => expect(loss[index]).toBeCloseTo(at - (stride - 1) / 2, 1));
    expect(step.every((at) => at % stride === 0)).toBe(true);
    expect([...score]).toEqual(Array.from(loss, (mean) => -mean));
  });

  it('keeps the losses of the first 200 steps one by one, also of a long run that was gone on with', () => {
    const resumed = new LossCurve(curveOf(150).points());
    for (let step = 151; step <= 9000; step++) resumed.add(step, step, -step);
    expect([...resumed.points().first]).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
    expect([...curveOf(9000).points().first]).toEqual([...resumed.points().first]);
    expect(resumed.points().stride).toBeGreaterThan(1);
  });

  it('leaves out losses that are not finite', () => {
    const curve = new LossCurve();
    [0.5, NaN, 0.25, Infinity].forEach((loss, index) => curve.add(index + 1, loss, index));
    expect([...curve.points().step]).toEqual([1, 3]);
    expect([...curve.points().score]).toEqual([0, 2]);
  });

  it('goes on from stored points as if it had never stopped', () => {
    const stored = curveOf(8000).points();
    const resumed = new LossCurve(stored);
    for (let step = 8001; step <= 20_000; step++) resumed.add(step, step, -step);
    expect(resumed.points()).toEqual(curveOf(20_000).points());
  });

  it('goes on from points without scores, which stay without, and has those of the new steps', () => {
    const stored = curveOf(3000).points();
    const resumed = new LossCurve({ ...stored, score: new Float32Array(3000).fill(NaN) });
    for (let step = 3001; step <= 6000; step++) resumed.add(step, step, -step);
    const { step, loss, score } = resumed.points();
    expect([...loss]).toEqual([...curveOf(6000).points().loss]);
    const known = Array.from(step, (at, index) => (at > 3000 ? -(loss[index] ?? 0) : NaN));
    expect([...score]).toEqual(known);
  });
});
