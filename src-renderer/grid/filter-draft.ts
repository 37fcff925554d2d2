import type { ColumnType, RowFilter } from '#shared/model/table.ts';

export type FilterDraft = {
  contains: string;
  from: string;
  to: string;
  equals: '' | '0' | '1';
  presence: 'any' | 'present' | 'missing';
};

/** A column's filters as the fields of its form. */
export function filterDraft(filters: readonly RowFilter[]): FilterDraft {
  const draft: FilterDraft = { contains: '', from: '', to: '', equals: '', presence: 'any' };
  for (const filter of filters) {
    if (filter.type === 'contains') draft.contains = filter.text;
    if (filter.type === 'equals') draft.equals = filter.value === 1 ? '1' : '0';
    if (filter.type === 'missing') draft.presence = filter.missing ? 'missing' : 'present';
    if (filter.type === 'range') {
      draft.from = String(filter.from ?? '');
      draft.to = String(filter.to ?? '');
    }
  }
  return draft;
}

/** The filters a filled-in form asks for; fields left empty ask for nothing. */
export function filtersFrom(draft: FilterDraft, column: number, type: ColumnType): RowFilter[] {
  const filters: RowFilter[] = [];
  if (draft.contains !== '') filters.push({ type: 'contains', column, text: draft.contains });
  if (draft.equals !== '') filters.push({ type: 'equals', column, value: Number(draft.equals) });
  const from = bound(draft.from, type);
  const to = bound(draft.to, type);
  if (from !== null || to !== null) filters.push({ type: 'range', column, from, to });
  if (draft.presence !== 'any') {
    filters.push({ type: 'missing', column, missing: draft.presence === 'missing' });
  }
  return filters;
}

function bound(text: string, type: ColumnType): number | string | null {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (type === 'date') return trimmed;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : null;
}
