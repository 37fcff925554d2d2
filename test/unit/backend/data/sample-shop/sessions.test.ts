import { describe, expect, it } from 'vitest';
import { rocAuc } from '#shared/statistics/auc.ts';
import { BestAchievable } from '../../../../../src-main/backend/data/sample-shop/label.ts';
import { sessionsTable } from '../../../../../src-main/backend/data/sample-shop/sessions.ts';
import { SampleShop } from '../../../../../src-main/backend/data/sample-shop/shop.ts';

const users = 4000;

/** Notes the probabilities as they are told. */
class Noted extends BestAchievable {
  readonly all: number[] = [];

  override add(probability: number): void {
    this.all.push(probability);
    super.add(probability);
  }
}

describe('sessions of the sample shop', () => {
  const best = { half: new Noted(), end: new Noted() };
  const table = sessionsTable(new SampleShop({ users, seed: 4 }), best);
  const byUser = Array.from({ length: users }, (_, user) => table.rows(user));
  const sessions = [...Map.groupBy(byUser.flat(), ([id]) => String(id)).values()];
  const bought = sessions.map((own) => own.at(-1)![3] === 'purchase');

  it('are the same for the same seed, by time, and end with their purchase', () => {
    const other = { half: new Noted(), end: new Noted() };
    const again = sessionsTable(new SampleShop({ users, seed: 4 }), other);
    expect(again.rows(17)).toEqual(byUser[17]);
    for (const own of sessions) {
      const times = own.map((row) => String(row[2]));
      expect(times).toEqual(times.toSorted());
      expect(own.slice(0, -1).some((row) => row[3] === 'purchase')).toBe(false);
      expect(new Set(own.map((row) => row[7])).size).toBe(1);
    }
  });

  it.each(['half', 'end'] as const)(
    'tell probabilities that come true as often as they say (%s)',
    (when) => {
      const said = best[when].all;
      expect(said.length).toBe(sessions.length);
      for (let low = 0; low < 1; low += 0.1) {
        const own = [...said.keys()].filter((at) => said[at]! >= low && said[at]! < low + 0.1);
        if (own.length < 50) continue;
        const hits = own.filter((at) => bought[at]!).length;
        const expected = own.reduce((sum, at) => sum + said[at]!, 0);
        const error = Math.sqrt(own.reduce((sum, at) => sum + said[at]! * (1 - said[at]!), 0));
        // Ten bins, twice: four standard errors.
        expect(Math.abs(hits - expected)).toBeLessThan(4 * error);
      }
      // What they promise to reach is what they reach.
      const reached = rocAuc(said, (at) => bought[at]!)!;
      expect(Math.abs(reached - best[when].result().auc)).toBeLessThan(0.015);
    },
  );

  it('can be told apart, but not surely, and better the later', () => {
    const [half, end] = [best.half.result().auc, best.end.result().auc];
    expect(half).toBeGreaterThan(0.75);
    expect(end).toBeGreaterThan(half + 0.05);
    expect(end).toBeLessThan(0.97);
    const lengths = (of: boolean): number => {
      const own = sessions.filter((_, at) => bought[at] === of);
      return own.reduce((sum, { length }) => sum + length - Number(of), 0) / own.length;
    };
    // How long one is tells nothing.
    expect(Math.abs(lengths(true) - lengths(false))).toBeLessThan(0.25);
  });
});
