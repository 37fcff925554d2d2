import { serialize } from 'node:v8';
import { expect, it } from 'vitest';
import { sparseFromState, sparseToState } from '#shared/recommenders/state.ts';
import { decodeState, encodeState } from '../../../../../src-main/backend/recommend/index.ts';

const rows = {
  pointer: Int32Array.of(0, 2, 3),
  index: Int32Array.of(5, 2 ** 24 + 1, 7),
  value: Float32Array.of(0.5, 0.25, 1),
};

it('what a recommender learnt is kept with its indices as whole numbers', () => {
  const state = decodeState(encodeState(sparseToState(rows, 'similar')));
  expect(state.map(({ data }) => data.constructor.name)).toEqual([
    'Int32Array',
    'Int32Array',
    'Float32Array',
  ]);
  expect(sparseFromState(state, 'similar')).toEqual(rows);
});

it('what an earlier version kept, indices as the bits of floats, is read as well', () => {
  const bits = (values: Int32Array) => new Float32Array(Int32Array.from(values).buffer);
  const state = [
    { name: 'similar/pointer', shape: [3], data: bits(rows.pointer) },
    { name: 'similar/index', shape: [3], data: bits(rows.index) },
    { name: 'similar/value', shape: [3], data: rows.value },
  ];
  expect(sparseFromState(decodeState(serialize(state)), 'similar')).toEqual(rows);
});
