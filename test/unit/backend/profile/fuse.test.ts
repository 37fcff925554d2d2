import { describe, expect, it } from 'vitest';
import { blockOf } from '../../../../src-main/backend/profile/block.ts';
import { fuse, fusedVectors } from '../../../../src-main/backend/profile/fuse.ts';

const self = (user: number): number => user;
const ages = [20, 30, Number.NaN, 40];
const attributes = blockOf('attributes', 4, self, [
  { label: { type: 'attribute', column: 'age', value: null }, value: (user) => ages[user]! },
  { label: { type: 'attribute', column: 'country', value: null }, value: () => 1 },
]);
const behaviour = blockOf('behaviour', 4, self, [
  { label: { type: 'items' }, value: (user) => user },
  { label: { type: 'price' }, value: (user) => user % 2 },
]);
const weights = { attributes: 1, behaviour: 4, embedding: 1, friends: 1 };

describe('a fused profile', () => {
  const fused = fuse([attributes, behaviour], 4, weights);

  it('leaves out what is the same for everyone', () => {
    expect(fused.labels).toEqual([...attributes.labels.slice(0, 1), ...behaviour.labels]);
  });

  it('standardises over those who have a value, and puts the others at the mean', () => {
    const age = [0, 1, 2, 3].map((user) => fused.standardised[user * 3]!);
    expect(age[0]).toBeCloseTo(-1.2247, 4);
    expect(age.slice(1)).toEqual([0, 0, -age[0]!]);
    expect(fused.raw[2 * 3]).toBeNaN();
    expect(Array.from(fused.missing)).toEqual([1, 0, 0]);
  });

  it('gives each source its weight as share of the squared length, however many dimensions it has', () => {
    const vectors = fusedVectors(fused);
    const squared = (dimension: number): number =>
      [0, 1, 3].reduce((sum, user) => sum + vectors[user * 3 + dimension]! ** 2, 0) / 3;
    expect(squared(0)).toBeCloseTo(1, 5);
    const all = [0, 1, 2, 3].reduce(
      (sum, user) => sum + vectors[user * 3 + 1]! ** 2 + vectors[user * 3 + 2]! ** 2,
      0,
    );
    expect(all / 4).toBeCloseTo(4, 5);
  });

  it('leaves out a source of weight 0', () => {
    const without = fuse([attributes, behaviour], 4, { ...weights, behaviour: 0 });
    expect(without.sources).toEqual(['attributes']);
  });

  it('weighs dimensions of a source by what they carry, where the source says so', () => {
    const axes = blockOf('embedding', 4, (user) => user, [
      { label: { type: 'taste', number: 1, high: null, low: null }, value: (user) => user },
      { label: { type: 'taste', number: 2, high: null, low: null }, value: (user) => user % 2 },
    ]);
    const { scale } = fuse([{ ...axes, weights: [0.6, 0.2] }], 4, { ...weights, embedding: 2 });
    expect([...scale]).toEqual([Math.fround(Math.sqrt(1.5)), Math.fround(Math.sqrt(0.5))]);
  });
});
