import { describe, expect, it } from 'vitest';
import type { RecommendMethods } from '#shared/engine/recommend.ts';
import { algorithm } from '#shared/recommenders/index.ts';
import type { EngineContext } from '../../../../src-main/engine/context.ts';
import { MatrixStore } from '../../../../src-main/engine/matrix/matrix-store.ts';
import { recommendHandlers } from '../../../../src-main/engine/recommenders/handlers.ts';
import { knownUser } from '../../../../src-main/engine/recommenders/serve/known-user.ts';
import { exampleData, sparse, special, unbought } from './example-data.ts';
import { useRuntime } from './test-runtimes.ts';

const data = exampleData();
const context: EngineContext = {
  matrices: new MatrixStore(),
  runtime: () => useRuntime('cpu'),
  stepTimes: async () => null,
  noting: () => undefined,
  gpuWorthTrying: async () => false,
  info: () => {
    throw new Error('not asked');
  },
  now: () => performance.now(),
};

/** The methods as an engine answers them, data loaded as `d`. */
async function engine() {
  const handlers = recommendHandlers();
  const call = async <M extends keyof RecommendMethods>(
    method: M,
    params: RecommendMethods[M]['params'],
    onEvent: (event: RecommendMethods[M]['event']) => void = () => undefined,
  ): Promise<RecommendMethods[M]['result']> => {
    // The table's handler of a method takes that method's parameters and gives its result.
    const handler = handlers[method] as unknown as (
      given: typeof params,
      using: EngineContext,
      emit: typeof onEvent,
    ) => Promise<RecommendMethods[M]['result']>;
    return handler(params, context, onEvent);
  };
  await call('recommend.load', { data: 'd', content: data });
  return call;
}

const fitting = (model: string, settings: object) => ({
  data: 'd',
  model,
  algorithm: algorithm.parse(settings),
  seed: 1,
});
const rules = { top: 5, seen: true, exclude: new Int32Array(0) };

describe('The engine’s recommenders', () => {
  it('are fitted with progress, listed, explained and dropped', async () => {
    const call = await engine();
    const told: number[] = [];
    const settings = { type: 'bpr', factors: 4, epochs: 3 };
    const fit = await call('recommend.fit', fitting('m', settings), (event) =>
      told.push(event.done / event.total),
    );
    expect(fit.epochs.map((record) => record.epoch)).toEqual([1, 2, 3]);
    expect(told.at(-1)).toBe(1);
    const user = knownUser(data, 5);
    const { lists } = await call('recommend.top', { models: ['m'], user, ...rules });
    expect(lists[0]?.items).toHaveLength(5);
    const item = lists[0]!.items[0]!;
    const explained = await call('recommend.explain', { model: 'm', user, item });
    expect(explained.score).toBeCloseTo(lists[0]!.scores[0]!, 4);
    await call('recommend.drop', { id: 'm' });
    await expect(call('recommend.vectors', { model: 'm' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('come back from their state, and join as a hybrid', async () => {
    const call = await engine();
    const ease = { type: 'ease', lambda: 20 };
    const { state } = await call('recommend.fit', fitting('m', ease));
    await call('recommend.restore', { ...fitting('again', ease), state });
    await call('recommend.combine', {
      data: 'd',
      model: 'both',
      parts: [
        { model: 'm', weight: 1 },
        { model: 'again', weight: 1 },
      ],
    });
    const models = ['m', 'again', 'both'];
    const { lists } = await call('recommend.top', { models, user: knownUser(data, 9), ...rules });
    expect(lists[1]).toEqual(lists[0]);
    expect(lists[2]!.items).toEqual(lists[0]!.items);
  });

  it('rank the held-out items of many users', async () => {
    const call = await engine();
    await call('recommend.fit', fitting('m', { type: 'popular' }));
    const users = Int32Array.of(3, 4);
    const ranked = await call('recommend.rank', {
      model: 'm',
      users,
      relevant: sparse([[unseen(3)], []]),
      candidates: null,
      had: null,
      tieSeed: null,
      ...rules,
    });
    expect(ranked.ranks).toHaveLength(1);
    expect(ranked.top).toHaveLength(10);
    expect([...ranked.candidates]).toEqual(
      [...users].map((user) => data.items - knownUser(data, user).items.length),
    );
  });

  it('list the best for many people at once as for each alone, empty places marked', async () => {
    const call = await engine();
    await call('recommend.fit', fitting('m', { type: 'ease', lambda: 20 }));
    const people = [
      { ...knownUser(data, 5), user: null, features: null },
      { ...knownUser(data, special.everything), user: null },
    ];
    const each = { model: 'm', users: people, ...rules };
    const { top, topScores } = await call('recommend.topEach', each);
    expect(top).toHaveLength(10);
    const alone = await call('recommend.top', { models: ['m'], user: people[0]!, ...rules });
    expect(top.subarray(0, 5)).toEqual(alone.lists[0]!.items);
    expect(topScores.subarray(0, 5)).toEqual(alone.lists[0]!.scores);
    // All but one item are had already.
    expect([...top.subarray(5)]).toEqual([unbought, -1, -1, -1, -1]);
  });

  it('stop fitting where told to', async () => {
    const call = await engine();
    const settings = { type: 'bpr', epochs: 2000 };
    const fit = call('recommend.fit', fitting('m', settings));
    setTimeout(() => void call('recommend.stop', { model: 'm' }), 20);
    await expect(fit).rejects.toMatchObject({ code: 'cancelled' });
    await expect(call('recommend.vectors', { model: 'm' })).rejects.toMatchObject({
      code: 'not_found',
    });
  });

  it('say which model or data is not there', async () => {
    const call = await engine();
    const params = { ...fitting('m', { type: 'popular' }), data: 'other' };
    await expect(call('recommend.fit', params)).rejects.toMatchObject({
      code: 'not_found',
      params: { what: 'data other' },
    });
  });
});

function unseen(user: number): number {
  const own = new Set(knownUser(data, user).items);
  return Array.from({ length: data.items }, (_, item) => item).find((item) => !own.has(item))!;
}
