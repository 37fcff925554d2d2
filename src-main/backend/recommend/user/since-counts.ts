import type { Since } from '../updates/since.ts';

/** How many new events a person has of each item. */
export function sinceCounts(
  { since }: { since: Since | null },
  id: string | null,
): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const { item } of (id === null ? null : since?.byUser.get(id)) ?? [])
    counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
}
