import type { FittedLabel } from '../model/prep.ts';
import type { CellValue, Column } from '../model/table.ts';

/** Column names that differ in more than upper and lower case from those given before: `score`, `score 2`, ... */
export function freeNames(taken: readonly string[]): (name: string) => string {
  const used = new Set(taken.map((name) => name.toLowerCase()));
  return (name) => {
    let free = name;
    for (let number = 2; used.has(free.toLowerCase()); number += 1) free = `${name} ${number}`;
    used.add(free.toLowerCase());
    return free;
  };
}

/**
 * The columns of a prediction, and a row's values of them: for classes `score` (the probability of the positive class, or of
 * the class chosen), `class` by its own word and the probability of each class; for numbers `prediction`.
 */
export function predictionColumns(
  { kind, classes }: FittedLabel,
  named: (name: string) => string,
): {
  columns: Column[];
  values(prediction: { scores: readonly number[]; class: number | null }): CellValue[];
} {
  if (kind === 'number') {
    const columns: Column[] = [{ name: named('prediction'), type: 'real' }];
    return { columns, values: ({ scores }) => [scores[0] ?? null] };
  }
  const columns: Column[] = [
    { name: named('score'), type: 'real' },
    { name: named('class'), type: 'category' },
    ...classes.map((name): Column => ({ name: named(`probability ${name}`), type: 'real' })),
  ];
  return {
    columns,
    values(prediction) {
      const all = classProbabilities(kind, prediction.scores);
      const chosen = prediction.class ?? 0;
      const score = kind === 'binary' ? all[1] : all[chosen];
      return [score ?? null, classes[chosen] ?? null, ...all];
    },
  };
}

/** The probability of each class, of what a net puts out: one number for two classes, or one a class. */
export function classProbabilities(
  kind: 'binary' | 'classes',
  scores: readonly number[],
): number[] {
  const [positive = NaN] = scores;
  return kind === 'binary' ? [1 - positive, positive] : [...scores];
}
