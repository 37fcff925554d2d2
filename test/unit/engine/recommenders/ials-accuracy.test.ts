import { expect, it } from 'vitest';
import { algorithm } from '#shared/recommenders/index.ts';
import { createRandom } from '#shared/random/index.ts';
import { knownUser } from '../../../../src-main/engine/recommenders/known-user.ts';
import { fitRecommender } from '../../../../src-main/engine/recommenders/registry.ts';
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
