import { describe, expect, it } from 'vitest';
import { readLengths } from '../../../../../src-renderer/cells/compare/lengths.ts';
import {
  highest,
  pairOf,
  rowsAt,
  sortRows,
  standing,
} from '../../../../../src-renderer/cells/compare/rows.ts';
import { comparison } from './comparison.ts';

const names = ['Old', 'New', 'Most popular'];

describe('rows of a comparison', () => {
  it('are sorted best first, which is lowest first for seconds and Gini', () => {
    const rows = rowsAt(comparison(), 10, names);
    const order = (key: Parameters<typeof sortRows>[1]) =>
      sortRows(rows, key).map(({ name }) => name);
    expect(order('ndcg')).toEqual(['New', 'Old', 'Most popular']);
    expect(order('gini')).toEqual(['New', 'Old', 'Most popular']);
    expect(order('fitSeconds')).toEqual(['Most popular', 'Old', 'New']);
  });

  it('keep those without a value last, in their order', () => {
    const rows = rowsAt(comparison(), 10, names);
    expect(sortRows(rows, 'diversity').map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  it('mark the best only where the test supports it, else everyone it cannot be told from', () => {
    const output = comparison();
    expect([0, 1, 2].map((index) => standing(output, 10, 'ndcg', index))).toEqual([
      ...[null, 'best', null],
    ]);
    expect([0, 1, 2].map((index) => standing(output, 5, 'ndcg', index))).toEqual([
      ...['alike', 'alike', null],
    ]);
  });

  it('show the added baseline in grey', () => {
    expect(rowsAt(comparison(), 10, names).map(({ colour }) => colour)).toEqual([0, 1, 7]);
  });
});

describe('two recommenders', () => {
  it('differ by as much the other way round, interval turned', () => {
    const output = comparison();
    const at = (k: number) => ({ k, metric: 'ndcg' as const });
    expect(pairOf(output, at(10), 0, 1)).toMatchObject({ value: -0.02, low: -0.03, high: -0.01 });
    expect(pairOf(output, at(10), 1, 0)).toMatchObject({ value: 0.02, low: 0.01, high: 0.03 });
    expect(pairOf(output, at(10), 1, 1)).toBeNull();
    // Each length has its own test.
    expect(pairOf(output, at(5), 1, 0)).toMatchObject({ value: -0.01, low: -0.03, high: 0.01 });
    expect(pairOf(output, at(20), 0, 1)).toBeNull();
  });
});

it('a scale holds every interval, and values without one', () => {
  expect(highest([{ value: 2, low: 1, high: 3 }])).toBe(3);
  expect(highest([{ value: 2, low: null, high: null }])).toBe(2);
});

describe('list lengths typed', () => {
  it('are read in any order, each once', () => {
    expect(readLengths('20, 5，10 5')).toEqual([5, 10, 20]);
  });
  it('are refused where one is no length', () => {
    for (const text of ['', '0', '5, x', '2.5', '1001']) expect(readLengths(text)).toBeNull();
  });
});
