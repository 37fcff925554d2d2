import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compare, rankingMetricNames, type CompareOutput } from '#shared/model/cells/compare.ts';
import type { Algorithm } from '#shared/recommenders/index.ts';
import { createRandom } from '#shared/random/index.ts';
import { cell, eventCells, notebookOf, onlineRetailCells } from '../support/cells.ts';
import { temporaryFolder } from '../support/folder.ts';
import { temporaryBackend } from '../support/run-notebook.ts';
import { sharedData } from '../support/shared-data.ts';
import type { CellState } from '#shared/notebook/cell-state.ts';
import { cellState } from '../support/wait.ts';

const file = sharedData('online_retail.csv.gz');
const folder = temporaryFolder();
let backend: Awaited<ReturnType<typeof temporaryBackend>>;
beforeAll(async () => {
  backend = await temporaryBackend();
});
afterAll(async () => {
  await backend.close();
  folder.remove();
});

const fitted = (id: string, algorithm: Algorithm) =>
  cell(id, 'recommend', { algorithm }, { interactions: ['who'] });
const popular = { type: 'popular', bySegment: false } as const;
const itemKnn = { type: 'itemKnn', similarity: 'cosine', neighbours: 5000, shrink: 10 } as const;
const ease = { type: 'ease', lambda: 500 } as const;

/** 60 users of two tastes: each buys 12 of the 20 items of its taste. */
function twoTastes(name: string): string {
  const random = createRandom(11);
  const lines = ['user,item,time'];
  for (let user = 0; user < 60; user++)
    for (let at = 0; at < 12; at++)
      lines.push(`u${user},i${(user % 2) * 20 + random.below(20)},2026-01-${10 + at}`);
  const path = folder.file(name);
  writeFileSync(path, lines.join('\n'));
  return path;
}

function valueAt(output: CompareOutput, recommender: number, k = 10) {
  const found = output.recommenders[recommender]!.atK.find((one) => one.k === k)!;
  return found;
}

