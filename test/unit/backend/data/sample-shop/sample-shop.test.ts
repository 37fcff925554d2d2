import { describe, expect, it } from 'vitest';
import { dataSource } from '#shared/model/cells/data.ts';
import type { CellValue } from '#shared/model/table.ts';
import {
  SampleShop,
  subscribeProbability,
  writeSample,
  type SampleSource,
} from '../../../../../src-main/backend/data/index.ts';
import { openTableStore } from '../../../../support/table-store.ts';

const { store } = openTableStore();

async function make(settings: Partial<SampleSource>) {
  const source = dataSource.parse({ type: 'sample', ...settings }) as SampleSource;
  const made = await writeSample(store, source);
  const rows: CellValue[][] = [];
  for (const batch of store.scan(made.table.id)) rows.push(...batch.rows);
  return { ...made, rows, names: made.table.columns.map(({ name }) => name) };
}

/** Area under the ROC curve by counting pairs, ties half. */
function auc(scores: number[], labels: number[]): number {
  const order = [...scores.keys()].sort((a, b) => scores[a]! - scores[b]!);
  let [below, won, positives] = [0, 0, 0];
  for (const row of order) {
    if (labels[row] === 1) {
      won += below;
      positives += 1;
    } else below += 1;
  }
  return won / (positives * below);
}

describe('the sample shop', () => {
  it('is the same for the same seed and another for another', async () => {
    const [first, again, other] = [
      await make({ users: 1000, seed: 4 }),
      await make({ users: 1000, seed: 4 }),
      await make({ users: 1000, seed: 5 }),
    ];
    expect(again.rows).toEqual(first.rows);
    expect(other.rows).not.toEqual(first.rows);
    expect(first.table.synthetic).toBe(true);
  });

  it('gives the best accuracy and AUC that its planted probabilities reach', async () => {
    const users = 20_000;
    const { rows, names, bestAchievable } = await make({ users, seed: 2 });
    const shop = new SampleShop({ users, seed: 2 });
    const planted = rows.map((_, user) => subscribeProbability(shop.user(user)));
    const labels = rows.map((row) => Number(row[names.indexOf('will_subscribe')]));
    const right = planted.filter((p, user) => Number(p > 0.5) === labels[user]).length / users;
    // Four standard errors of a share, and of an AUC, over this many users.
    expect(Math.abs(right - bestAchievable!.accuracy)).toBeLessThan(4 * Math.sqrt(0.25 / users));
    expect(Math.abs(auc(planted, labels) - bestAchievable!.auc)).toBeLessThan(0.01);
    expect(bestAchievable!.auc).toBeGreaterThan(0.85);
    expect(bestAchievable!.auc).toBeLessThan(0.97);
  });

  it('draws purchases from the probabilities it tells', () => {
    const shop = new SampleShop({ users: 1000, seed: 9 });
    const user = shop.user(17);
    const probabilities = shop.purchaseProbabilities(user);
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
    const draws = 200_000;
    const counts = new Float64Array(probabilities.length);
    const random = shop.stream('test', 0);
    for (let i = 0; i < draws; i += 1) counts[shop.drawPurchase(user, random)]! += 1;
    const chi2 = counts.reduce(
      (sum, count, i) =>
        sum + (count - draws * probabilities[i]!) ** 2 / (draws * probabilities[i]!),
      0,
    );
    const freedom = probabilities.length - 1;
    expect(Math.abs(chi2 - freedom)).toBeLessThan(5 * Math.sqrt(2 * freedom));
  });

  it('makes tables that fit together', async () => {
    const [users, items, events, friends] = [
      await make({ users: 1000, table: 'users' }),
      await make({ users: 1000, table: 'items' }),
      await make({ users: 1000, table: 'events' }),
      await make({ users: 1000, table: 'friends' }),
    ];
    const userIds = new Set(users.rows.map((row) => row[0]));
    const itemIds = new Set(items.rows.map((row) => row[0]));
    expect(userIds.size).toBe(1000);
    expect(events.rows.every((row) => userIds.has(row[0]!) && itemIds.has(row[1]!))).toBe(true);
    expect(friends.rows.every((row) => userIds.has(row[1]!) && row[0] !== row[1])).toBe(true);
    const signup = new Map(users.rows.map((row) => [row[0], String(row[5])]));
    expect(events.rows.every((row) => String(row[3]) >= signup.get(row[0]!)!)).toBe(true);
    expect(new Set(events.rows.map((row) => row[2]))).toEqual(
      new Set(['browse', 'search', 'purchase']),
    );
  });

  it('has a messy variant with every kind of dirt, and the same labels', async () => {
    const clean = await make({ users: 3000, seed: 3 });
    const { rows, names, table } = await make({ users: 3000, seed: 3, variant: 'messy' });
    const column = (name: string) => rows.map((row) => row[names.indexOf(name)]);
    expect(rows.length).toBeGreaterThan(3000);
    expect(column('age').filter((age) => age === null).length).toBeGreaterThan(50);
    expect(new Set(column('gender')).size).toBeGreaterThan(4);
    expect(column('age')).toContain('unknown');
    expect(column('age')).toContain('999');
    expect(column('signup_date').some((day) => /^\d\d\/\d\d\/\d{4}$/.test(String(day)))).toBe(true);
    expect(table.columns.find(({ name }) => name === 'age')?.type).toBe('text');
    const label = new Map(clean.rows.map((row) => [row[0], row.at(-1)]));
    expect(rows.every((row) => label.get(row[0]!) === row.at(-1))).toBe(true);
  });

  it('stops on request and leaves nothing', async () => {
    const before = store.list();
    const stop = new AbortController();
    const source = dataSource.parse({ type: 'sample', users: 200_000 }) as SampleSource;
    const making = writeSample(store, source, {
      signal: stop.signal,
      onProgress: (done) => done > 5000 && stop.abort(),
    });
    await expect(making).rejects.toMatchObject({ code: 'cancelled' });
    expect(store.list()).toEqual(before);
  });
});
