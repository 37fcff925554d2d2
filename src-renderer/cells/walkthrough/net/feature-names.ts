import type { FittedPrep } from '#shared/model/prep.ts';
import type { Hides } from '../walk-screen.svelte.ts';

/**
 * What the features are called. A feature that stands for a value of its column is called by that value: where raw values
 * are hidden it is numbered instead (“city 2”), since the one that is 1 would tell the row's own.
 */
export function featureNames(
  { features, origins, columns, steps }: FittedPrep,
  hides: Hides,
): readonly string[] {
  if (hides !== 'raw') return features;
  const told = new Set(
    steps.flatMap(({ type, column }) => (type === 'oneHot' || type === 'multiHot' ? [column] : [])),
  );
  const counts = new Map<string, number>();
  return features.map((name, feature) => {
    const column = columns[origins[feature] ?? -1]?.name;
    if (column === undefined || !told.has(column)) return name;
    const number = (counts.get(column) ?? 0) + 1;
    counts.set(column, number);
    return `${column} ${number}`;
  });
}
