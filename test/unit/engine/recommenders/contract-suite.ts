import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import type { RecommendData, UserInput } from '#shared/engine/recommend.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { algorithm, type Algorithm } from '#shared/recommenders/index.ts';
import { knownUser } from '../../../../src-main/engine/recommenders/serve/known-user.ts';
import { rankUsers } from '../../../../src-main/engine/recommenders/serve/rank.ts';
import type { Fitted } from '../../../../src-main/engine/recommenders/recommender.ts';
import {
  fitRecommender,
  restoreRecommender,
} from '../../../../src-main/engine/recommenders/registry.ts';
import {
  describedUser,
  exampleData,
  newUser,
  plainData,
  sparse,
  special,
  unbought,
} from './example-data.ts';
import { fitContext, testRuntimes, type TestRuntime } from './test-runtimes.ts';

/** What an algorithm promises beyond what all must keep. */
export type Promises = {
  /** Settings, completed by their defaults. */
  settings: { type: Algorithm['type'] } & Record<string, unknown>;
  /** Contributions add up to the score. */
  exact: boolean;
  /**
   * Someone described by a history is scored as the known user with that history: largest difference as a share of
   * the scores' spread, or the least correlation where the algorithm only comes near.
   */
  foldIn: { difference: number } | { correlation: number };
};

const runtimes = await testRuntimes();

/** The suite every recommender passes, on every runtime. */
export function describeContract(name: string, promises: Promises): void {
  describe.each(runtimes)(`${name} keeps the contract of recommenders on %s`, (runtime) => {
    const config = algorithm.parse(promises.settings);
    const data = exampleData();
    const everyone = Array.from({ length: data.users }, (_, user) => knownUser(data, user));
    let model: Fitted;
    beforeAll(async () => {
      model = await fitOn(runtime, data, config);
    });

    it('gives each user a finite score for each item', async () => {
      expectFinite(await model.score(everyone), data.users * data.items);
    });

    it('gives the same scores for the same seed', async () => {
      const again = await fitOn(runtime, data, config);
      expect(await again.score(everyone)).toEqual(await model.score(everyone));
    });

    it('comes back from its state with the same scores', async () => {
      const state = structuredClone(model.state());
      const restored = await restoreRecommender(data, config, state, await fitContext(runtime));
      expect(await restored.score(everyone)).toEqual(await model.score(everyone));
    });

    it('scores a user alone as among others', async () => {
      const together = await model.score(everyone);
      for (const user of [0, 1, 2, 9, 39]) {
        const alone = await model.score([everyone[user]!]);
        expectClose(alone, together.subarray(user * data.items, (user + 1) * data.items), 1e-4);
      }
    });

    it('leaves what it is given as it was', async () => {
      const before = structuredClone(data);
      await fitOn(runtime, data, config);
      await model.score(everyone.map(describedUser));
      expect(data).toEqual(before);
    });

    it('scores a user described by a history like the known user with that history', async () => {
      const users = everyone.slice(3);
      const known = await model.score(users);
      const described = await model.score(users.map(describedUser));
      if ('difference' in promises.foldIn)
        expectClose(described, known, promises.foldIn.difference);
      else
        expect(meanCorrelation(described, known, data.items)).toBeGreaterThan(
          promises.foldIn.correlation,
        );
    });

    it('serves users who have nothing, one item or everything, known or described', async () => {
      const own = Object.values(special).map((user) => everyone[user]!);
      const all = Array.from({ length: data.items }, (_, item) => item);
      const users = [...own, ...own.map(describedUser), newUser([]), newUser([4]), newUser(all)];
      expectFinite(await model.score(users), users.length * data.items);
      for (const user of users) expectSound(await model.explain(user, 4));
    });

    it('explains a score by contributions', async () => {
      for (const user of [...everyone.slice(0, 8), ...everyone.slice(0, 4).map(describedUser)]) {
        const scores = await model.score([user]);
        const size = spreadOf(scores);
        for (const item of [0, 5, 16, unbought]) {
          const explained = await model.explain(user, item);
          expectSound(explained);
          expect(Math.abs(explained.score - scores[item]!) / size).toBeLessThan(1e-3);
          expect(explained.exact).toBe(promises.exact);
          if (!promises.exact) continue;
          const sum = explained.contributions.reduce((total, part) => total + part.amount, 0);
          expect(Math.abs(sum - explained.score) / size).toBeLessThan(1e-4);
        }
      }
    });

    it('lists each item once, nothing the user has and nothing ruled out', async () => {
      const nothing = sparse(everyone.map(() => []));
      const rules = { relevant: nothing, top: 30, seen: true, exclude: Int32Array.of(7) };
      const ranked = await rankUsers(
        model,
        data.items,
        everyone,
        { ...rules, candidates: null, tieSeed: null },
        async () => undefined,
      );
      everyone.forEach((user, place) => {
        const list = [...ranked.top.subarray(place * 30, (place + 1) * 30)].filter((i) => i >= 0);
        const allowed = new Set(Array.from({ length: data.items }, (_, item) => item));
        for (const item of [...user.items, 7]) allowed.delete(item);
        expect(list.toSorted((a, b) => a - b)).toEqual([...allowed]);
      });
    });

    it.each([0, 1, 5])(
      'ends where progress says so, after %i times, keeping no tensors',
      async (calls) => {
        const before = tf.memory().numTensors;
        let told = 0;
        const progress = async (): Promise<void> => {
          if (told++ === calls) throw new PortraitError('cancelled');
        };
        const context = await fitContext(runtime, { progress });
        const outcome = await fitRecommender(data, config, context).catch(
          (thrown: unknown) => thrown,
        );
        if (told > calls) expect(outcome).toMatchObject({ code: 'cancelled' });
        else expect(outcome).toHaveProperty('score');
        expect(tf.memory().numTensors).toBe(before);
      },
    );

    it('tells progress that only grows, up to its total', async () => {
      const told: number[] = [];
      const context = await fitContext(runtime, {
        progress: async (done, total) => void told.push(done / total),
      });
      await fitRecommender(data, config, context);
      expect(told).toEqual(told.toSorted((a, b) => a - b));
      expect(told.at(-1)).toBeLessThanOrEqual(1);
    });

    it('keeps no tensors', async () => {
      await model.score(everyone);
      const before = tf.memory().numTensors;
      const again = await fitOn(runtime, data, config);
      await again.score(everyone);
      await again.score(everyone.map(describedUser));
      await again.explain(everyone[5]!, 3);
      await again.explain(describedUser(everyone[5]!), 3);
      expect(tf.memory().numTensors).toBe(before);
    });

    it.each(Object.entries(oddData()))('is fitted on %s', async (_, odd) => {
      const fitted = await fitOn(runtime, odd, config);
      const users = Array.from({ length: odd.users }, (_, user) => knownUser(odd, user));
      const asked: UserInput[] = [...users, ...users.map(describedUser), newUser([])];
      expectFinite(await fitted.score(asked), asked.length * odd.items);
      for (const user of asked) expectSound(await fitted.explain(user, 0));
    });
  });
}

