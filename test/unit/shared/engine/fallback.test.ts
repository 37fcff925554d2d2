import { describe, expect, it } from 'vitest';
import { fallbackText, fallbackTexts } from '#shared/engine/fallback.ts';
import { engineReasons } from '../../../../scripts/setup/engine-state.mjs';

describe('fallbackText', () => {
  it('has words in both languages for every reason set-up can give, and for no other', () => {
    expect(Object.keys(fallbackTexts).sort()).toEqual([...engineReasons].sort());
    for (const reason of engineReasons) {
      expect(fallbackText(reason, 'en')).toMatch(/^[A-Z].*\.$/);
      expect(fallbackText(reason, 'zh-CN')).toMatch(/\p{Script=Han}.*。$/u);
    }
  });

  it('keeps the words of a library, beside our own', () => {
    expect(fallbackText('no_python; wasm: out of memory', 'en')).toMatch(
      /^TensorFlow is not installed.* wasm: out of memory$/,
    );
  });
});
