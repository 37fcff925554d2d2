import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { networkFile } from '#shared/export/model-file.ts';
import { recommenderFile } from '#shared/export/recommender/recommender-file.ts';
import { sealed, unsealed } from '#shared/export/sealed-file.ts';
import { smallRecommender } from '../../../../support/export/small-recommender.ts';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const text = sealed(recommenderFile, smallRecommender(), digest);
const codeOf = (given: string): unknown => {
  try {
    unsealed([recommenderFile], given, 'm.json', digest);
    return 'read';
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};

describe('the file of a recommender', () => {
  it('gives it back', () => {
    expect(unsealed([recommenderFile], text, 'm.json', digest)).toEqual(smallRecommender());
  });

  it('is refused wherever it is cut short', () => {
    for (let share = 0.02; share < 1; share += 0.049)
      expect(codeOf(text.slice(0, Math.floor(text.length * share)))).toBe('model_unread');
  });

  it.each([
    ['"users":9', '"users":8', 'model_altered'],
    ['"version":1', '"version":2', 'model_newer'],
    ['"portrait-recommender"', '"portrait-other"', 'model_unread'],
    ['"type":"ease","lambda":10', '"type":"popular"', 'model_unread'],
  ])('with %s as %s ends as %3$s', (from, to, code) => {
    expect(text).toContain(from);
    expect(codeOf(text.replace(from, to))).toBe(code);
  });

  it('whose tensors are not of its items is refused, digest or not', () => {
    const model = smallRecommender();
    const items = { ids: ['a', 'b'], titles: null };
    expect(codeOf(sealed(recommenderFile, { ...model, items }, digest))).toBe('model_unread');
  });

  it('is not taken for a network', () => {
    expect(() => unsealed([networkFile], text, 'm.json', digest)).toThrow(/model_unread/);
  });
});
