import { describe, expect, it } from 'vitest';
import { algorithm } from '#shared/recommenders/index.ts';
import { knownUser } from '../../../../src-main/engine/recommenders/serve/known-user.ts';
import type { Fitted } from '../../../../src-main/engine/recommenders/recommender.ts';
import { fitRecommender } from '../../../../src-main/engine/recommenders/registry.ts';
import { similarUsers } from '../../../../src-main/engine/recommenders/matrices/similar.ts';
import { newUser, plainData, sparse } from './example-data.ts';
import { fitContext } from './test-runtimes.ts';

/** Five users, four items: W = [[2,1,0,0],[0,3,1,0],[1,1,4,0],[0,0,1,2],[5,0,0,1]]. */
const weighted = plainData(
  sparse(
    [
      [0, 1],
      [1, 2],
      [0, 1, 2],
      [2, 3],
      [0, 3],
    ],
    [
      [2, 1],
      [3, 1],
      [1, 1, 4],
      [1, 2],
      [5, 1],
    ],
  ),
  4,
);

async function fit(settings: object): Promise<Fitted> {
  return fitRecommender(weighted, algorithm.parse(settings), await fitContext('cpu'));
}

function expectNear(got: Float32Array, want: number[]): void {
  expect(got.length).toBe(want.length);
  got.forEach((value, at) => expect(value).toBeCloseTo(want[at]!, 5));
}

describe('ItemKNN', () => {
  // numpy: S = (W'W) / (outer(n, n) + 1) with column lengths n, diagonal 0; scores W[0] @ S.
  it('scores by shrunk cosines of item columns', async () => {
    const model = await fit({ type: 'itemKnn', shrink: 1, neighbours: 4 });
    expectNear(
      await model.score([knownUser(weighted, 0)]),
      [0.15652798, 0.31305597, 0.79452216, 0.75486233],
    );
  });

  it('cuts each item to its nearest neighbours', async () => {
    const model = await fit({ type: 'itemKnn', shrink: 1, neighbours: 1 });
    // Nearest: of item 0 item 3, of 1 item 2, of 2 item 1, of 3 item 0.
    expectNear(await model.score([knownUser(weighted, 0)]), [0, 0, 0.46446056, 0.75486233]);
  });

  // numpy: M = log(1 + (5 - df + .5)/(df + .5)) W 2.2 / (W + 1.2 (.25 + .75 length / mean length)), then as above.
  it('weighs by BM25 where asked to', async () => {
    const model = await fit({ type: 'itemKnn', shrink: 0, neighbours: 4, similarity: 'bm25' });
    expectNear(
      await model.score([knownUser(weighted, 1)]),
      [0.55618959, 0.35655852, 0.55018633, 0.25099042],
    );
  });

  it('says which of the history an item is near to, and by how much', async () => {
    const model = await fit({ type: 'itemKnn', shrink: 1, neighbours: 4 });
    const { contributions } = await model.explain(knownUser(weighted, 0), 2);
    expect(contributions.map((part) => part.type === 'history' && part.item)).toEqual([1, 0]);
    expect(contributions[0]?.amount).toBeCloseTo(0.46446056, 5);
    expect(contributions[1]?.amount).toBeCloseTo(2 * 0.1650308, 5);
  });
});

describe('UserKNN', () => {
  // numpy: similarities of user 0 are .37169803, .28607302, 0, .80633754; the best two times their rows.
  it('adds up the rows of the nearest users', async () => {
    const model = await fit({ type: 'userKnn', shrink: 1, neighbours: 2 });
    expectNear(
      await model.score([knownUser(weighted, 0)]),
      [4.03168769, 1.11509409, 0.37169803, 0.80633754],
    );
  });

  it('does not take who somebody was before a what-if for a neighbour', async () => {
    const model = await fit({ type: 'userKnn', shrink: 1, neighbours: 1 });
    const { items, weights } = knownUser(weighted, 0);
    const [nearest] = (await model.explain({ ...newUser([0]), items, weights }, 1)).contributions;
    expect(nearest).toMatchObject({ type: 'neighbour', user: 0 });
    const changed = { ...newUser([0]), items, weights, before: 0 };
    const { contributions } = await model.explain(changed, 3);
    expect(contributions).toMatchObject([{ type: 'neighbour', user: 4 }]);
  });
});

describe('Similar users', () => {
  it('are the nearest by the cosine of histories where a model has no vectors of users', async () => {
    const model = await fit({ type: 'itemKnn' });
    const { users, similarities } = similarUsers(weighted, model, knownUser(weighted, 0), 2);
    expect([...users]).toEqual([4, 1]);
    expect(similarities[0]).toBeCloseTo(10 / Math.sqrt(5 * 26), 5);
    expect(similarities[1]).toBeCloseTo(3 / Math.sqrt(5 * 10), 5);
  });

  it('are the nearest by the vectors of a model that has some, without the user', async () => {
    const model = await fit({ type: 'ials', factors: 2, iterations: 10 });
    const vectors = model.vectors().users!;
    const cosine = (a: number, b: number): number => {
      const of = (u: number): number[] => [...vectors.value.slice(u * 2, u * 2 + 2)];
      const [x, y] = [of(a), of(b)];
      return (x[0]! * y[0]! + x[1]! * y[1]!) / (Math.hypot(...x) * Math.hypot(...y));
    };
    const { users, similarities } = similarUsers(weighted, model, knownUser(weighted, 2), 4);
    const wanted = [0, 1, 3, 4].sort((a, b) => cosine(2, b) - cosine(2, a));
    expect([...users]).toEqual(wanted);
    users.forEach((user, at) => expect(similarities[at]).toBeCloseTo(cosine(2, user), 5));
  });
});
