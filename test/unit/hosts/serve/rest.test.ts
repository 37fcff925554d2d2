import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createScorer } from '#shared/export/score.ts';
import { createRestServer, type RestServer } from '../../../../src-main/hosts/serve/rest/server.ts';
import { goodRow, smallModel } from '../../../support/export/small-model.ts';

const token = 'secret';
const limits = { mostRows: 5, mostBytes: 2000 };
const model = smallModel();
const open = createRestServer(model, { ...limits, token: null });
const closed = createRestServer(smallModel('classes'), { ...limits, token });
const ports = new Map<RestServer, number>();

beforeAll(async () => {
  for (const one of [open, closed]) {
    await new Promise<void>((resolve) => one.server.listen(0, '127.0.0.1', resolve));
    const address = one.server.address();
    ports.set(one, typeof address === 'object' && address !== null ? address.port : 0);
  }
});
afterAll(async () => {
  await open.drain();
  await closed.drain();
});

const at = (one: RestServer, path: string): string => `http://127.0.0.1:${ports.get(one)}${path}`;
async function post(body: string, headers: Record<string, string> = {}, one = open) {
  const response = await fetch(at(one, '/v1/predict'), {
    ...{ method: 'POST', body },
    headers: { 'content-type': 'application/json', ...headers },
  });
  return { status: response.status, body: await response.json() };
}
const rows = (...list: object[]): string => JSON.stringify({ rows: list });

