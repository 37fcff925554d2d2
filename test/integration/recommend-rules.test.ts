import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { batch } from '#shared/model/cells/batch.ts';
import { compare } from '#shared/model/cells/compare.ts';
import type { CellValue } from '#shared/model/table.ts';
import { cell, eventCells, notebookOf } from '../support/cells.ts';
import { temporaryFolder } from '../support/folder.ts';
import { temporaryBackend } from '../support/run-notebook.ts';

const folder = temporaryFolder();
let backend: Awaited<ReturnType<typeof temporaryBackend>>;
beforeAll(async () => {
  backend = await temporaryBackend();
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

function file(name: string, lines: readonly (readonly (string | number)[])[]): string {
  const path = folder.file(name);
  writeFileSync(path, lines.map((line) => line.join(',')).join('\n'));
  return path;
}

const popular = cell(
  'popular',
  'recommend',
  { algorithm: { type: 'popular' } },
  { interactions: ['who'] },
);

async function listsOf(path: string, settings: object): Promise<CellValue[][]> {
  const { results } = await backend.run(
    notebookOf(
      ...eventCells(path, { ...settings }),
      popular,
      cell('lists', 'batch', { top: 20 }, { recommender: ['popular'] }),
    ),
  );
  const { table } = batch.output.parse(results.get('lists')?.output);
  const query = { table: table.id, offset: 0, limit: 1000, sort: [], filters: [], search: '' };
  return (await backend.client.tables.rows(query)).rows;
}

describe('what was disliked or given back', () => {
  it('is not recommended to whom rated it low', async () => {
    const lines = Array.from({ length: 12 }, (_, user) => [
      [`u${user}`, 'hit', user === 0 ? 1 : 5],
      [`u${user}`, `i${user % 4}`, 4],
      [`u${user}`, `i${(user + 1) % 4}`, 2],
    ]).flat();
    const path = file('low.csv', [['user', 'item', 'rating'], ...lines]);
    for (const split of [{ kind: 'none' }, { kind: 'random', test: 0.2 }]) {
      const rows = await listsOf(path, { weight: 'rating', minimumWeight: 4, split });
      const own = rows.filter(([user]) => user === 'u0').map(([, , item]) => item);
      expect(own).toEqual(['i2', 'i3']);
    }
  });

  it('is not recommended to whom gave it a negative amount, in every reading of returns', async () => {
    const path = file('negative.csv', [
      ['user', 'item', 'rating'],
      ...[
        ['u1', 'a', 5],
        ['u1', 'b', -2],
        ['u2', 'a', 4],
        ['u2', 'c', -3],
        ['u3', 'b', 3],
        ['u3', 'c', 5],
      ],
    ]);
    for (const mode of ['subtract', 'ignore', 'none']) {
      const settings = { weight: 'rating', returns: { mode }, split: { kind: 'none' } };
      const rows = await listsOf(path, settings);
      expect(rows.map(([user, , item]) => `${user} ${item}`).sort(), mode).toEqual([
        ...['u1 c', 'u2 b', 'u3 a'],
      ]);
    }
  });
});

describe('Compare', () => {
  it('expects one relevant item of nine alike at 4 in 4/9 of the lists, NDCG@5 as scikit-learn', async () => {
    // Every item is learnt of two users; each user has two of eleven and one held out.
    const lines = Array.from({ length: 11 }, (_, user) => [
      [`u${user}`, `i${user}`, '2021-01-01'],
      [`u${user}`, `i${(user + 1) % 11}`, '2021-01-02'],
      [`u${user}`, `i${(user + 5) % 11}`, '2021-02-01'],
    ]).flat();
    const path = file('ties.csv', [['user', 'item', 'time'], ...lines]);
    const { results } = await backend.run(
      notebookOf(
        ...eventCells(path, { time: 'time', split: { kind: 'last' } }),
        popular,
        cell('compare', 'compare', { ks: [4, 5], mainK: 5 }, { recommenders: ['popular'] }),
      ),
    );
    const { recommenders, protocol } = compare.output.parse(results.get('compare')?.output);
    const [at4, at5] = recommenders[0]!.atK;
    expect(protocol.ties).toBe('expected');
    expect(at4!.metrics.hitRate.value).toBeCloseTo(4 / 9, 10);
    expect(at5!.metrics.hitRate.value).toBeCloseTo(5 / 9, 10);
    // scikit-learn 1.9.1: ndcg_score([[0] * 8 + [1]], [[1] * 9], k=5)
    expect(at5!.metrics.ndcg.value).toBeCloseTo(0.3276065687643768, 10);
    expect(recommenders[0]!.auc.value).toBeCloseTo(0.5, 10);
  });

  it('ranks each test item among the negatives given with it, a test table being connected', async () => {
    const events = file('train.csv', [
      ['user', 'item'],
      ...['u1 a', 'u2 a', 'u3 a', 'u2 b', 'u3 b', 'u3 c'].map((pair) => pair.split(' ')),
    ]);
    // Learnt: a of 3 users, b of 2, c of 1, cold of nobody.
    const test = file('test.csv', [
      ['user', 'item', 'negatives'],
      ['u1', 'b', 'a|c'],
      ['u1', 'c', 'a|b|cold'],
      ['u2', 'late', 'cold'],
    ]);
    const { results } = await backend.run(
      notebookOf(
        cell('train', 'data', { source: { type: 'file', path: events, name: 'train.csv' } }),
        cell('test', 'data', { source: { type: 'file', path: test, name: 'test.csv' } }),
        // Nothing is chosen: the split is proposed as given.
        cell('who', 'interactions', {}, { events: ['train'], test: ['test'] }),
        popular,
        cell('compare', 'compare', { ks: [1, 2], mainK: 1 }, { recommenders: ['popular'] }),
      ),
    );
    const { recommenders, protocol } = compare.output.parse(results.get('compare')?.output);
    expect(protocol).toMatchObject({
      ...{ split: 'given', candidates: 'given', testUsers: 2, testPairs: 3, seenRemoved: false },
    });
    const [at1, at2] = recommenders[0]!.atK;
    // u1: places 2 and 3; u2: one of two alike. Users are means over their test items.
    expect(at1!.metrics.hitRate.value).toBeCloseTo((0 + 1 / 2) / 2, 10);
    expect(at2!.metrics.hitRate.value).toBeCloseTo((1 / 2 + 1) / 2, 10);
    expect(at1!.beyond).toBeNull();
  });
});
