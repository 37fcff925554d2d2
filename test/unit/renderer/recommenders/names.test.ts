import { afterEach, describe, expect, it } from 'vitest';
import { recommenderChoice } from '#shared/model/cells/recommend.ts';
import { overwriteGetLocale } from '../../../../src-renderer/i18n/paraglide/runtime.js';
import {
  algorithmName,
  choiceTypes,
  typeName,
} from '../../../../src-renderer/recommenders/names.ts';

describe('the name of a recommender', () => {
  afterEach(() => overwriteGetLocale(() => 'en'));

  it.each(['en', 'zh-CN'] as const)('is the one it was picked by, in %s', (locale) => {
    overwriteGetLocale(() => locale);
    for (const type of choiceTypes)
      expect(algorithmName(recommenderChoice.parse({ type }))).toBe(typeName(type));
    expect(new Set(choiceTypes.map((type) => typeName(type))).size).toBe(choiceTypes.length);
  });

  it('tells popular in the segment from most popular', () => {
    const name = algorithmName({ type: 'popular', bySegment: true });
    expect(name).toBe('Popular in the segment');
    expect(name).not.toBe(typeName('popular'));
  });
});
