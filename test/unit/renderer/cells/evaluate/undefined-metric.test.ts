import { describe, expect, it } from 'vitest';
import { whyUndefined } from '../../../../../src-renderer/cells/evaluate/undefined-metric.ts';

const binary = (confusion: number[][]) => ({
  ...{ kind: 'binary' as const, part: 'test' as const, classes: ['no', 'yes'], confusion },
});

describe('a metric without a value says why', () => {
  it('names the class a part has no rows of', () => {
    const none = binary([
      [8, 2],
      [0, 0],
    ]);
    expect(whyUndefined('rocAuc', none)).toBe('not defined: no yes in the test part');
    expect(whyUndefined('recall', none)).toBe('not defined: no yes in the test part');
    const all = binary([
      [0, 0],
      [3, 7],
    ]);
    expect(whyUndefined('rocAuc', all)).toBe('not defined: no no in the test part');
  });

  it('says that nothing was predicted', () => {
    const timid = binary([
      [8, 0],
      [2, 0],
    ]);
    expect(whyUndefined('precision', timid)).toBe('not defined: nothing was predicted as yes');
  });

  it('says that numbers do not vary', () => {
    const numbers = { kind: 'number' as const, part: 'test' as const, classes: [], confusion: [] };
    expect(whyUndefined('r2', numbers)).toBe('not defined: the actual values do not vary');
  });
});
