import type { RowGrouping } from '#shared/model/row-grouping.ts';

const collator = new Intl.Collator('en', { numeric: true });

/**
 * Places of the groups as they are drawn: values of a text or category by their figure, the largest first, or by name;
 * numbers, times and booleans as they follow each other. What is missing and the others stand last.
 */
export function inOrder(
  { column, groups }: RowGrouping,
  order: 'value' | 'name',
  figures: readonly (number | null)[],
): number[] {
  const places = [...groups.keys()];
  if (column.type !== 'text' && column.type !== 'category') return places;
  const last = (at: number) => ['value', 'other', 'missing'].indexOf(groups[at]!.type);
  const name = (at: number) => {
    const group = groups[at]!;
    return group.type === 'value' ? String(group.value) : '';
  };
  const figure = (at: number) => figures[at] ?? -Infinity;
  return places.sort(
    (a, b) =>
      last(a) - last(b) ||
      (order === 'value' && figure(a) !== figure(b)
        ? figure(b) - figure(a)
        : collator.compare(name(a), name(b)) || a - b),
  );
}
