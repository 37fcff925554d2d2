import { describe, expect, it } from 'vitest';
import { filterDraft, filtersFrom } from '../../../../src-renderer/grid/filter-draft.ts';

describe('a column’s filter form', () => {
  it('asks for nothing while it is empty', () => {
    expect(filtersFrom(filterDraft([]), 3, 'real')).toEqual([]);
  });

  it('reads a range of numbers with one end open', () => {
    const draft = { ...filterDraft([]), from: ' 2.5 ' };
    expect(filtersFrom(draft, 3, 'real')).toEqual([
      { type: 'range', column: 3, from: 2.5, to: null },
    ]);
  });

  it('leaves out what is not a number in a range of numbers, and keeps dates as text', () => {
    const draft = { ...filterDraft([]), from: '2026-01-31' };
    expect(filtersFrom(draft, 0, 'integer')).toEqual([]);
    expect(filtersFrom(draft, 0, 'date')).toEqual([
      { type: 'range', column: 0, from: '2026-01-31', to: null },
    ]);
  });

  it('shows again what was asked for', () => {
    const draft = {
      contains: 'a',
      from: '',
      to: '',
      equals: '' as const,
      presence: 'present' as const,
    };
    expect(filterDraft(filtersFrom(draft, 1, 'text'))).toEqual(draft);
  });
});
