import { describe, expect, it } from 'vitest';
import { PortraitError } from '#shared/errors/index.ts';
import { givenCandidates } from '../../../../../src-main/backend/recommend/compare/given-candidates.ts';
import { testPartOf } from '../../../../../src-main/backend/recommend/compare/test-part.ts';
import { listedIds } from '../../../../../src-main/backend/recommend/interactions/events/given-negatives.ts';
import { pairsOf, preparedFrom, type Rows } from '../prepared-from.ts';

const train: Rows = [
  ['user', 'item', 'rating:real', 'at:date'],
  ['u1', 'a', 5, '2024-01-01'],
  ['u1', 'b', 4, '2024-01-02'],
  ['u2', 'b', 5, '2024-01-03'],
  ['u2', 'c', 1, '2024-01-04'],
  ['u2', 'd', 4, '2024-01-05'],
];

describe('a test part as given', () => {
  it('is a table of its own, whatever its times say', async () => {
    const test: Rows = [
      ['item', 'user'],
      ['d', 'u1'],
      ['a', 'u2'],
      ['new', 'u2'],
    ];
    const { prepared, summary } = await preparedFrom(
      { events: train, test },
      { time: 'at', split: { kind: 'given' } },
    );
    expect(pairsOf(prepared.learn.interactions, prepared)).toHaveLength(5);
    expect(pairsOf(prepared.test, prepared)).toEqual(['u1 d 1', 'u2 a 1']);
    expect(summary).toMatchObject({
      ...{ split: 'given', cut: null, testUsers: 2, coldItems: 1, pairs: { train: 5, test: 2 } },
      events: { read: 8, used: 8 },
    });
    // Without times of their own they came after everything that was learnt.
    expect(prepared.testTime[0]).toBe(Date.UTC(2024, 0, 5));
  });

  it('is what a column says, all other values learnt', async () => {
    const events: Rows = [
      ['user', 'item', 'part'],
      ['u1', 'a', 'train'],
      ['u1', 'b', 'valid'],
      ['u1', 'c', 'test'],
      ['u2', 'c', 'train'],
      ['u2', 'a', 'test'],
    ];
    const split = { kind: 'given', column: 'part', testValues: ['test'] };
    const { prepared } = await preparedFrom({ events }, { split });
    expect(pairsOf(prepared.learn.interactions, prepared)).toEqual(['u1 a 1', 'u1 b 1', 'u2 c 1']);
    expect(pairsOf(prepared.test, prepared)).toEqual(['u1 c 1', 'u2 a 1']);
  });

  it('keeps its low ratings out of what was had before', async () => {
    const test: Rows = [
      ['user', 'item', 'rating:real'],
      ['u1', 'd', 1],
      ['u2', 'a', 5],
    ];
    const { prepared } = await preparedFrom(
      { events: train, test },
      { weight: 'rating', minimumWeight: 3, split: { kind: 'given' } },
    );
    expect(pairsOf(prepared.had, prepared)).toEqual([]);
    expect(pairsOf(prepared.hadLater, prepared)).toEqual(['u1 d 1']);
    expect(pairsOf(prepared.test, prepared)).toEqual(['u2 a 5']);
  });

  it('is learnt with the rest where nothing is to be held out', async () => {
    const test: Rows = [
      ['user', 'item'],
      ['u3', 'new'],
    ];
    const { prepared } = await preparedFrom({ events: train, test }, { split: { kind: 'none' } });
    expect(prepared.userIds).toEqual(['u1', 'u2', 'u3']);
    expect(prepared.itemIds).toContain('new');
  });

  it('is refused where nothing says which rows are of it', async () => {
    const run = preparedFrom({ events: train }, { split: { kind: 'given' } });
    await expect(run).rejects.toThrow(PortraitError);
    await expect(run).rejects.toMatchObject({ code: 'interactions_part_unset' });
  });

  it('gives each item those it is ranked among, ones nobody has learnt of too', async () => {
    const test: Rows = [
      ['user', 'item', 'negatives'],
      ['u1', 'd', 'c|cold|d|c'],
      ['u2', 'a', '["cold", "never"]'],
      ['u2', 'late', 'a|b'],
      ['u1', 'never', null],
    ];
    const { prepared, summary } = await preparedFrom(
      { events: train, test },
      { split: { kind: 'given', negatives: 'negatives' } },
    );
    expect(prepared.itemIds).toEqual(['a', 'b', 'c', 'd', 'cold', 'never', 'late']);
    expect(summary).toMatchObject({ coldItems: 0, withNegatives: 3, pairs: { test: 4 } });
    const { test: asked, candidates } = givenCandidates(testPartOf(prepared), prepared.negatives!);
    const named = Array.from(asked.users, (user, at) => [
      prepared.userIds[user],
      ...Array.from(
        candidates.index.subarray(candidates.pointer[at], candidates.pointer[at + 1]),
        (item) => prepared.itemIds[item],
      ),
    ]);
    expect(named).toEqual([
      ['u1', 'd', 'c', 'cold'],
      ['u2', 'a', 'cold', 'never'],
      ['u2', 'late', 'a', 'b'],
    ]);
    expect([...asked.relevant.index].map((item) => prepared.itemIds[item])).toEqual([
      ...['d', 'a', 'late'],
    ]);
  });

  it('reads lists as files write them', () => {
    for (const text of ['1|22|3', '1,22,3', '1 22 3', '[1, 22, 3]', "['1', '22', '3']", '1\t22\t3'])
      expect(listedIds(text), text).toEqual(['1', '22', '3']);
    expect(listedIds('A 1|B 2')).toEqual(['A 1', 'B 2']);
    expect(listedIds(' ')).toEqual([]);
  });
});
