import { describe, expect, it } from 'vitest';
import { algorithm } from '#shared/recommenders/index.ts';
import { knownUser } from '../../../../src-main/engine/recommenders/serve/known-user.ts';
import { hybrid } from '../../../../src-main/engine/recommenders/hybrid.ts';
import { fitRecommender } from '../../../../src-main/engine/recommenders/registry.ts';
import { plantedTastes, solver } from '../../../support/float64.ts';
import { plainData, sparse } from './example-data.ts';
import { fitContext, testRuntimes } from './test-runtimes.ts';

const users = 3000;
const items = 1500;
const rows = plantedTastes(users, items, 3);
const asked = [0, 7, 1234, 2999];

/** Columns of X'X. */
function gram(): Float64Array {
  const out = new Float64Array(items * items);
  for (const own of rows) for (const a of own) for (const b of own) out[a * items + b]! += 1;
  return out;
}

/** Items whose scores are tried. */
const tried = Array.from({ length: 40 }, (_, k) => k * 37 + 5);

/** EASE's scores of some users for some items by float64: B of column j is -P e_j / P_jj (Steck 2019). */
function truth(lambda: number): (user: number, item: number) => number {
  const matrix = gram();
  for (let i = 0; i < items; i++) matrix[i * items + i]! += lambda;
  const solve = solver(matrix, items);
  const columns = new Map(
    tried.map((j) => [j, solve(Float64Array.from({ length: items }, (_, i) => Number(i === j)))]),
  );
  return (user, j) => {
    const column = columns.get(j)!;
    return rows[user]!.reduce((sum, i) => (i === j ? sum : sum - column[i]! / column[j]!), 0);
  };
}

const native = (await testRuntimes()).includes('native') ? ['native' as const] : [];

describe.each(native)('EASE of planted tastes on %s', (runtime) => {
  // Condition numbers of some 700, 1e4 and 1e5.
  it.each([500, 20, 1])(
    'scores as float64 does, lambda %i',
    async (lambda) => {
      const data = plainData(sparse(rows), items);
      const config = algorithm.parse({ type: 'ease', lambda });
      const model = await fitRecommender(data, config, await fitContext(runtime));
      const wanted = truth(lambda);
      const both = hybrid([{ model, weight: 2 }], items);
      for (const user of asked) {
        const known = knownUser(data, user);
        const scores = await model.score([known]);
        const largest = scores.reduce((most, score) => Math.max(most, Math.abs(score)), 0);
        const close = (score: number, item: number): void =>
          expect(Math.abs(score - wanted(user, item)) / largest).toBeLessThan(1e-4);
        // What-if: the same history as nobody the model knows.
        const anew = await model.score([{ ...known, user: null }]);
        for (const item of tried) {
          close(scores[item]!, item);
          close(anew[item]!, item);
        }
        const item = tried[user % tried.length]!;
        close((await model.explain(known, item)).score, item);
        const mean = scores.reduce((sum, score) => sum + score, 0) / items;
        const variance = scores.reduce((sum, score) => sum + (score - mean) ** 2, 0) / items;
        const scale = 2 / Math.sqrt(variance);
        const joined = await both.explain(known, item);
        const standard = scale * (wanted(user, item) - mean);
        const tolerance = 1e-4 * largest * scale;
        expect(Math.abs(joined.score - standard)).toBeLessThan(tolerance);
        const parts = joined.contributions.reduce((sum, { amount }) => sum + amount, 0);
        expect(Math.abs(parts - standard)).toBeLessThan(tolerance);
      }
    },
    180_000,
  );

  it('is refused where rounding would decide the scores', async () => {
    // Two items that everybody has together, with weights that leave lambda nothing of float64.
    const data = plainData(
      sparse(
        rows.slice(0, 9).map(() => [0, 1]),
        Array(9).fill([1e9, 1e9]),
      ),
      2,
    );
    const config = algorithm.parse({ type: 'ease', lambda: 1 });
    await expect(fitRecommender(data, config, await fitContext(runtime))).rejects.toMatchObject({
      code: 'recommender_inexact',
      params: { algorithm: 'ease', setting: 'lambda', value: 1 },
    });
  });
});
