import { expect, it } from 'vitest';
import { algorithm } from '#shared/recommenders/index.ts';
import { createRandom } from '#shared/random/index.ts';
import { knownUser } from '../../../../src-main/engine/recommenders/serve/known-user.ts';
import { fitRecommender } from '../../../../src-main/engine/recommenders/registry.ts';
import { normals } from '../../../../src-main/engine/recommenders/factors/random.ts';
import { plantedTastes, solver } from '../../../support/float64.ts';
import { plainData, sparse } from './example-data.ts';
import { fitContext, testRuntimes } from './test-runtimes.ts';

const [users, items, factors] = [600, 300, 64];
const rows = plantedTastes(users, items, 3);
const runtime = (await testRuntimes())[0]!;

it.each([
  [1, 0.01],
  [1000, 0.01],
  [1e6, 0.003],
])(
  'iALS scores what float64 makes of its items, weights from 1 to %f',
  async (most, regularisation) => {
    const random = createRandom(2);
    const weights = rows.map((own) => own.map(() => Math.round(most ** random.next())));
    const data = plainData(sparse(rows, weights), items);
    const config = { type: 'ials' as const, factors, regularisation, unobserved: 0.1 };
    const whole = algorithm.parse({ ...config, frequencyScaling: 1 });
    const model = await fitRecommender(data, whole, await fitContext(runtime));
    const v = model.vectors().items!.value;
    for (const user of [0, 5, 99, 400, 599]) {
      const own = rows[user]!;
      // (sum c v v' + unobserved V'V + ridge) x = sum c v, ridge = regularisation (count + unobserved items).
      const left = new Float64Array(factors ** 2);
      const right = new Float64Array(factors);
      for (let item = 0; item < items; item++) {
        const at = own.indexOf(item);
        const c = at < 0 ? 0 : weights[user]![at]!;
        for (let a = 0; a < factors; a++) {
          right[a]! += c * v[item * factors + a]!;
          for (let b = 0; b < factors; b++)
            left[a * factors + b]! +=
              (c + config.unobserved) * v[item * factors + a]! * v[item * factors + b]!;
        }
      }
      for (let a = 0; a < factors; a++)
        left[a * factors + a]! += regularisation * (own.length + config.unobserved * items);
      const x = solver(left, factors)(right);
      const wanted = Array.from({ length: items }, (_, item) =>
        x.reduce((sum, value, a) => sum + value * v[item * factors + a]!, 0),
      );
      const largest = Math.max(...wanted.map(Math.abs));
      const known = knownUser(data, user);
      const close = (score: number, item: number): void =>
        expect(Math.abs(score - wanted[item]!) / largest).toBeLessThan(1e-4);
      (await model.score([known])).forEach(close);
      (await model.score([{ ...known, user: null }])).forEach(close);
      close((await model.explain(known, 7)).score, 7);
    }
  },
);

it.each([
  [1, 1e-4],
  [8, 1e-6],
  [1000, 1e-6],
])(
  'iALS learns what conjugate gradients in float64 learn from the same start, weights from 1 to %f',
  async (most, tolerated) => {
    const [users, items, f, iterations] = [300, 150, 32, 4];
    const own = plantedTastes(users, items, 3);
    const random = createRandom(2);
    const weights = own.map((met) => met.map(() => Math.round(most ** random.next())));
    const data = plainData(sparse(own, weights), items);
    const config = algorithm.parse({ type: 'ials', factors: f, iterations });
    if (config.type !== 'ials') throw new Error(config.type);
    const context = await fitContext(runtime);
    const model = await fitRecommender(data, config, context);
    const met = (dense: number[][]) =>
      dense.map((row) => [...row.keys()].filter((k) => row[k]! > 0));
    const byUser = own.map((met, user) => {
      const row = new Array<number>(items).fill(0);
      met.forEach((item, at) => (row[item] = weights[user]![at]!));
      return row;
    });
    const byItem = Array.from({ length: items }, (_, item) => byUser.map((row) => row[item]!));
    const u = Array.from({ length: users }, () => new Array<number>(f).fill(0));
    const start = normals(items * f, 0.1 / Math.sqrt(f), context.seed);
    const v = Array.from({ length: items }, (_, i) => [...start.subarray(i * f, (i + 1) * f)]);
    const half = (rows: number[][], x: number[][], other: number[][], steps: number): void => {
      const gram = dyads(
        other,
        f,
        other.map(() => config.unobserved),
      );
      met(rows).forEach((have, row) => {
        if (have.length === 0) return void x[row]!.fill(0);
        const c = have.map((k) => rows[row]![k]!);
        const a = dyads(
          have.map((k) => other[k]!),
          f,
          c,
        );
        const ridge =
          config.regularisation *
          (have.length + config.unobserved * other.length) ** config.frequencyScaling;
        for (let i = 0; i < f; i++) {
          for (let j = 0; j < f; j++) a[i]![j]! += gram[i]![j]!;
          a[i]![i]! += ridge;
        }
        const right = Array.from({ length: f }, (_, i) =>
          have.reduce((sum, k, at) => sum + c[at]! * other[k]![i]!, 0),
        );
        conjugateGradients(a, right, x[row]!, steps);
      });
    };
    for (let iteration = 0; iteration < iterations; iteration++) {
      half(byUser, u, v, 3);
      half(byItem, v, u, 3);
    }
    half(byUser, u, v, 100);
    const wanted = [0, 7, 150, 299].map((user) =>
      v.map((item) => item.reduce((sum, value, a) => sum + value * u[user]![a]!, 0)),
    );
    const scores = await model.score([0, 7, 150, 299].map((user) => knownUser(data, user)));
    const largest = Math.max(...wanted.flat().map(Math.abs));
    wanted
      .flat()
      .forEach((score, at) =>
        expect(Math.abs(scores[at]! - score) / largest).toBeLessThan(tolerated),
      );
  },
);

/** Sum of c v v'. */
function dyads(rows: readonly number[][], f: number, c: readonly number[]): number[][] {
  const out = Array.from({ length: f }, () => new Array<number>(f).fill(0));
  rows.forEach((v, at) => {
    for (let a = 0; a < f; a++) for (let b = 0; b < f; b++) out[a]![b]! += c[at]! * v[a]! * v[b]!;
  });
  return out;
}

/** Hestenes & Stiefel 1952, of A x = b from the x there is. */
function conjugateGradients(a: number[][], b: number[], x: number[], steps: number): void {
  const dot = (p: number[], q: number[]): number =>
    p.reduce((sum, value, i) => sum + value * q[i]!, 0);
  const residual = b.map((value, i) => value - dot(a[i]!, x));
  let direction = [...residual];
  let size = dot(residual, residual);
  const enough = size * 1e-13;
  for (let step = 0; step < steps && size > enough; step++) {
    const ahead = a.map((row) => dot(row, direction));
    const along = size / dot(direction, ahead);
    for (let i = 0; i < x.length; i++) {
      x[i]! += along * direction[i]!;
      residual[i]! -= along * ahead[i]!;
    }
    const next = dot(residual, residual);
    direction = direction.map((value, i) => residual[i]! + (next / size) * value);
    size = next;
  }
}
