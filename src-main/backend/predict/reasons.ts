import type { PreparedRow, Score, ScoredModel } from '#shared/export/score.ts';
import { namedWeights } from '#shared/export/weights.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { createAttributor } from '#shared/network/integrated-gradients.ts';
import { createEncoder, unknownColumn, valueText } from '#shared/encoding/index.ts';

/** Most that the effects of a row may be off their sum, in units of the net's output, before steps end. */
const tolerance = 1e-4;

/** Names, in each row, the columns that moved its score most, and by how much; the rest of the columns is left out. */
export type Reasons = {
  columns: Column[];
  values(row: PreparedRow, score: Score): CellValue[];
  /** The most, in the score's unit, by which effects did not add up. */
  gap(): number;
};

/**
 * Effects are integrated gradients from the mean encoded row of the training part, in the score's own unit (probability of
 * the positive or the chosen class; the number), summed over the features of a column.
 */
export function createReasons(
  { prep, spec, weights }: Pick<ScoredModel, 'prep' | 'spec' | 'weights'>,
  baseline: ArrayLike<number>,
  count: number,
  named: (name: string) => string,
): Reasons {
  const attribute = createAttributor(spec, namedWeights(spec, weights.data), baseline, tolerance);
  const encoder = createEncoder(prep);
  const { label } = prep;
  const unit = label.kind === 'number' ? 1 / label.factor : 1;
  const used = [...new Set(prep.origins)];
  let largest = 0;
  return {
    columns: Array.from({ length: count }, (_, at): Column[] => [
      { name: named(`reason ${at + 1}`), type: 'text' },
      { name: named(`reason ${at + 1} effect`), type: 'real' },
    ]).flat(),
    values({ values }, score) {
      const output = label.kind === 'classes' ? (score.class ?? 0) : 0;
      const { effects, gap } = attribute.of(encoder.features([values]), output);
      largest = Math.max(largest, Math.abs(gap * unit));
      const sums = new Map(used.map((column) => [column, 0]));
      effects.forEach((effect, feature) => {
        const column = prep.origins[feature] ?? -1;
        sums.set(column, (sums.get(column) ?? 0) + effect * unit);
      });
      const strongest = [...sums].sort((a, b) => Math.abs(b[1]) - Math.abs(a[1])).slice(0, count);
      const told = strongest.flatMap(([column, effect]): CellValue[] => {
        const about = prep.columns[column];
        const name = about?.name ?? '';
        const text = valueText(values[column], about ?? unknownColumn);
        return [text === null ? `${name} missing` : `${name} = ${text}`, effect];
      });
      while (told.length < 2 * count) told.push(null);
      return told;
    },
    gap: () => largest,
  };
}