describe('POST /v1/predict', () => {
  it('scores rows as the scorer does', async () => {
    const { status, body } = await post(rows(goodRow, { ...goodRow, city: 'Oslo', age: null }));
    const scorer = createScorer(model);
    const score = scorer.score(['Paris', 33, 12.5, 1, '2024-02-29', '0.5']).scores[0];
    expect(status).toBe(200);
    expect(body).toMatchObject({
      model: { name: 'Small' },
      predictions: [
        {
          probability: score,
          label: (score ?? 0) >= 0.4 ? 'yes' : 'no',
          unseen: [],
          outside: null,
        },
        { unseen: ['city'] },
      ],
    });
  });

  it.each([
    [rows(goodRow, { ...goodRow, age: '33' }), 422, 'score_value', { row: 2, column: 'age' }],
    [rows({ ...goodRow, Age: 33 }), 422, 'score_unknown', { row: 1, column: 'Age' }],
    [rows({ ...goodRow, city: undefined }), 422, 'score_absent', { row: 1, column: 'city' }],
    [rows({ ...goodRow, joined: '2024-02-30' }), 422, 'score_value', { row: 1, column: 'joined' }],
    [rows({ ...goodRow, age: 2 ** 53 }), 422, 'score_value', { row: 1, column: 'age' }],
    [rows(goodRow).replace('33', '1e999'), 422, 'score_value', { row: 1, column: 'age' }],
    [rows(goodRow).replace('33', 'NaN'), 400, 'request_json', {}],
    ['', 400, 'request_json', {}],
    ['{"rows": [', 400, 'request_json', {}],
    ['{"rows":[{"a":1},{"age" : 1,"age":2}]}', 400, 'request_json', { row: 2, column: 'age' }],
    ['{"rows":[], "rows": []}', 400, 'request_json', { column: 'rows' }],
    [
      String.raw`{"rows":[{"a\"b\\":":", "a\u0022b\\":1}]}`,
      400,
      'request_json',
      { column: 'a"b\\' },
    ],
    ['{"rows":[{"__proto__":1,"__proto__":2}]}', 400, 'request_json', { column: '__proto__' }],
    ['{"rows":[{"city":{"x":1,"x":1}}]}', 400, 'request_json', { row: 1, column: 'x' }],
    [
      rows({ ...goodRow, city: '{"city": 1, "city": 1}\\' }, goodRow).replace('33', '"x"'),
      422,
      'score_value',
      { row: 1, column: 'age' },
    ],
    [rows(goodRow).slice(0, -3), 400, 'request_json', {}],
    ['[]', 400, 'request_json', {}],
    ['{}', 400, 'request_json', {}],
    ['{"rows": {}}', 400, 'request_json', {}],
    ['{"rows": [1]}', 400, 'request_json', {}],
    ['{"rows": [], "k": 1}', 400, 'request_json', {}],
    [rows(), 400, 'request_empty', {}],
    [rows(...Array.from({ length: 6 }, () => goodRow)), 413, 'request_rows', {}],
    [rows({ ...goodRow, city: 'x'.repeat(3000) }), 413, 'request_too_large', {}],
  ])('answers %.60s with %i %s', async (body, status, code, place) => {
    const answer = await post(body);
    expect(answer).toMatchObject({ status, body: { error: { code, ...place } } });
    expect(answer.body).toMatchObject({
      error: { message: expect.any(String), next: expect.any(String) },
    });
  });

  it('tells a number beyond float64 as what it is', async () => {
    const answer = await post(rows(goodRow).replace(/"spent":[\d.]+/, '"spent":1e999'));
    expect(answer).toMatchObject({
      status: 422,
      body: { error: { row: 1, column: 'spent', message: expect.stringContaining('Infinity') } },
    });
  });

  it.each([
    ['{"rows": [\n  {"city": "Secretville", "age": NaN}\n]}', /line 2, character 34 on$/],
    ['{"rows": [{"city": "Secretville"', /: it ends before its JSON does$/],
  ])('tells where a body stops being JSON, and nothing of it: %j', async (body, said) => {
    const { error } = (await post(body)).body;
    expect(error.message).toMatch(said);
    expect(error.message).not.toMatch(/Secretville|Unexpected|JSON at position/);
  });

  it('takes JSON only, and UTF-8 only', async () => {
    const text = await post(rows(goodRow), { 'content-type': 'text/plain' });
    expect(text).toMatchObject({ status: 415, body: { error: { code: 'request_type' } } });
    const packed = await post(rows(goodRow), { 'content-encoding': 'gzip' });
    expect(packed).toMatchObject({ status: 415, body: { error: { code: 'request_type' } } });
    const response = await fetch(at(open, '/v1/predict'), {
      ...{ method: 'POST', body: Buffer.from(rows(goodRow), 'utf16le') },
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(400);
  });

  it('ends a body without a stated length at the limit, whatever is still to come', async () => {
    const socket = connect(ports.get(open) ?? 0, '127.0.0.1');
    let answer = '';
    socket.setEncoding('utf8').on('data', (part: string) => (answer += part));
    socket.on('error', () => undefined);
    socket.write(
      'POST /v1/predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n',
    );
    const piece = `${(1000).toString(16)}\r\n${' '.repeat(1000)}\r\n`;
    for (let count = 0; count < 3; count++) socket.write(piece);
    await expect.poll(() => answer).toContain('413');
    await new Promise<void>((resolve) =>
      socket.destroyed ? resolve() : socket.once('close', () => resolve()),
    );
  });
});

describe('the token', () => {
  it.each([undefined, 'Bearer wrong', 'secret', 'Bearer secret2', 'bearer secret'])(
    'is asked for: %s',
    async (authorization) => {
      const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
      expect(await post(rows(goodRow), headers, closed)).toMatchObject({
        status: 401,
        body: { error: { code: 'request_token' } },
      });
      for (const path of ['/v1/model', '/metrics', '/openapi.json']) {
        expect((await fetch(at(closed, path), { headers: { ...headers } })).status).toBe(401);
      }
      for (const path of ['/healthz', '/readyz'])
        expect((await fetch(at(closed, path))).status).toBe(200);
    },
  );

  it('opens everything', async () => {
    const { status, body } = await post(
      rows(goodRow),
      { authorization: `Bearer ${token}` },
      closed,
    );
    expect(status).toBe(200);
    const [{ probabilities }] = (
      body as { predictions: [{ probabilities: Record<string, number> }] }
    ).predictions;
    expect(Object.keys(probabilities)).toEqual(['a', 'b', 'c']);
    expect(Object.values(probabilities).reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
  });
});

describe('the service', () => {
  it('says what it is, and what is not there', async () => {
    const view = await (await fetch(at(open, '/v1/model'))).json();
    expect(view).toMatchObject({
      name: 'Small',
      threshold: 0.4,
      label: { kind: 'binary', classes: ['no', 'yes'] },
    });
    expect((await fetch(at(open, '/v2'))).status).toBe(404);
    expect((await fetch(at(open, '/v1/predict'))).status).toBe(405);
    const description = (await (await fetch(at(open, '/openapi.json'))).json()) as {
      openapi: string;
    };
    expect(description.openapi).toMatch(/^3\.1/);
  });

  it.each(['/healthz', '/readyz', '/v1/model', '/metrics', '/openapi.json'])(
    'answers HEAD %s as GET, without the body',
    async (path) => {
      const [head, get] = [
        await fetch(at(open, path), { method: 'HEAD' }),
        await fetch(at(open, path)),
      ];
      expect(head.status).toBe(200);
      expect(await head.text()).toBe('');
      expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'));
      if (path !== '/metrics')
        expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
    },
  );

  it('answers no HEAD of what takes POST', async () => {
    expect((await fetch(at(open, '/v1/predict'), { method: 'HEAD' })).status).toBe(405);
  });

  it('counts requests, rows and unseen values', async () => {
    const before = await (await fetch(at(open, '/metrics'))).text();
    await post(rows({ ...goodRow, city: 'Oslo' }, goodRow));
    const after = await (await fetch(at(open, '/metrics'))).text();
    const value = (text: string, name: string): number =>
      Number(
        text
          .split('\n')
          .find((line) => line.startsWith(name))
          ?.split(' ')
          .at(-1) ?? 0,
      );
    const gained = (name: string): number => value(after, name) - value(before, name);
    expect(gained('portrait_rows_scored_total')).toBe(2);
    expect(gained('portrait_unseen_values_total{column="city"}')).toBe(1);
    expect(gained('portrait_requests_total{route="/v1/predict",status="200"}')).toBe(1);
    expect(after).toContain('# TYPE portrait_request_duration_seconds histogram');
  });
});
