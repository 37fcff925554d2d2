import type { FeaturesSettings } from '#shared/model/cells/features.ts';
import type { FittedPrep } from '#shared/model/prep.ts';
import { mostInputs } from '../net/geometry.ts';

/** Columns a small net learns from: those that become few numbers, in the table's order. */
const mostColumns = 4;

/** Settings of Features with the label kept and all but a few columns left out. */
export function smallFeatures(
  { columns, label, features, origins }: FittedPrep,
  kept: FeaturesSettings['columns'],
): Pick<FeaturesSettings, 'columns'> & { label: { column: string } } {
  const widths = columns.map((_, at) => origins.filter((origin) => origin === at).length);
  const order = columns
    .map((_, at) => at)
    .filter((at) => (widths[at] ?? 0) > 0)
    .sort((a, b) => (widths[a] ?? 0) - (widths[b] ?? 0) || a - b);
  let room = Math.min(mostInputs, features.length);
  const chosen = new Set<number>();
  for (const at of order) {
    if (chosen.size >= mostColumns || (widths[at] ?? 0) > room) continue;
    chosen.add(at);
    room -= widths[at] ?? 0;
  }
  const own = new Map(kept.map((one) => [one.column, one]));
  return {
    label: { column: label.column },
    columns: columns.flatMap(({ name }, at) => {
      if (name === label.column) return [];
      const known = own.get(name);
      if (chosen.has(at)) return known ? [known] : [];
      return [{ column: name, encoding: { type: 'skip' as const } }];
    }),
  };
}

/** A net whose every number can be read, and a training that ends while one looks on. */
export const smallModel = { layers: [{ type: 'dense', units: 4, activation: 'tanh' }] };
export const smallTraining = { epochs: 5, batchSize: 16, learningRate: 0.01 };
