import { expect, expectTypeOf, it } from 'vitest';
import { cellId, type Address, type CellId, type RunId } from '#shared/model/ids.ts';

it('what names one kind of thing does not pass for another, and a plain text passes for each', () => {
  expect(cellId.parse('a')).toBe('a');
  expectTypeOf<string>().toExtend<CellId>();
  expectTypeOf<CellId>().toExtend<string>();
  expectTypeOf<CellId>().not.toExtend<RunId>();
  expectTypeOf<Address | null>().not.toExtend<CellId | null>();
});
