import { describe, expect, it } from 'vitest';
import { changedInput } from '../../../../../src-main/backend/recommend/user/person-input.ts';
import { examplePrepared } from './example-prepared.ts';

const nothing = { add: [], remove: [], attributes: [] };

describe('a changed user as recommenders are asked about one', () => {
  it('has items added and removed, in order, and stays told apart from the user it was', () => {
    const input = changedInput(examplePrepared(), 0, { ...nothing, add: [3], remove: [0] });
    expect([...input.items]).toEqual([1, 3]);
    expect([...input.weights]).toEqual([2, 1]);
    expect([input.user, input.before]).toEqual([null, 0]);
  });

  it('counts an added item as much as that item usually does', () => {
    const prepared = { ...examplePrepared(), value: 'sum' as const };
    const input = changedInput(prepared, 2, { ...nothing, add: [1, 3] });
    // Item 1 is had with weights 2 and 4; nobody has item 3, so all pairs tell.
    expect([...input.weights]).toEqual([3, 3, 2.5]);
  });

  it('has added items after all others, in the order of adding', () => {
    const plain = examplePrepared();
    const prepared = { ...plain, learn: { ...plain.learn, times: plain.pairTime } };
    const days = (input: ReturnType<typeof changedInput>): [number, number][] =>
      Array.from(input.items, (item, at): [number, number] => [input.times![at]!, item]).sort(
        ([a], [b]) => a - b,
      );
    const input = changedInput(prepared, 0, { ...nothing, add: [3, 2] });
    expect(days(input).map(([, item]) => item)).toEqual([0, 1, 3, 2]);
    const again = changedInput(prepared, 0, { ...nothing, add: [0], remove: [0] });
    expect(days(again).map(([, item]) => item)).toEqual([1, 0]);
    const somebody = changedInput(prepared, null, { ...nothing, add: [3, 1] });
    expect(days(somebody).map(([, item]) => item)).toEqual([3, 1]);
    expect(changedInput(plain, 0, nothing).times).toBeUndefined();
  });

  it('does not count an item twice that the user has already', () => {
    const input = changedInput(examplePrepared(), 0, { ...nothing, add: [1] });
    expect([...input.items]).toEqual([0, 1]);
    expect([...input.weights]).toEqual([1, 2]);
  });

  it('encodes a changed attribute by the rules the features were made with', () => {
    const attributes = [
      { name: 'age', value: 40 },
      { name: 'city', value: 'Rome' },
    ];
    const input = changedInput(examplePrepared(), 0, { ...nothing, attributes });
    expect([...input.features!]).toEqual([1, 0, 1]);
    const missing = changedInput(examplePrepared(), 0, {
      ...nothing,
      attributes: [{ name: 'age', value: null }],
    });
    expect([...missing.features!]).toEqual([0, 1, 0]);
  });

  it('moves to the segment of whoever has the same value', () => {
    const to = (value: string | null): number | null =>
      changedInput(examplePrepared(), 0, { ...nothing, attributes: [{ name: 'city', value }] })
        .segment;
    expect([to('Rome'), to('Oslo'), to('Atlantis'), to(null)]).toEqual([1, 0, -1, -1]);
  });

  it('moves to the band of the nearest number', () => {
    const prepared = { ...examplePrepared(), segmentColumn: 'age' };
    const to = (value: number): number | null =>
      changedInput(prepared, 0, { ...nothing, attributes: [{ name: 'age', value }] }).segment;
    expect([to(21), to(58)]).toEqual([0, 1]);
  });

  it('is a person nobody knows where there is no user', () => {
    const input = changedInput(examplePrepared(), null, { ...nothing, add: [2] });
    expect([...input.items]).toEqual([2]);
    expect([input.features, input.segment, input.before]).toEqual([null, null, undefined]);
    expect(input.friends).toHaveLength(0);
  });
});
