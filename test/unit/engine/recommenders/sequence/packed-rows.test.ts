import { expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { packRows } from '../../../../../src-main/engine/recommenders/sequence/packed-rows.ts';

it('Sequences lie side by side in rows, none over another, each told apart', () => {
  const { rows, length, starts, segments, positions } = packRows([3, 5, 0, 2, 1]);
  expect({ rows, length }).toEqual({ rows: 3, length: 5 });
  // 5 alone; 3 and 2 together; 1 in a row of its own.
  expect([...starts]).toEqual([5, 0, 0, 8, 10]);
  expect([...segments]).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 1, 0, 0, 0, 0]);
  expect([...positions]).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 0, 1, 0, 0, 0, 0, 0]);
});

it('Rows are nearly full where there are many sequences', () => {
  const random = createRandom(3);
  const lengths = Array.from({ length: 2000 }, () => 1 + random.below(50));
  const { rows, length, segments } = packRows(lengths);
  const places = lengths.reduce((sum, one) => sum + one, 0);
  expect(segments.filter((segment) => segment > 0).length).toBe(places);
  expect(places / (rows * length)).toBeGreaterThan(0.97);
});

it('Of nothing there is one empty row', () => {
  expect(packRows([])).toMatchObject({ rows: 1, length: 1 });
  expect([...packRows([0, 0]).segments]).toEqual([0]);
});
