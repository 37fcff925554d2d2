import { describe, expect, it } from 'vitest';
import { pairsOf, preparedFrom } from '../prepared-from.ts';

const all = { split: { kind: 'none' } };

describe('minimum counts', () => {
  // By hand: z goes (one user), then c (one item left), then y (two users left, three asked): a and b keep only x.
  const events = [
    ['user', 'item'],
    ['a', 'x'],
    ['a', 'y'],
    ['a', 'w'],
    ['b', 'x'],
    ['b', 'y'],
    ['b', 'w'],
    ['c', 'y'],
    ['c', 'z'],
    ['d', 'x'],
    ['d', 'w'],
  ];

  it('are applied again until they hold for everyone left', async () => {
    const { prepared, summary } = await preparedFrom(
      { events },
      { ...all, minimumPerUser: 2, minimumPerItem: 3 },
    );
    expect(pairsOf(prepared.learn.interactions, prepared)).toEqual([
      ...['a x 1', 'a w 1', 'b x 1', 'b w 1', 'd x 1', 'd w 1'],
    ]);
    expect(summary.events.leftOut.rare).toBe(4);
    expect([summary.rareUsers, summary.rareItems]).toEqual([1, 2]);
  });

  it('are refused where they leave nobody', async () => {
    const given = preparedFrom({ events }, { ...all, minimumPerUser: 4 });
    await expect(given).rejects.toMatchObject({
      code: 'interactions_empty',
      params: { step: 'the minimum counts' },
    });
  });

  it('count items a user still has: what was returned is none', async () => {
    const returned = [
      ['user', 'item', 'n:integer'],
      ['a', 'x', 1],
      ['a', 'y', 1],
      ['a', 'y', -1],
      ['b', 'x', 1],
      ['b', 'w', 1],
    ];
    const { prepared } = await preparedFrom(
      { events: returned },
      { ...all, weight: 'n', minimumPerUser: 2 },
    );
    expect(prepared.userIds).toEqual(['b']);
  });
});
