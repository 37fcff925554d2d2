import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRestServer } from '../../../../src-main/hosts/serve/rest/server.ts';
import { smallRecommender } from '../../../support/export/small-recommender.ts';

const limits = { token: null, mostRows: 10, mostBytes: 2000 };
const rest = createRestServer(smallRecommender(), limits);
let address: string;

beforeAll(async () => {
  await new Promise<void>((resolve) => rest.server.listen(0, '127.0.0.1', resolve));
  const bound = rest.server.address();
  address = `http://127.0.0.1:${typeof bound === 'object' && bound !== null ? bound.port : 0}`;
});
afterAll(() => rest.drain());

async function post(body: unknown, path = '/v1/recommend') {
  const response = await fetch(`${address}${path}`, {
    ...{ method: 'POST', headers: { 'content-type': 'application/json' } },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

describe('POST /v1/recommend', () => {
  it('sums what each item of the history speaks for, at its usual weight or the one given', async () => {
    // b counts 2: c gets 2 · 0.125 of it and 0.25 of a.
    expect(await post({ history: ['b', 'a', 'z'] })).toEqual({
      status: 200,
      body: {
        model: { name: 'Small', weights: 'abc' },
        items: [{ item: 'c', title: 'Cheese', score: 0.5 }],
        ...{ unknown: ['z'], fallback: null },
      },
    });
    const told = await post({ history: [{ item: 'c', weight: 4 }], k: 1, exclude: ['b'] });
    expect(told.body).toMatchObject({ items: [{ item: 'a', score: 1 }] });
    const seen = await post({ history: ['a'], exclude_seen: false });
    expect((seen.body as { items: { item: string }[] }).items.map(({ item }) => item)).toEqual([
      ...['b', 'c', 'a'],
    ]);
  });

  it.each([[[]], [['nobody has this']]])(
    'tells what is popular where %j says nothing',
    async (history) => {
      expect((await post({ history, k: 2 })).body).toMatchObject({
        ...{ fallback: 'popular', unknown: history },
        items: [
          { item: 'b', score: 7 },
          { item: 'c', score: 4 },
        ],
      });
    },
  );

  it.each([
    [{ history: ['a', 1] }, 422, { code: 'score_value', row: 2, column: 'history' }],
    [{ history: ['a', 'b', 'a'] }, 422, { code: 'score_value', row: 3, column: 'history' }],
    [{ history: [{ item: 'a', weight: '2' }] }, 422, { code: 'score_value', column: 'history' }],
    [{ history: [{ item: 'a', weight: 0 }] }, 422, { code: 'score_value', column: 'history' }],
    [{ history: [{ item: 'a', more: 1 }] }, 422, { code: 'score_value', column: 'history' }],
    [{ history: [null] }, 422, { code: 'score_value', row: 1, column: 'history' }],
    [{ history: 'a' }, 422, { code: 'score_value', column: 'history' }],
    [{}, 422, { code: 'score_value', column: 'history' }],
    [{ history: ['a'], k: '3' }, 422, { code: 'score_value', column: 'k' }],
    [{ history: ['a'], k: 0 }, 422, { code: 'score_value', column: 'k' }],
    [{ history: ['a'], k: 2 ** 53 }, 422, { code: 'score_value', column: 'k' }],
    [{ history: ['a'], exclude_seen: 1 }, 422, { code: 'score_value', column: 'exclude_seen' }],
    [
      { history: ['a'], exclude: ['b', 2] },
      422,
      { code: 'score_value', row: 2, column: 'exclude' },
    ],
    [{ history: ['a'], user: 'u1' }, 422, { code: 'score_unknown', column: 'user' }],
    ['{"history": [{"item": "a", "weight": 1e999}]}', 422, { code: 'score_value' }],
    ['{"history": [{"item": "a", "weight": NaN}]}', 400, { code: 'request_json' }],
    ['{"history": ["a"', 400, { code: 'request_json' }],
    ['[]', 400, { code: 'request_json' }],
    [{ history: ['x'.repeat(3000)] }, 413, { code: 'request_too_large' }],
  ])('answers %.70j with %i', async (body, status, error) => {
    expect(await post(body)).toMatchObject({ status, body: { error } });
  });

  it('is what the service describes, and the only thing it does', async () => {
    const told = (await (await fetch(`${address}/openapi.json`)).json()) as {
      openapi: string;
      paths: Record<string, object>;
    };
    expect(told.openapi).toMatch(/^3\.1/);
    expect(Object.keys(told.paths)).toContain('/v1/recommend');
    expect(Object.keys(told.paths)).not.toContain('/v1/predict');
    expect((await post({ rows: [] }, '/v1/predict')).status).toBe(404);
    const view = await (await fetch(`${address}/v1/model`)).json();
    expect(view).toMatchObject({ name: 'Small', items: 3, algorithm: { type: 'ease' } });
  });
});
