import { describe, expect, it } from 'vitest';
import type { RecommendData } from '#shared/engine/recommend.ts';
import { createRandom } from '#shared/random/index.ts';
import { foldsOf } from '../../../../../src-main/backend/recommend/compare/folds.ts';
import { ncfCandidates } from '../../../../../src-main/backend/recommend/compare/ncf-candidates.ts';
import { holdOut } from '../../../../../src-main/backend/recommend/compare/test-part.ts';

function data(items: number, ...lists: number[][]): RecommendData {
  const index = Int32Array.from(lists.flat());
  const pointer = Int32Array.from([
    0,
    ...lists.map((_, at) => lists.slice(0, at + 1).flat().length),
  ]);
  return {
    ...{ users: lists.length, items, userFeatures: null, itemFeatures: null, itemText: null },
    ...{ terms: 0, segments: null, friends: null },
    interactions: { pointer, index, value: Float32Array.from(index, (_, at) => at + 1) },
  };
}

describe('holding learnt pairs out', () => {
  it('moves the marked pairs to the test part', () => {
    const { learn, test } = holdOut(
      data(3, [0, 1], [0, 1, 2], [2]),
      Uint8Array.from([0, 1, 1, 0, 0, 0]),
    );
    expect([...learn.interactions.pointer]).toEqual([0, 1, 3, 4]);
    expect([...learn.interactions.index]).toEqual([0, 1, 2, 2]);
    expect([...learn.interactions.value]).toEqual([1, 4, 5, 6]);
    expect([...test.users]).toEqual([0, 1]);
    expect([...test.relevant.index]).toEqual([1, 0]);
    expect([...test.relevant.pointer]).toEqual([0, 1, 2]);
  });

  it('keeps the times of what stays learnt', () => {
    const timed = { ...data(3, [0, 1], [0, 1, 2], [2]), times: Float64Array.of(9, 8, 7, 6, 5, 4) };
    const { learn } = holdOut(timed, Uint8Array.from([0, 1, 1, 0, 0, 0]));
    expect([...learn.times!]).toEqual([9, 6, 5, 4]);
  });

  it('does not test users and items that nothing is left to learn from', () => {
    // User 0 loses everything; item 1 is left with nobody.
    const { test } = holdOut(data(2, [0], [0, 1]), Uint8Array.from([1, 0, 1]));
    expect(test.users.length).toBe(0);
  });
});

describe('folds', () => {
  it('are as even as they can be and cover every pair once', () => {
    const fold = foldsOf(103, 5, 9);
    const sizes = [0, 1, 2, 3, 4].map((number) => fold.filter((one) => one === number).length);
    expect(sizes).toEqual([21, 21, 21, 20, 20]);
    expect([...fold]).not.toEqual(Array.from({ length: 103 }, (_, at) => at % 5));
  });
});

describe('NCF candidates', () => {
  const lists = Array.from({ length: 20 }, (_, user) => [user, user + 1, user + 2]);
  const learnt = data(400, ...lists).interactions;
  const test = {
    users: Int32Array.from([3, 4]),
    relevant: {
      pointer: Int32Array.from([0, 2, 3]),
      index: Int32Array.from([200, 201, 202]),
      value: new Float32Array(3).fill(1),
    },
    time: Float64Array.from([50, 40, 10]),
  };

  it('are the latest held-out item and 99 others the user has nothing to do with', () => {
    const made = ncfCandidates(test, learnt, 400, createRandom(1));
    expect([...made.test.relevant.index]).toEqual([200, 202]);
    for (const u of [0, 1]) {
      const own = [...made.candidates.index.subarray(u * 100, (u + 1) * 100)];
      expect(own[0]).toBe(made.test.relevant.index[u]);
      expect(new Set(own).size).toBe(100);
      const had = [...lists[test.users[u]!]!, ...(u === 0 ? [201] : [])];
      for (const item of had) expect(own).not.toContain(item);
    }
  });

  it('are fewer where the catalogue has fewer', () => {
    const small = { ...test, relevant: { ...test.relevant, index: Int32Array.from([30, 31, 32]) } };
    const made = ncfCandidates(small, learnt, 40, createRandom(1));
    // 40 items less 3 learnt and 2 held out, and the one positive.
    expect(made.candidates.pointer[1]).toBe(40 - 5 + 1);
  });
});
