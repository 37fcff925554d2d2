import { describe, expect, it } from 'vitest';
import { algorithm } from '#shared/recommenders/index.ts';
import { refuseTooLarge } from '../../../../src-main/engine/recommenders/refuse-too-large.ts';

describe('A fit', () => {
  it('is refused where the machine lacks the memory, with what to use instead', () => {
    const size = { users: 5000, items: 10_000 };
    const ease = algorithm.parse({ type: 'ease' });
    expect(() => refuseTooLarge(ease, size, 5e9)).not.toThrow();
    expect(() => refuseTooLarge(ease, size, 1e9)).toThrow(
      expect.objectContaining({
        code: 'recommender_too_large',
        params: {
          algorithm: 'ease',
          items: 10_000,
          need: '2.4 GB',
          limit: '0.6 GB',
          instead: 'ials',
        },
      }),
    );
  });

  it('with EASE is refused beyond 15,000 items however much memory there is', () => {
    const ease = algorithm.parse({ type: 'ease' });
    expect(() => refuseTooLarge(ease, { users: 1, items: 15_000 }, 1e12)).not.toThrow();
    expect(() => refuseTooLarge(ease, { users: 1, items: 15_001 }, 1e12)).toThrow(
      /EASE would need/,
    );
  });

  it('of factors for ten million interactions fits an ordinary machine', () => {
    for (const type of ['ials', 'bpr', 'neumf', 'twoTower', 'itemKnn'] as const) {
      const config = algorithm.parse({ type });
      expect(() => refuseTooLarge(config, { users: 200_000, items: 30_000 }, 8e9)).not.toThrow();
    }
  });
});
