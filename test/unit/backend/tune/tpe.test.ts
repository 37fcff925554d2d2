import { expect, it, describe } from 'vitest';
import type { Searched } from '#shared/model/cells/tune-net.ts';
import { createRandom } from '#shared/random/index.ts';
import { proposeByTpe, type Tried } from '../../../../src-main/backend/tune/tpe.ts';
import { randomPoint, type Point } from '../../../../src-main/backend/tune/space.ts';

const side: Searched = { type: 'range', name: 'dropout', low: 0, high: 1, log: false };
const choice: Searched = {
  type: 'list',
  name: 'optimizer',
  values: ['sgd', 'momentum', 'adam', 'adamw'],
};

/** Smooth in three numbers, with a best one of four values; least 0. */
const mixed = ([a, b, c, k]: Point): number =>
  (a! - 0.3) ** 2 +
  2 * (b! - 0.7) ** 2 +
  0.5 * Math.abs(c! - 0.1) +
  [0.4, 0, 0.2, 0.6][Math.floor(k! * 4)]!;

/** Branin, least 0.3979 (Dixon and Szegö 1978). */
function branin([x, y]: Point): number {
  const [u, v] = [-5 + 15 * x!, 15 * y!];
  const bowl = v - (5.1 / (4 * Math.PI ** 2)) * u * u + (5 / Math.PI) * u - 6;
  return bowl ** 2 + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(u) + 10;
}

/** Hartmann in six dimensions, least -3.3224 (Dixon and Szegö 1978). */
function hartmann(point: Point): number {
  const widths = [
    [10, 3, 17, 3.5, 1.7, 8],
    [0.05, 10, 17, 0.1, 8, 14],
    [3, 3.5, 1.7, 10, 17, 8],
    [17, 8, 0.05, 10, 0.1, 14],
  ];
  const centres = [
    [1312, 1696, 5569, 124, 8283, 5886],
    [2329, 4135, 8307, 3736, 1004, 9991],
    [2348, 1451, 3522, 2883, 3047, 6650],
    [4047, 8828, 8732, 5743, 1091, 381],
  ];
  const heights = [1, 1.2, 3, 3.2];
  return -heights.reduce((sum, height, at) => {
    const far = point.reduce(
      (all, x, i) => all + widths[at]![i]! * (x - centres[at]![i]! * 1e-4) ** 2,
      0,
    );
    return sum + height * Math.exp(-far);
  }, 0);
}

const budget = 60;
const seeds = 50;
type Propose = (tried: readonly Tried[], random: ReturnType<typeof createRandom>) => Point;

/** The least of 60 values, on average over the seeds. */
function meanLeast(value: (point: Point) => number, propose: Propose): number {
  let sum = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const random = createRandom(seed);
    const tried: Tried[] = [];
    for (let trial = 0; trial < budget; trial++) {
      const point = propose(tried, random);
      tried.push({ point, value: -value(point) });
    }
    sum += -Math.max(...tried.map((one) => one.value));
  }
  return sum / seeds;
}

// Means of the least of 60 over ten seeds of Optuna 5.0.0’s TPESampler(seed).
describe.each([
  { name: 'mixed', value: mixed, space: [side, side, side, choice], optuna: 0.033 },
  { name: 'Branin', value: branin, space: [side, side], optuna: 0.5169 },
  { name: 'Hartmann', value: hartmann, space: new Array<Searched>(6).fill(side), optuna: -3.0461 },
])('the estimator on $name', ({ value, space, optuna }) => {
  const ours = meanLeast(value, (tried, random) => proposeByTpe(space, tried, random)[0]!);
  const drawn = meanLeast(value, (_, random) => randomPoint(space, random));

  it('beats random search', () => {
    expect(ours).toBeLessThan(drawn);
  });

  it('comes at least as low as Optuna’s, or within a sixth of the way from random search', () => {
    expect(ours).toBeLessThanOrEqual(optuna + (1 / 6) * Math.abs(drawn - optuna));
  });
});
