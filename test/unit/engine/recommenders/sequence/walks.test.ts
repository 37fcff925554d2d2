import { beforeAll, describe, expect, it } from 'vitest';
import type { UserInput } from '#shared/engine/recommend.ts';
import { createRandom } from '#shared/random/index.ts';
import { algorithm } from '#shared/recommenders/index.ts';
import { knownUser } from '../../../../../src-main/engine/recommenders/serve/known-user.ts';
import type { Fitted } from '../../../../../src-main/engine/recommenders/recommender.ts';
import { fitRecommender } from '../../../../../src-main/engine/recommenders/registry.ts';
import { newUser, plainData, sparse } from '../example-data.ts';
import { fitContext, testRuntimes } from '../test-runtimes.ts';

const items = 20;
/** Everybody goes on by one or by three, from anywhere. */
const walks = ((): number[][] => {
  const random = createRandom(11);
  return Array.from({ length: 400 }, () => {
    const stride = random.below(2) === 0 ? 1 : 3;
    const from = random.below(items);
    return Array.from({ length: 5 }, (_, at) => (from + at * stride) % items);
  });
})();

function timed(walk: readonly number[]): UserInput {
  const ordered = walk.map((item, at) => ({ item, at })).sort((a, b) => a.item - b.item);
  return {
    ...newUser(ordered.map(({ item }) => item)),
    times: Float64Array.from(ordered, ({ at }) => at),
  };
}

const near = (values: Float32Array): unknown[] =>
  Array.from(values, (value) => expect.closeTo(value, 3) as unknown);

const [runtime = 'cpu'] = await testRuntimes();
const nets = [
  ['SASRec', { type: 'sasrec', blocks: 1, heads: 1 }],
  ['GRU4Rec', { type: 'gru4rec' }],
  ['Caser', { type: 'caser', window: 3 }],
] as const;

describe.each(nets)('%s of walks', (_, own) => {
  const inputs = walks.map(timed);
  const data = {
    ...plainData(sparse(inputs.map((one) => [...one.items])), items),
    times: Float64Array.from(inputs.flatMap((one) => [...one.times!])),
  };
  let model: Fitted;
  const best = async (user: UserInput): Promise<number> => {
    const scores = await model.score([user]);
    for (const item of user.items) scores[item] = -Infinity;
    return scores.indexOf(Math.max(...scores));
  };
  beforeAll(async () => {
    const settings = { factors: 16, maxLength: 6, epochs: 100, batchSize: 64 };
    const rates = { learningRate: 0.01, dropout: 0.1 };
    const config = algorithm.parse({ ...own, ...settings, ...rates });
    model = await fitRecommender(data, config, await fitContext(runtime));
  }, 120_000);

  it('tells what comes next, which the same items in another order do not', async () => {
    expect(await best(timed([4, 5, 6]))).toBe(7);
    expect(await best(timed([4, 7, 10]))).toBe(13);
    const [forth, back] = [
      await model.score([timed([4, 5, 6])]),
      await model.score([timed([6, 5, 4])]),
    ];
    expect(forth).not.toEqual(back);
  });

  it('goes on from a new event at once', async () => {
    expect(await best(timed([15]))).not.toBe(17);
    expect(await best(timed([15, 16]))).toBe(17);
    expect(await best(timed([15, 16, 17]))).toBe(18);
  });

  it('says of each earlier event what the score loses without it', async () => {
    const user = timed([2, 5, 8, 11]);
    const { score, contributions } = await model.explain(user, 14);
    expect(score).toBeCloseTo((await model.score([user]))[14]!, 3);
    for (const item of [2, 5, 8, 11]) {
      const without = await model.score([timed([2, 5, 8, 11].filter((one) => one !== item))]);
      const part = contributions.find((one) => one.type === 'history' && one.item === item);
      expect(part!.amount).toBeCloseTo(score - without[14]!, 3);
    }
    // The last step carries most of what comes next.
    expect(contributions.find(({ type }) => type === 'history')).toMatchObject({ item: 11 });
  });

  it('looks at no more of a history than its longest', async () => {
    const long = [0, 3, 6, 9, 12, 15, 18, 1];
    const scores = await model.score([timed(long), timed(long.slice(-6))]);
    expect([...scores.slice(0, items)]).toEqual(near(scores.slice(items)));
    const { contributions } = await model.explain(timed(long), 4);
    const told = contributions.flatMap((part) => (part.type === 'history' ? [part.item] : []));
    expect(told.sort((a, b) => a - b)).toEqual([1, 6, 9, 12, 15, 18]);
  });

  it('serves known users as their history describes them', async () => {
    const known = knownUser(data, 7);
    const scores = await model.score([known, { ...known, user: null }]);
    expect([...scores.slice(items)]).toEqual(near(scores.slice(0, items)));
    const vector = model.vectors().users!.value.slice(7 * 16, 8 * 16);
    expect([...model.vectorOf!(known)]).toEqual(near(vector));
  });
});
