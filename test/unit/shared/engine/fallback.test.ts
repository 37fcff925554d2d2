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

  it('names the operation that a step could not be compiled for', () => {
    expect(fallbackText('no_python; not_compiled Cumsum', 'en')).toMatch(
      /^TensorFlow.* of Cumsum\.$/,
    );
    expect(fallbackText('not_compiled Cumsum', 'zh-CN')).toMatch(/\p{Script=Han}.*Cumsum。$/u);
  });

  it('keeps the words of a library, beside our own', () => {
    expect(fallbackText('no_python; wasm: out of memory', 'en')).toMatch(
      /^TensorFlow is not installed.* wasm: out of memory$/,
    );
  });
});
