/** counts[actual][predicted]. */
export type Confusion = number[][];

/** Each row counted `weights` times. */
export function confusionOf(
  actual: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
  weights: Int32Array | null = null,
): Confusion {
  const counts = new Float64Array(classes * classes);
  for (let row = 0; row < actual.length; row++) {
    const cell = actual[row]! * classes + predicted[row]!;
    counts[cell]! += weights === null ? 1 : weights[row]!;
  }
  return Array.from({ length: classes }, (_, index) => [
    ...counts.subarray(index * classes, (index + 1) * classes),
  ]);
}

export type ClassScores = {
  precision: number | null;
  recall: number | null;
  f1: number | null;
  support: number;
  predicted: number;
};

/** Precision, recall and F1 of one class; null where nothing was predicted as it, or nothing is of it. */
export function classScores(confusion: Confusion, index: number): ClassScores {
  const hits = confusion[index]![index]!;
  const support = confusion[index]?.reduce((sum, count) => sum + count, 0) ?? 0;
  const predicted = confusion.reduce((sum, row) => sum + row[index]!, 0);
  return {
    precision: predicted === 0 ? null : hits / predicted,
    recall: support === 0 ? null : hits / support,
    f1: support + predicted === 0 ? null : (2 * hits) / (support + predicted),
    support,
    predicted,
  };
}

export function accuracyOf(confusion: Confusion): number | null {
  const total = confusion.flat().reduce((sum, count) => sum + count, 0);
  const right = confusion.reduce((sum, row, index) => sum + row[index]!, 0);
  return total === 0 ? null : right / total;
}

/**
 * Unweighted means over the classes that occur or are predicted; a precision or recall that is not defined counts as
 * 0 (scikit-learn's macro average).
 */
export function macroScores(
  confusion: Confusion,
): Record<'precision' | 'recall' | 'f1', number | null> {
  const rows = confusion
    .map((_, index) => classScores(confusion, index))
    .filter((row) => row.support + row.predicted > 0);
  const mean = (of: (row: ClassScores) => number | null): number | null =>
    rows.length === 0 ? null : rows.reduce((sum, row) => sum + (of(row) ?? 0), 0) / rows.length;
  return {
    precision: mean(({ precision }) => precision),
    recall: mean(({ recall }) => recall),
    f1: mean(({ f1 }) => f1),
  };
}