async function fitOn(
  runtime: TestRuntime,
  data: RecommendData,
  config: Algorithm,
): Promise<Fitted> {
  return fitRecommender(data, config, await fitContext(runtime));
}

function oddData(): Record<string, RecommendData> {
  return {
    'one user and one item': plainData(sparse([[0]]), 1),
    'one item everybody has': plainData(sparse([[0], [0], [0]]), 1),
    'users without any interaction': plainData(sparse([[], []]), 3),
    'one interaction each': plainData(sparse([[0], [1], [2]]), 4),
    'everybody having everything': plainData(
      sparse([
        [0, 1],
        [0, 1],
      ]),
      2,
    ),
    'very large weights': plainData(sparse([[0, 1], [1]], [[1e6, 1], [1e6]]), 3),
  };
}

function expectFinite(values: Float32Array, length: number): void {
  expect(values.length).toBe(length);
  expect(values.every(Number.isFinite)).toBe(true);
}

function expectSound(explained: Awaited<ReturnType<Fitted['explain']>>): void {
  expect(Number.isFinite(explained.score)).toBe(true);
  expect(explained.contributions.every((part) => Number.isFinite(part.amount))).toBe(true);
}

/** Largest difference as a share of the spread of what is wanted. */
function expectClose(got: Float32Array, want: Float32Array, tolerance: number): void {
  expect(got.length).toBe(want.length);
  const worst = got.reduce((most, value, at) => Math.max(most, Math.abs(value - want[at]!)), 0);
  expect(worst / spreadOf(want)).toBeLessThanOrEqual(tolerance);
}

function spreadOf(values: Float32Array): number {
  const span = values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b));
  return span || Math.abs(values[0] ?? 1) || 1;
}

/** Pearson correlation of each user's scores, averaged over users. */
function meanCorrelation(a: Float32Array, b: Float32Array, items: number): number {
  const users = a.length / items;
  let sum = 0;
  for (let user = 0; user < users; user++)
    sum += correlation(
      a.subarray(user * items, (user + 1) * items),
      b.subarray(user * items, (user + 1) * items),
    );
  return sum / users;
}

function correlation(a: Float32Array, b: Float32Array): number {
  const mean = (x: Float32Array): number => x.reduce((s, v) => s + v, 0) / x.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [ab, aa, bb] = [0, 0, 0];
  a.forEach((value, at) => {
    ab += (value - meanA) * (b[at]! - meanB);
    aa += (value - meanA) ** 2;
    bb += (b[at]! - meanB) ** 2;
  });
  return ab / Math.sqrt(aa * bb);
}