describe('recommenders compared', () => {
  it.skipIf(file === undefined)(
    'give the published figures of Online Retail within 2% (skipped: no shared data)',
    async () => {
      const { results } = await backend.run(
        notebookOf(
          ...onlineRetailCells(file!),
          fitted('ease', ease),
          fitted('knn', itemKnn),
          cell('compare', 'compare', {}, { recommenders: ['ease', 'knn'] }),
        ),
      );
      const output = compare.output.parse(results.get('compare')?.output);
      expect(output.protocol).toMatchObject({
        ...{ split: 'time', candidates: 'all', seenRemoved: true, ties: 'expected', folds: 0 },
        ...{ users: 3993, items: 3615, testUsers: 1423, testPairs: 32_047, learntPairs: 222_787 },
      });
      const published = [
        { hitRate: 0.4673, recall: 0.063, ndcg: 0.1023 },
        { hitRate: 0.3366, recall: 0.0444, ndcg: 0.071 },
        { hitRate: 0.2537, recall: 0.0198, ndcg: 0.0378 },
      ];
      expect(output.recommenders.map(({ baseline }) => baseline)).toEqual([false, false, true]);
      published.forEach((figures, at) => {
        const { metrics } = valueAt(output, at);
        for (const [name, figure] of Object.entries(figures)) {
          const value = metrics[name as keyof typeof figures].value!;
          expect(Math.abs(value / figure - 1), `${at} ${name}: ${value}`).toBeLessThan(0.02);
        }
      });
      const { ndcg } = valueAt(output, 0).metrics;
      expect(ndcg.low!).toBeLessThan(ndcg.value!);
      expect(ndcg.high!).toBeGreaterThan(ndcg.value!);
      expect(valueAt(output, 0).lift.value).toBeCloseTo(
        ndcg.value! / valueAt(output, 2).metrics.ndcg.value!,
        10,
      );
      expect(output.leaders.find(({ k }) => k === 10)?.metrics.ndcg).toEqual([0]);
      const first = output.pairs.find((pair) => pair.k === 10 && pair.a === 0 && pair.b === 1);
      expect(first!.metrics.ndcg!.low!).toBeGreaterThan(0);
      expect(first!.metrics.ndcg!.adjusted).toBeLessThan(0.01);
      const activity = output.recommenders[0]!.segments;
      expect(activity.map(({ name }) => name)).toEqual(['light', 'medium', 'heavy']);
      expect(activity.reduce((sum, { users }) => sum + users, 0)).toBe(1423);
    },
  );

  it('come out the same when they run again, and need no popular of one’s own', async () => {
    const path = twoTastes('again.csv');
    const run = async () => {
      const fresh = await temporaryBackend();
      const { results } = await fresh.run(
        notebookOf(
          ...eventCells(path, { time: 'time' }),
          fitted('ease', ease),
          fitted('knn', itemKnn),
          cell(
            'both',
            'recommend',
            { algorithm: { type: 'hybrid', weights: [1, 2] } },
            {
              interactions: ['who'],
              parts: ['ease', 'knn'],
            },
          ),
          cell('compare', 'compare', {}, { recommenders: ['both', 'ease'] }),
        ),
      );
      await fresh.close();
      const output = compare.output.parse(results.get('compare')?.output);
      const timeless = output.recommenders.map((one) => ({
        ...one,
        fitSeconds: 0,
        rankSeconds: 0,
      }));
      return { ...output, recommenders: timeless };
    };
    const once = await run();
    expect(once.recommenders.map(({ algorithm }) => algorithm.type)).toEqual([
      ...['hybrid', 'ease', 'popular'],
    ]);
    expect(once.pairs.map(({ a, b, k }) => [k, a, b])).toEqual(
      [5, 10, 20].flatMap((k) =>
        [
          [0, 1],
          [0, 2],
          [1, 2],
        ].map((pair) => [k, ...pair]),
      ),
    );
    for (const { a, b, k, metrics } of once.pairs)
      for (const metric of rankingMetricNames) {
        const [first, second] = [a, b].map((one) => valueAt(once, one, k).metrics[metric].value!);
        expect(metrics[metric]!.value).toBeCloseTo(first! - second!, 12);
      }
    expect(await run()).toEqual(once);
  });

  it('are fitted anew on every fold, hybrids too, and find the tastes', async () => {
    const { results } = await backend.run(
      notebookOf(
        ...eventCells(twoTastes('folds.csv'), { split: { kind: 'none' } }),
        fitted('ease', ease),
        fitted('pop', popular),
        cell(
          'both',
          'recommend',
          { algorithm: { type: 'hybrid', weights: [1, 1] } },
          {
            interactions: ['who'],
            parts: ['ease', 'pop'],
          },
        ),
        cell('compare', 'compare', { folds: 4, ks: [5] }, { recommenders: ['both', 'pop'] }),
      ),
    );
    const output = compare.output.parse(results.get('compare')?.output);
    expect(output.protocol).toMatchObject({ split: 'folds', folds: 4, testUsers: 60 });
    // Every learnt pair is held out once, and each of its users and items is known in the other folds.
    expect(output.protocol.testPairs).toBe(output.protocol.learntPairs);
    expect(output.recommenders.length).toBe(2);
    expect(output.recommenders[1]!.baseline).toBe(false);
    expect(valueAt(output, 0).metrics.ndcg.value!).toBeGreaterThan(
      1.3 * valueAt(output, 1).metrics.ndcg.value!,
    );
    expect(output.recommenders[0]!.fitSeconds).toBeGreaterThan(0);
  });

  it('among 1 positive and 99 negatives look far better than they are', async () => {
    const lines = ['user,item'];
    const random = createRandom(2);
    for (let user = 0; user < 120; user++)
      for (let at = 0; at < 10; at++)
        lines.push(`u${user},i${Math.floor(1500 * random.next() ** 2)}`);
    const path = folder.file('ncf.csv');
    writeFileSync(path, lines.join('\n'));
    const shared = [
      ...eventCells(path, { split: { kind: 'random', test: 0.2 } }),
      fitted('pop', popular),
    ];
    const compared = (id: string, settings: Record<string, string>) =>
      cell(id, 'compare', settings, { recommenders: ['pop'] });
    const { results } = await backend.run(
      notebookOf(...shared, compared('ncf', { candidates: 'ncf99' }), compared('full', {})),
    );
    const ncf = compare.output.parse(results.get('ncf')?.output);
    const full = compare.output.parse(results.get('full')?.output);
    expect(ncf.protocol).toMatchObject({ candidates: 'ncf99', seenRemoved: false });
    expect(ncf.protocol.testPairs).toBe(ncf.protocol.testUsers);
    expect(valueAt(ncf, 0).beyond).toBeNull();
    expect(valueAt(full, 0).beyond).not.toBeNull();
    const ndcg = (output: CompareOutput): number => valueAt(output, 0).metrics.ndcg.value!;
    expect(ndcg(ncf)).toBeGreaterThan(1.5 * ndcg(full));
    expect(ncf.pairs).toEqual([]);
  });

  it('of different interactions are refused', async () => {
    const path = twoTastes('differ.csv');
    const [data, who] = eventCells(path, { time: 'time' });
    const other = {
      ...who!,
      id: 'other',
      name: 'other',
      settings: { ...who!.settings, time: null },
    };
    await expect(
      backend.run(
        notebookOf(
          ...[data!, who!, other, fitted('a', popular)],
          cell('b', 'recommend', { algorithm: popular }, { interactions: ['other'] }),
          cell('compare', 'compare', {}, { recommenders: ['a', 'b'] }),
        ),
      ),
    ).rejects.toThrow('different interactions');
  });

  it('are refused where nothing is held out, and where there is one item', async () => {
    const compared = cell('compare', 'compare', {}, { recommenders: ['pop'] });
    const whole = eventCells(twoTastes('whole.csv'), { split: { kind: 'none' } });
    await expect(
      backend.run(notebookOf(...whole, fitted('pop', popular), compared)),
    ).rejects.toThrow('Nothing is held out');
    const path = folder.file('one.csv');
    writeFileSync(path, 'user,item\nann,tea\nbob,tea\n');
    await expect(
      backend.run(
        notebookOf(
          ...eventCells(path, { split: { kind: 'none' } }),
          fitted('pop', popular),
          compared,
        ),
      ),
    ).rejects.toThrow('single item');
  });

  it('stop when asked to, and start again', async () => {
    const random = createRandom(6);
    const lines = ['user,item'];
    for (let user = 0; user < 3000; user++)
      for (let at = 0; at < 20; at++) lines.push(`u${user},i${random.below(2000)}`);
    const path = folder.file('large.csv');
    writeFileSync(path, lines.join('\n'));
    const { client } = backend;
    const knn: Algorithm = { ...itemKnn, type: 'userKnn', neighbours: 500 };
    const document = notebookOf(
      ...eventCells(path, { split: { kind: 'random', test: 0.2 } }),
      fitted('knn', knn),
    );
    const { id } = await backend.run(document);
    await client.notebook.edit({
      id,
      edits: [
        {
          type: 'insert',
          index: 3,
          kind: 'compare',
          id: 'compare',
          name: 'compare',
          inputs: { recommenders: ['knn'] },
        },
      ],
    });
    await client.notebook.run({ id, cells: ['compare'] });
    const until = (holds: (state: CellState) => boolean) =>
      cellState(client, { id, cell: 'compare' }, holds);
    const ranking = await until(({ progress }) => progress?.unit === 'users' && progress.done > 0);
    expect(ranking.progress?.note).toBe('knn');
    await client.notebook.stop({ id, cells: ['compare'] });
    await until(({ status }) => status === 'stopped');
    await client.notebook.run({ id, cells: ['compare'] });
    expect(await until(({ status }) => status === 'fresh')).toMatchObject({ error: null });
  });
});
