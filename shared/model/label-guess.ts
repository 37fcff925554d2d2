import type { Column, ColumnSummary } from './table.ts';

/** Names a column to predict goes by, the most telling first. */
const names = ['label', 'target', 'y', 'class', '标签', '目标', '类别'];

/**
 * The column one would predict: called label, target, y or class, else the last with two values (a boolean, where the
 * columns' summaries are not known); null where there is none.
 */
export function guessLabel(
  columns: readonly Column[],
  summaries: readonly ColumnSummary[] | null,
): string | null {
  const plain = (name: string) => name.trim().toLowerCase();
  for (const name of names) {
    const called = columns.find((column) => plain(column.name) === name);
    if (called) return called.name;
  }
  const two = columns.filter(({ type }, at) => {
    const distinct = summaries?.[at]?.distinct;
    return distinct === undefined ? type === 'boolean' : distinct === 2;
  });
  return two.at(-1)?.name ?? null;
}
