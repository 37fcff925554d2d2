import { describe, expect, it } from 'vitest';
import { hadOf } from '../../../../../src-main/backend/recommend/interactions/had.ts';
import { outsiders } from '../../../../../src-main/backend/recommend/batch/outsiders.ts';
import { longerHistory } from '../../../../../src-main/backend/recommend/updates/longer-history.ts';
import { pairsOf, preparedFrom, type Rows } from '../prepared-from.ts';

const none = { split: { kind: 'none' } };

async function had(events: Rows, settings: object): Promise<Record<string, string[]>> {
  const { prepared } = await preparedFrom({ events }, settings);
  return Object.fromEntries(
    prepared.userIds.map((id, user) => [
      id,
      [...hadOf(prepared, user)].map((item) => prepared.itemIds[item]!),
    ]),
  );
}

describe('what was had without being learnt from', () => {
  const ratings: Rows = [
    ['user', 'item', 'rating:real'],
    ['u0', 'i1', 4],
    ['u0', 'hit', 1],
    ['u1', 'hit', 5],
    ['u1', 'i1', 5],
    ['u2', 'hit', null],
    ['u2', 'i1', 4],
  ];

  it('is what a user rated below the lowest rating, or without a rating that can be read', async () => {
    const settings = { ...none, weight: 'rating', minimumWeight: 4 };
    expect(await had(ratings, settings)).toEqual({ u0: ['hit'], u1: [], u2: ['hit'] });
  });

  it('is a negative amount in every reading of returns', async () => {
    const events: Rows = [
      ['user', 'item', 'rating:real'],
      ['u1', 'a', 5],
      ['u1', 'b', -2],
      ['u2', 'b', 4],
      ['u2', 'c', 2],
      ['u2', 'c', -3],
      ['u3', 'c', 1],
    ];
    const settings = { ...none, weight: 'rating' };
    for (const mode of ['subtract', 'none'])
      expect(await had(events, { ...settings, returns: { mode } }), mode).toMatchObject({
        u1: ['b'],
        u2: mode === 'subtract' ? ['c'] : [],
      });
    const ignored = await had(events, { ...settings, returns: { mode: 'ignore' } });
    expect(ignored).toEqual({ u1: ['b'], u2: [], u3: [] });
  });

  it('is what was given back by a mark, and a kind that counts for nothing unless it is a mere look', async () => {
    const marked: Rows = [
      ['user', 'item', 'n:integer', 'invoice'],
      ['a', 'x', 2, '1'],
      ['a', 'y', 2, '1'],
      ['a', 'y', 2, 'C2'],
      ['b', 'y', 2, '3'],
    ];
    const returns = { column: 'invoice' };
    expect(await had(marked, { ...none, weight: 'n', returns })).toEqual({ a: ['y'], b: [] });
    const kinds: Rows = [
      ['user', 'item', 'what'],
      ['a', 'x', 'purchase'],
      ['a', 'y', 'dislike'],
      ['a', 'z', 'impression'],
      ['a', 'w', 'browse'],
      ['a', 'v', 'review'],
      ...['v', 'w', 'x', 'y', 'z'].map((item) => ['b', item, 'purchase']),
    ];
    const weights = ['dislike', 'impression', 'browse', 'review'];
    const settings = { kind: 'what', kinds: weights.map((value) => ({ value, weight: 0 })) };
    expect(await had(kinds, { ...none, ...settings })).toEqual({ a: ['v', 'y'], b: [] });
  });

  it('is neither ranked nor tested where it came before the cut, and known of to serve where it came later', async () => {
    const events: Rows = [
      ['user', 'item', 'rating:real', 'at:date'],
      ['u0', 'a', 5, '2024-01-01'],
      ['u1', 'b', 5, '2024-01-01'],
      ['u1', 'c', 5, '2024-01-02'],
      ['u0', 'b', 1, '2024-01-03'],
      ['u1', 'd', 5, '2024-01-04'],
      ['u1', 'a', 5, '2024-01-05'],
      ['u0', 'b', 5, '2024-02-01'],
      ['u0', 'd', 5, '2024-02-02'],
      ['u0', 'c', 1, '2024-02-03'],
    ];
    const settings = { weight: 'rating', minimumWeight: 3, time: 'at' };
    const { prepared, summary } = await preparedFrom(
      { events },
      { ...settings, split: { kind: 'time', test: 0.3 } },
    );
    expect(pairsOf(prepared.had, prepared)).toEqual(['u0 b 1']);
    expect(pairsOf(prepared.hadLater, prepared)).toEqual(['u0 c 1']);
    expect(pairsOf(prepared.test, prepared)).toEqual(['u0 d 5']);
    expect(summary.had).toBe(2);
  });

  it('leaves out what was learnt all the same, and counts each pair once', async () => {
    const events: Rows = [
      ['user', 'item', 'rating:real'],
      ['a', 'x', 1],
      ['a', 'x', 5],
      ['a', 'y', 1],
      ['a', 'y', 2],
      ['b', 'y', 5],
    ];
    const settings = { ...none, weight: 'rating', minimumWeight: 4 };
    expect(await had(events, settings)).toEqual({ a: ['y'], b: [] });
  });

  it('goes with people nothing was learnt of, and with new events', async () => {
    const events: Rows = [
      ['user', 'item', 'rating:real'],
      ['a', 'x', 5],
      ['a', 'y', 5],
      ['sour', 'x', 1],
    ];
    const settings = { ...none, weight: 'rating', minimumWeight: 4 };
    const { prepared, tables } = await preparedFrom({ events }, settings);
    const context = { tables, now: Date.UTC(2025, 0, 1), pace: () => Promise.resolve() };
    const [other] = await outsiders(prepared, new Map(), context);
    expect(other).toMatchObject({ id: 'sour', input: { items: Int32Array.of() } });
    expect([...other!.input.had!]).toEqual([0]);
    const after = longerHistory(prepared, 0, [
      { item: 1, weight: -1, time: 9 },
      { item: 0, weight: 0, time: 9 },
    ]);
    expect({ items: [...after.items], had: [...after.had] }).toEqual({ items: [0], had: [0, 1] });
  });
});
