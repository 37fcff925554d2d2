import { describe, expect, it } from 'vitest';
import { algorithm } from '#shared/recommenders/index.ts';
import type { RecommendData } from '#shared/engine/recommend.ts';
import { knownUser } from '../../../../src-main/engine/recommenders/serve/known-user.ts';
import { fitRecommender } from '../../../../src-main/engine/recommenders/registry.ts';
import { exampleData, newUser, plainData, sparse } from './example-data.ts';
import { fitContext, testRuntimes } from './test-runtimes.ts';

const runtime = (await testRuntimes())[0]!;
const fit = async (config: object, data: RecommendData) =>
  fitRecommender(data, algorithm.parse(config), await fitContext(runtime));
const example = exampleData();
/** The example with every weight times so much. */
const weighed = (by: number): RecommendData => ({
  ...example,
  interactions: { ...example.interactions, value: example.interactions.value.map((w) => w * by) },
});
const few = { epochs: 3, factors: 4 };

describe('What a recommender comes to is refused where it is no number', () => {
  it.each([
    { type: 'bpr', ...few, learningRate: 1e9 },
    { type: 'bpr', ...few, epochs: 60, learningRate: 1, regularisation: 100 },
    { type: 'neumf', ...few, layers: [8, 4], learningRate: 1e30 },
    { type: 'twoTower', ...few, learningRate: 1e38 },
  ])('learning rate of $type $learningRate', async (config) => {
    await expect(fit(config, example)).rejects.toMatchObject({ code: 'recommender_overflow' });
  });

  it.each(['ials', 'ease', 'itemKnn', 'userKnn', 'bpr'] as const)(
    'weights beyond float32, %s',
    async (type) => {
      await expect(fit({ type }, weighed(1e39))).rejects.toMatchObject({
        code: 'recommender_overflow',
      });
    },
  );

  it('a history of such weights, in iALS', async () => {
    const model = await fit({ type: 'ials', factors: 4, iterations: 3 }, example);
    const user = { ...newUser([1, 2]), weights: Float32Array.of(Infinity, 1) };
    await expect(model.score([user])).rejects.toMatchObject({ code: 'recommender_overflow' });
    await expect(model.explain(user, 3)).rejects.toMatchObject({ code: 'recommender_overflow' });
  });
});

describe('What is small is scored by finite numbers', () => {
  const configs = [
    { type: 'bpr', ...few },
    { type: 'ials', factors: 4 },
    { type: 'ease' },
    { type: 'neumf', ...few, layers: [8, 4] },
    { type: 'twoTower', ...few },
  ] as const;
  const data = {
    'one item': plainData(sparse([[0], [0], []]), 1),
    'one user': plainData(sparse([[0, 2]]), 4),
    'one user who has everything': plainData(sparse([[0, 1, 2]]), 3),
    'one of each': plainData(sparse([[0]]), 1),
  };
  it.each(
    configs.flatMap((config) => Object.entries(data).map(([name, of]) => ({ config, name, of }))),
  )('$config.type, $name', async ({ config, of }) => {
    const model = await fit(config, of);
    const scores = await model.score([knownUser(of, 0), newUser([0]), newUser([])]);
    expect([...scores].every(Number.isFinite)).toBe(true);
  });
});

it.each([1e15, 1e30])(
  'iALS scores by what weights are to the rest, not by their size: %f',
  async (by) => {
    // All terms of the objective times so much have the same optimum.
    const config = { type: 'ials', factors: 4, iterations: 8, frequencyScaling: 0 };
    const plain = await fit({ ...config, unobserved: 0.3, regularisation: 0.1 }, example);
    const large = await fit(
      { ...config, unobserved: 0.3 * by, regularisation: 0.1 * by },
      weighed(by),
    );
    const users = [knownUser(example, 5), knownUser(example, 9)];
    const [wanted, scores] = [await plain.score(users), await large.score(users)];
    scores.forEach((score, at) => expect(score).toBeCloseTo(wanted[at]!, 3));
  },
);
