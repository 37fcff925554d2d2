import { describe, expect, it } from 'vitest';
import { fitSeconds, listSeconds } from '#shared/estimates/fit-time.ts';
import { algorithm } from '#shared/recommenders/index.ts';
import type { Machine } from '#shared/estimates/runtime-costs.ts';
import {
  batchSeconds,
  partsSeconds,
  searchSeconds,
} from '../../../../src-renderer/recommenders/work-seconds.ts';

const machine: Machine = { runtime: 'native', device: 'cpu', threads: 2 };
const size = { users: 4000, items: 3600, pairs: 200_000, meetings: 4e7 };
const ials = (factors: number) => algorithm.parse({ type: 'ials', factors });
const trial = (factors: number): number =>
  fitSeconds(ials(factors), size, machine) + listSeconds(ials(factors), size, machine);

describe('the time a search takes', () => {
  const space = [{ name: 'factors', values: [32, 64, 128] }];

  it('is that of every combination, and of one fit at the end', () => {
    const found = searchSeconds({ algorithm: ials(64), space, trials: 20 }, size, machine);
    const trials = trial(32) + trial(64) + trial(128);
    expect(found).toBeCloseTo(trials + fitSeconds(ials(32), size, machine), 6);
  });

  it('goes by the trials allowed where there are more combinations', () => {
    const one = searchSeconds({ algorithm: ials(64), space, trials: 1 }, size, machine);
    expect(one).toBeCloseTo(
      (trial(32) + trial(64) + trial(128)) / 3 + fitSeconds(ials(32), size, machine),
      6,
    );
  });

  it('leaves out values the algorithm does not take', () => {
    const odd = [{ name: 'factors', values: [64, 'many'] }];
    const found = searchSeconds({ algorithm: ials(64), space: odd, trials: 2 }, size, machine);
    expect(found).toBeCloseTo(2 * trial(64) + fitSeconds(ials(64), size, machine), 6);
  });
});

describe('the time the parts of a hybrid take', () => {
  const ease = algorithm.parse({ type: 'ease' });
  const of = (parts: Parameters<typeof partsSeconds>[0], pace = () => 1) =>
    partsSeconds(parts, size, machine, pace);

  it('is the sum of theirs, and none for joining them', () => {
    const sum = fitSeconds(ials(64), size, machine) + fitSeconds(ease, size, machine);
    expect(of([ials(64), ease])).toBeCloseTo(sum, 9);
    expect(of([ials(64), ease, { type: 'hybrid', weights: [] }])).toBeCloseTo(sum, 9);
  });

  it('goes by how earlier fits of each algorithm went', () => {
    const slow = partsSeconds([ials(64), ease], size, machine, (type) => (type === 'ease' ? 3 : 1));
    expect(slow - of([ials(64), ease])).toBeCloseTo(2 * fitSeconds(ease, size, machine), 9);
  });
});

describe('the time lists for all take', () => {
  it('has reading and fitting in it only where the recommender is fitted anew', () => {
    const of = (refit: boolean) => batchSeconds(ials(64), { refit, events: 4e5 }, size, machine);
    expect(of(false)).toBeCloseTo(listSeconds(ials(64), size, machine), 9);
    expect(of(true) - of(false)).toBeGreaterThan(fitSeconds(ials(64), size, machine));
  });
});
