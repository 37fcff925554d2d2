export type Spot = { list: number; row: number };

/** Where a key leads within lists of the given lengths; null for keys that lead nowhere, 'up' out of the top. */
export function movedSpot(
  { list, row }: Spot,
  key: string,
  lengths: readonly number[],
): Spot | 'up' | null {
  const last = (of: number): number => Math.max(0, (lengths[of] ?? 0) - 1);
  if (key === 'ArrowUp') return row === 0 ? 'up' : { list, row: row - 1 };
  if (key === 'ArrowDown') return { list, row: Math.min(last(list), row + 1) };
  if (key === 'Home') return { list, row: 0 };
  if (key === 'End') return { list, row: last(list) };
  if (key !== 'ArrowLeft' && key !== 'ArrowRight') return null;
  const other = Math.max(0, Math.min(lengths.length - 1, list + (key === 'ArrowLeft' ? -1 : 1)));
  return { list: other, row: Math.min(row, last(other)) };
}
