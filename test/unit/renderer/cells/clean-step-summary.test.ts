import { expect, it } from 'vitest';
import { stepSummary } from '../../../../src-renderer/cells/clean/step-summary.ts';

it('says truth values in the words of their column', () => {
  const columns = [{ name: 'pays', type: 'boolean' as const, words: ['nein', 'ja'] as const }].map(
    (column) => ({ ...column, words: [...column.words] as [string, string] }),
  );
  const filter = { type: 'filter', column: 'pays', compare: 'equals', value: 1 } as const;
  expect(stepSummary(filter, [], columns)).toMatch(/pays .*ja$/);
  const replace = { type: 'replace', column: 'pays', values: [{ from: null, to: 0 }] } as const;
  expect(stepSummary({ ...replace, values: [...replace.values] }, [], columns)).toMatch(/nein$/);
  expect(stepSummary(filter, [])).toMatch(/pays .*1$/);
});
