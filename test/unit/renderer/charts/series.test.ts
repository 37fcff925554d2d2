import { describe, expect, it } from 'vitest';
import { grey, nthColour, series, seriesShape } from '../../../../src-renderer/charts/series.ts';
import { tokens } from './tokens.ts';

const twelve = Array.from({ length: 12 }, (_, n) => nthColour(n));

describe('the colours of many series', () => {
  it('are twelve different ones before any comes again, and never the grey of a baseline', () => {
    expect(new Set(twelve).size).toBe(12);
    expect(twelve).not.toContain(grey);
    expect(nthColour(12)).toBe(nthColour(0));
  });

  it('begin with the seven that charts of few use', () => {
    expect(twelve.slice(0, 7)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it.each(['light', 'dark'] as const)('are all in the %s theme, each another one', (theme) => {
    const names = [...twelve, grey].map((colour) => series(colour).slice(4, -1));
    const values = names.map((name) => tokens(theme).get(name));
    expect(values.every((value) => /^#[0-9a-f]{6}$/.test(value ?? ''))).toBe(true);
    expect(new Set(values).size).toBe(13);
  });
});

it('a shape goes with each colour, four colours a shape', () => {
  const shapes = twelve.map(seriesShape);
  expect(shapes).toEqual([
    ...Array<string>(4).fill('circle'),
    ...Array<string>(4).fill('square'),
    ...Array<string>(4).fill('diamond'),
  ]);
});
