import { expect, it } from 'vitest';
import { axisText } from '../../../../src-renderer/charts/figures/axis-text.ts';

it('shows names from data as they are, with nothing hidden in them', () => {
  expect(axisText('a\u202eb<b>', 20)).toBe('a\\u202eb&lt;b>');
  expect(axisText('a\u0007b', 20)).toBe('a\\u0007b');
  expect(axisText('nine letters', 5)).toBe('nine…');
});
