import { describe, expect, it } from 'vitest';
import type { RecommendData } from '#shared/engine/recommend.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { algorithm } from '#shared/recommenders/index.ts';
import { knownUser } from '../../../../src-main/engine/recommenders/serve/known-user.ts';
import type { FitContext, Fitted } from '../../../../src-main/engine/recommenders/recommender.ts';
import { fitRecommender } from '../../../../src-main/engine/recommenders/registry.ts';
import { exampleData, plainData, sparse } from './example-data.ts';
import { fitContext, testRuntimes } from './test-runtimes.ts';

const runtimes = await testRuntimes();

async function fit(data: RecommendData, settings: object, context: FitContext): Promise<Fitted> {
  return fitRecommender(data, algorithm.parse(settings), context);
}

describe.each(runtimes)('EASE on %s', (runtime) => {
  // numpy: P = inv(X'X + .5 I); B = -P / diag(P), diagonal 0; X[0] @ B.
  it('gives the weights of the closed form', async () => {
    const data = plainData(
      sparse([
        [0, 1],
        [1, 2],
        [0, 1, 2],
        [2, 3],
        [0, 3],
      ]),
      4,
    );
    const model = await fit(data, { type: 'ease', lambda: 0.5 }, await fitContext(runtime));
    const wanted = [
      [0, 0.54054054, -0.27737226, 0.4516129],
      [0.72992701, 0, 0.72992701, -0.51612903],
      [-0.27737226, 0.54054054, 0, 0.4516129],
      [0.51094891, -0.43243243, 0.51094891, 0],
    ].flat();
    const weights = model.state()[0]!.data;
    weights.forEach((value, at) => expect(value).toBeCloseTo(wanted[at]!, 5));
    const scores = await model.score([knownUser(data, 0)]);
    [0.72992701, 0.54054054, 0.45255474, -0.06451613].forEach((value, item) =>
      expect(scores[item]).toBeCloseTo(value, 5),
    );
  });

  it('refuses more items than fit, with the size needed and what to use instead', async () => {
    const data = plainData(sparse([[0, 39_999]]), 40_000);
    const fitting = fit(data, { type: 'ease' }, await fitContext(runtime));
    await expect(fitting).rejects.toMatchObject({
      code: 'recommender_too_large',
      params: { algorithm: 'ease', items: 40_000, need: '38.4 GB', instead: 'ials' },
    });
    await expect(fitting).rejects.toThrow(PortraitError);
  });
});

describe.each(runtimes)('iALS on %s', (runtime) => {
  const settings = {
    type: 'ials',
    factors: 3,
    unobserved: 0.2,
    regularisation: 0.05,
    frequencyScaling: 0.5,
  };
  const data = exampleData();

  it('ends where each user row solves its normal equations, the items held fixed', async () => {
    const context = await fitContext(runtime);
    const model = await fit(data, { ...settings, iterations: 100 }, context);
    const { users, items } = model.vectors();
    for (const user of [1, 2, 3, 17, 39]) {
      const wanted = normalEquationRow(data, items!.value, user);
      wanted.forEach((value, a) => expect(users!.value[user * 3 + a]).toBeCloseTo(value, 2));
    }
  });

  it('folds a history in by its normal equations', async () => {
    const model = await fit(data, { ...settings, iterations: 2 }, await fitContext(runtime));
    const items = model.vectors().items!.value;
    const user = knownUser(data, 5);
    const scores = await model.score([{ ...user, user: null }]);
    const row = normalEquationRow(data, items, 5);
    scores.forEach((score, item) => {
      const wanted = row.reduce((sum, x, a) => sum + x * items[item * 3 + a]!, 0);
      expect(score).toBeCloseTo(wanted, 4);
    });
  });

  it('lowers the objective with every iteration', async () => {
    const losses: number[] = [];
    for (const iterations of [1, 2, 4, 8, 16]) {
      const context = await fitContext(runtime);
      const { users, items } = (await fit(data, { ...settings, iterations }, context)).vectors();
      losses.push(objective(data, users!.value, items!.value));
    }
    expect(losses).toEqual(losses.toSorted((a, b) => b - a));
  });

  /** Gaussian elimination in float64 on (sum c v v' + unobserved G + ridge) x = sum c v. */
  function normalEquationRow(of: RecommendData, items: Float32Array, user: number): number[] {
    const own = knownUser(of, user);
    const ridge = 0.05 * (own.items.length + 0.2 * of.items) ** 0.5;
    const at = (item: number, a: number): number => items[item * 3 + a]!;
    const rows = [0, 1, 2].map((a) =>
      [0, 1, 2, 3].map((b) => {
        let sum = a === b ? ridge : 0;
        if (b < 3) for (let i = 0; i < of.items; i++) sum += 0.2 * at(i, a) * at(i, b);
        own.items.forEach((item, h) => {
          sum += own.weights[h]! * at(item, a) * (b < 3 ? at(item, b) : 1);
        });
        return sum;
      }),
    );
    for (let p = 0; p < 3; p++)
      for (let r = 0; r < 3; r++) {
        if (r === p) continue;
        const factor = rows[r]![p]! / rows[p]![p]!;
        for (let c = p; c < 4; c++) rows[r]![c]! -= factor * rows[p]![c]!;
      }
    return rows.map((own, p) => own[3]! / own[p]!);
  }

  function objective(of: RecommendData, users: Float32Array, items: Float32Array): number {
    const counts = new Int32Array(of.items);
    for (const item of of.interactions.index) counts[item]! += 1;
    const square = (x: Float32Array, r: number): number =>
      x.subarray(r * 3, r * 3 + 3).reduce((sum, v) => sum + v * v, 0);
    let loss = 0;
    for (let user = 0; user < of.users; user++) {
      const own = knownUser(of, user);
      loss += 0.05 * (own.items.length + 0.2 * of.items) ** 0.5 * square(users, user);
      for (let item = 0; item < of.items; item++) {
        let dot = 0;
        for (let a = 0; a < 3; a++) dot += users[user * 3 + a]! * items[item * 3 + a]!;
        loss += 0.2 * dot * dot;
        const place = own.items.indexOf(item);
        if (place >= 0) loss += own.weights[place]! * (1 - dot) ** 2;
      }
    }
    for (let item = 0; item < of.items; item++)
      loss += 0.05 * (counts[item]! + 0.2 * of.users) ** 0.5 * square(items, item);
    return loss;
  }
});

describe('BPR', () => {
  it('lowers its loss and finds the tastes planted in the data', async () => {
    const data = exampleData();
    const losses: number[] = [];
    const context = await fitContext('cpu', {
      progress: async (_done, _total, loss) => void (loss !== null && losses.push(loss)),
    });
    const settings = { type: 'bpr', factors: 8, epochs: 60, learningRate: 0.05 };
    const model = await fit(data, settings, context);
    expect(losses).toHaveLength(60);
    expect(losses.at(-1)).toBeLessThan(0.5 * losses[0]!);
    let [own, others] = [0, 0];
    for (let user = 3; user < data.users; user++) {
      const scores = await model.score([knownUser(data, user)]);
      scores.forEach((score, item) => {
        if (item % 3 === user % 3) own += score / 8;
        else others += score / 16;
      });
    }
    expect(own).toBeGreaterThan(others);
  });
});
