import { expect, it } from 'vitest';
import { difference } from '../../../../../src-renderer/cells/link/difference.ts';

it('marks what lies between the common beginning and the common end', () => {
  const { a, b } = difference('12 wallaby pl', '12 walaby pl');
  expect(a.map(({ text }) => text).join('')).toBe('12 wallaby pl');
  expect(a.filter(({ differs }) => differs)).toEqual([{ text: 'l', differs: true }]);
  expect(b.filter(({ differs }) => differs)).toEqual([]);
});

it('keeps letters of several units whole, and marks all of what has nothing in common', () => {
  expect(difference('𠮷野', '吉野').a[0]).toEqual({ text: '𠮷', differs: true });
  expect(difference('abc', 'xyz').b).toEqual([{ text: 'xyz', differs: true }]);
  expect(difference('same', 'same').a).toEqual([{ text: 'same', differs: false }]);
});
