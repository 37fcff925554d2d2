import { expect, it } from 'vitest';
import { rowOf } from '../../../../../src-main/backend/recommend/user/row-of.ts';
import { row } from '../../../../../src-main/engine/recommenders/matrices/sparse.ts';

const rows = {
  pointer: Int32Array.of(0, 2, 2, 3),
  index: Int32Array.of(4, 7, 1),
  value: Float32Array.of(0.5, 1, 2),
};

it.each([
  ['the backend', rowOf],
  ['the engine', row],
])('%s gives the entries of a row, and refuses one beyond the last', (_, of) => {
  expect([0, 1, 2].map((at) => [...of(rows, at).index])).toEqual([[4, 7], [], [1]]);
  expect([...of(rows, 2).value]).toEqual([2]);
  expect(() => of(rows, 3)).toThrow(RangeError);
  expect(() => of(rows, 9)).toThrow(RangeError);
});
