import { describe, expect, it } from 'vitest';
import { errorText } from '#shared/errors/index.ts';

describe('parameters that are ids', () => {
  it('are said by the names of the language', () => {
    const error = {
      code: 'recommender_too_large' as const,
      params: { algorithm: 'twoTower', items: 9, need: '2 GB', limit: '1 GB', instead: 'popular' },
    };
    expect(errorText(error, 'en').sentence).toMatch(/^Two-tower would need/);
    expect(errorText(error, 'zh-CN').sentence).toMatch(/^双塔 对 9 个物品/);
    expect(errorText(error, 'zh-CN').next).toContain('最热门');
  });

  it('are said as they are where nothing has that id, as in errors stored earlier', () => {
    const error = { code: 'recommender_overflow' as const, params: { algorithm: 'EASE' } };
    expect(errorText(error, 'zh-CN').sentence).toMatch(/^EASE /);
  });

  it('name the setting of the recommender at hand, and the side of the data', () => {
    const inexact = {
      code: 'recommender_inexact' as const,
      params: { algorithm: 'ials', setting: 'regularisation', value: 0 },
    };
    expect(errorText(inexact, 'zh-CN').sentence).toContain('正则化 (L2) = 0');
    const keys = { column: 'id', of: 2, ids: 'a', keys: 'b' };
    const sides = ['users', 'friends'].map(
      (side) =>
        errorText({ code: 'side_keys_unmatched', params: { ...keys, side } }, 'zh-CN').sentence,
    );
    expect(sides[0]).toContain('（用户）');
    expect(sides[1]).toContain('（好友）');
  });
});
