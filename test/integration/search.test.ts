import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { search as definition, type SearchOutput } from '#shared/model/cells/search.ts';
import { shopSearch } from '../support/shop-search.ts';
import { cell, notebookOf } from '../support/cells.ts';
import { temporaryFolder } from '../support/folder.ts';
import { temporaryBackend, type CellResult } from '../support/run-notebook.ts';
import { writeFileSync } from 'node:fs';

type Queries = typeof definition.queries;
const folder = temporaryFolder();
let backend: Awaited<ReturnType<typeof temporaryBackend>>;
beforeAll(async () => {
  backend = await temporaryBackend();
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

async function ask<Q extends keyof Queries>(
  result: CellResult,
  query: Q,
  input: z.input<Queries[Q]['input']>,
): Promise<z.output<Queries[Q]['output']>> {
  const answer = await backend.client.notebook.query({ address: result.address, query, input });
  return definition.queries[query].output.parse(answer) as z.output<Queries[Q]['output']>;
}

describe('search in the sample shop', () => {
  let result: CellResult;
  let output: SearchOutput;
  beforeAll(async () => {
    const { results } = await backend.run(shopSearch(3000, 1, 'ease'));
    result = results.get('search')!;
    output = definition.output.parse(result.output);
  });

  it('reaches at least 85% of what a ranking that knew every intent would, and beats the text alone', () => {
    const { all, best, tests, nothing } = output.evaluation!;
    expect(all.personal!.ndcg.value! / best!).toBeGreaterThan(0.85);
    // What is planted is the best there can be, up to the chance of these searches.
    expect(all.personal!.ndcg.low!).toBeLessThan(best!);
    const test = tests.find(({ a, b }) => a === 'text' && b === 'personal')!;
    expect(test.difference.low).toBeGreaterThan(0.05);
    expect(test.p).toBeLessThan(0.01);
    expect(nothing.exact).toBeGreaterThan(0.01);
    expect(nothing.read).toBeLessThan(0.005);
  });

  it('leaves to recommenders what they learnt, and tests on the latest searches', () => {
    const { before, teach, test, searches, overlaps } = output.log!;
    expect(before + teach.searches + test.searches + output.log!.unanswered).toBe(searches);
    expect(teach.from! < test.from!).toBe(true);
    expect(Math.abs(teach.searches - test.searches)).toBeLessThan(2);
    expect(overlaps).toBe(false);
    expect(output.learned).toBe(true);
    expect(output.weights.personal!.popularity).toBeGreaterThan(0);
    const { head, tail, all } = output.evaluation!;
    expect(head.text!.searches + tail.text!.searches).toBe(all.text!.searches);
  });

  it('shows parts that add up to each score, ordered by it', async () => {
    const question = { text: 'vintage', user: 'U0000002', other: null, top: 20 };
    const answer = await ask(result, 'search', question);
    expect(answer.lists.map(({ list }) => list)).toEqual(['text', 'popular', 'personal']);
    for (const { entries } of answer.lists) {
      expect(entries.length).toBeGreaterThan(9);
      for (const { score, amounts, item } of entries) {
        expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(score, 9);
        const card = answer.cards.find((one) => one.item === item)!;
        expect(card.title.toLowerCase()).toContain('vintage');
      }
      const scores = entries.map(({ score }) => score);
      expect(scores).toEqual(scores.toSorted((a, b) => b - a));
    }
    const [text] = answer.lists;
    for (const { item, score } of text!.entries) {
      const card = answer.cards.find((one) => one.item === item)!;
      expect(card.bm25).toBeCloseTo(score, 9);
    }
  });

  it('tells where another user has each item, which is where that user’s own list has it', async () => {
    const [user, other] = ['U0000002', 'U0000003'];
    const question = { text: 'blue', top: 100 };
    const answer = await ask(result, 'search', { ...question, user, other });
    const theirs = await ask(result, 'search', { ...question, user: other, other: null });
    const personal = answer.lists[2]!.entries;
    const expected = theirs.lists[2]!.entries.map(({ item }) => item);
    for (const { item, other: rank } of personal) expect(expected[rank! - 1]).toBe(item);
    expect(personal.map(({ other: rank }) => rank)).not.toEqual(personal.map((_, at) => at + 1));
    expect(theirs.lists[1]!.entries).toEqual(answer.lists[1]!.entries);
    const nobody = await ask(result, 'search', { ...question, user: 'who?', other: null });
    expect(nobody.knowsUser).toBe(false);
    expect(nobody.lists[2]!.entries.every(({ other: rank }) => rank === null)).toBe(true);
  });

  it('goes on with what is typed by how often it was, without slips', async () => {
    const offered = await ask(result, 'complete', { text: 'vin', limit: 5 });
    expect(offered[0]).toMatchObject({ query: 'vintage' });
    const counts = offered.map(({ searches }) => searches ?? 0);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    const every = await ask(result, 'complete', { text: '', limit: 50 });
    expect(every.length).toBe(50);
    expect(output.examples).toEqual(every.slice(0, output.examples.length).map((one) => one.query));
  });

  it('finds users by their ids', async () => {
    const { users, total } = await ask(result, 'users', { text: '0000012', limit: 10 });
    expect(users.every(({ id }) => id.includes('0000012'))).toBe(true);
    expect(total).toBeGreaterThan(0);
  });
});

describe('search among the items of interactions', () => {
  it('needs no table of items and no log, and says that weights are the usual ones', async () => {
    const { cells, ...notebook } = shopSearch(1000, 2, null);
    const kept = cells.filter(({ id }) => !['searches', 'search'].includes(id));
    const found = cell('search', 'search', {}, { catalogue: ['who'] });
    const { results } = await backend.run({ ...notebook, cells: [...kept, found] });
    const result = results.get('search')!;
    const output = definition.output.parse(result.output);
    expect(output).toMatchObject({ log: null, evaluation: null, learned: false });
    expect(output.parts).toEqual(['text', 'popularity', 'category', 'recency']);
    expect(output.weights.personal).toEqual(output.weights.popular);
    expect(output.known).toBe(output.items);
    const question = { text: 'games', user: 'U0000004', other: null, top: 5 };
    const answer = await ask(result, 'search', question);
    expect(answer.cards.map(({ category }) => category)).toContain('Games');
    expect(answer.knowsUser).toBe(true);
  });
});

describe('search without people', () => {
  it('goes by the text of a table in Chinese and English, with a log whose columns are called otherwise', async () => {
    const items = folder.file('items.csv');
    const log = folder.file('log.csv');
    writeFileSync(
      items,
      '商品编号,商品名称,类别,描述\n1,红色连衣裙,女装,夏季 新款\n2,蓝色牛仔裤,男装,经典\n3,iPhone 手机壳,配件,防摔\n3,重复,配件,x\n',
    );
    writeFileSync(
      log,
      '用户,搜索词,商品编号,时间\na,连衣裙,1,2024-01-01 10:00\na,连衣裙,2,2024-01-01 10:05\nb,手机壳,3,2024-01-02 10:00\nb,没有,,2024-01-03 10:00\nc,牛仔裤,2,2024-01-04 10:00\n',
    );
    const { results } = await backend.run(
      notebookOf(
        cell('items', 'data', { source: { type: 'file', path: items, name: 'items.csv' } }),
        cell('log', 'data', { source: { type: 'file', path: log, name: 'log.csv' } }),
        cell('search', 'search', {}, { catalogue: ['items'], log: ['log'] }),
      ),
    );
    const result = results.get('search')!;
    const output = definition.output.parse(result.output);
    expect(output).toMatchObject({ items: 3, leftOut: 1, lists: ['text'], learned: false });
    expect(output.columns).toEqual({
      ...{ id: '商品编号', title: '商品名称', category: '类别', text: ['描述'] },
    });
    expect(output.log).toMatchObject({
      columns: { user: '用户', query: '搜索词', item: '商品编号', time: '时间' },
      // Two rows within half an hour are one search with two items taken.
      ...{ rows: 5, searches: 4, unanswered: 1 },
      teach: { searches: 2 },
      test: { searches: 1 },
    });
    expect(output.evaluation!.all.text!.ndcg.value).toBe(1);
    const answer = await ask(result, 'search', { text: '连衣裙', user: null, other: null, top: 5 });
    expect(answer.cards.map(({ title }) => title)).toEqual(['红色连衣裙']);
    const nothing = await ask(result, 'search', { text: 'qqqq', user: null, other: null, top: 5 });
    expect(nothing).toMatchObject({ found: 0, words: [{ typed: 'qqqq', read: [], how: null }] });
  });
});
