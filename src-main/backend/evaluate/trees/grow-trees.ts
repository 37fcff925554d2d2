import ydfTraining from 'ydf-training';
import type { TreesTask } from './messages.ts';

const label = 'label';

/**
 * Gradient boosted trees with the usual settings of Yggdrasil Decision Forests (Guillame-Bert et al. 2023): at most 300
 * trees of depth 6, shrinkage 0.1, a tenth of the learnt rows kept aside to stop at the lowest loss. Its seed is fixed:
 * the same rows give the same trees. Gives scores of each part, [rows, units]; a class that no row is of scores 0.
 */
export async function growTrees(task: TreesTask): Promise<Float32Array[]> {
  const { kind, columns, train, parts, units } = task;
  const ydf = await ydfTraining({ print: () => undefined, printErr: () => undefined });
  const numbers = kind === 'number';
  const learner = new ydf.GradientBoostedTreesLearner(
    label,
    numbers ? 'REGRESSION' : 'CLASSIFICATION',
  );
  const known = Array.from(train.y, (value) => (numbers ? value : String(value)));
  // Trees of rows that are all alike in the label have nothing to split.
  if (known.every((value) => value === known[0]))
    return parts.map((x) => constant(x.length / columns, units, train.y.at(0) ?? 0, kind));
  const pairs = pairsOf(train.x, columns);
  const model = learner.train({ ...byColumn(train.x, columns, pairs), [label]: known });
  try {
    const classes = model.getLabelClasses().map(Number);
    return parts.map((x) => {
      const rows = x.length / columns;
      if (rows === 0) return new Float32Array(0);
      const raw = model.predict(byColumn(x, columns, pairs));
      if (numbers) return Float32Array.from(raw);
      // Of two classes the second one's probability is told, whichever it is.
      const perRow = raw.length / rows;
      if (kind === 'binary')
        return Float32Array.from(raw, (value) => (classes[1] === 1 ? value : 1 - value));
      const scores = new Float32Array(rows * units);
      for (let row = 0; row < rows; row++)
        classes.forEach((unit, at) => {
          const told = perRow === 1 ? [1 - raw[row]!, raw[row]!][at] : raw[row * perRow + at];
          scores[row * units + unit] = told ?? 0;
        });
      return scores;
    });
  } finally {
    model.unload();
  }
}

/** The two values a column learnt from has, the lesser first; null for columns of another number of values. */
type Pair = readonly [low: number, high: number] | null;

function pairsOf(x: Float32Array, columns: number): Pair[] {
  return Array.from({ length: columns }, (_, c) => {
    const values = new Set<number>();
    for (let at = c; at < x.length && values.size <= 2; at += columns) values.add(x[at]!);
    const [low, high] = [...values].sort((a, b) => a - b);
    return values.size === 2 && low !== undefined && high !== undefined ? [low, high] : null;
  });
}

/**
 * Columns of two values are handed over as two categories: the one split there is is found without sorting the rows of
 * every node, and the trees are the same. Other values lie on their side of the middle, as for a threshold.
 */
function byColumn(
  x: Float32Array,
  columns: number,
  pairs: readonly Pair[],
): Record<string, (number | string)[]> {
  const rows = x.length / columns;
  return Object.fromEntries(
    pairs.map((pair, c): [string, (number | string)[]] => {
      const values = Array.from({ length: rows }, (_, row) => x[row * columns + c]!);
      if (!pair) return [`f${c}`, values];
      const middle = (pair[0] + pair[1]) / 2;
      return [`f${c}`, values.map((value) => (value >= middle ? 'high' : 'low'))];
    }),
  );
}

function constant(
  rows: number,
  units: number,
  value: number,
  kind: TreesTask['kind'],
): Float32Array {
  if (kind !== 'classes') return new Float32Array(rows).fill(value);
  return Float32Array.from({ length: rows * units }, (_, at) => Number(at % units === value));
}
