import { describe, expect, it } from 'vitest';
import { clippedToNorm, globalNorm } from '#shared/network/clip.ts';

describe('Clipping by the global norm', () => {
  // Together (3, 4, 12) are 13 long.
  const gradients = new Map([
    ['kernel', [[3], [4]]],
    ['bias', [12]],
  ]) as Map<string, number[] | number[][]>;

  it('shortens all gradients together, so that their direction stays', () => {
    const clipped = clippedToNorm(gradients, 6.5);
    expect(clipped.get('kernel')).toEqual([[1.5], [2]]);
    expect(clipped.get('bias')).toEqual([6]);
    expect(globalNorm(clipped)).toBe(6.5);
  });

  it('leaves shorter ones as they are', () => {
    expect(clippedToNorm(gradients, 13)).toEqual(gradients);
  });
});
