import { binColumns, type TreeRows } from './bin-columns.ts';
import { growTree, type TreeLimits } from './grow-tree.ts';
import { treeValue, type Tree } from './tree.ts';

/** Trees whose values add up to a score. */
export type BoostedTrees = { base: number; trees: Tree[] };

/**
 * Fills in, for the scores of all rows, the first and second derivatives of the loss by each score. All are [units, rows],
 * unit by unit.
 */
export type Derivatives = (
  scores: Float64Array,
  gradients: Float64Array,
  curvatures: Float64Array,
) => void;

export type BoostOptions = {
  /** [rows, columns], row by row, without NaN. */
  x: TreeRows;
  columns: number;
  /** Scores that every row starts with, one for each unit. */
  bases: readonly number[];
  derivatives: Derivatives;
  /** Most trees for each unit, and what of each is taken. */
  trees: number;
  rate: number;
  limits: TreeLimits;
  /**
   * Rows kept aside: the trees that do best on them are kept, and growing ends once so many more did not do better. `worth`
   * says how good scores of these rows are, [units, rows], the lower the better.
   */
  check: { x: TreeRows; worth(scores: Float64Array): number; patience: number };
  pace(): Promise<void>;
  progress?(done: number, of: number): void;
};

/**
 * Gradient boosting (Friedman 2001) by histograms of binned columns, for any twice differentiable loss: in each round a tree
 * for each unit (a score, or one of several classes'), all by the derivatives of before.
 */
export async function boost(options: BoostOptions): Promise<BoostedTrees[]> {
  const { x, columns, bases, derivatives, rate, limits, check, pace } = options;
  const binned = await binColumns(x, columns, pace);
  const { rows } = binned;
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const scores = filled(bases, rows);
  const [gradients, curvatures] = [filled(bases, rows), filled(bases, rows)];
  const checkRows = check.x.length / columns;
  const checked = filled(bases, checkRows);
  const rounds: Tree[][] = [];
  let [best, kept] = [check.worth(checked), 0];
  while (rounds.length < options.trees && rounds.length - kept < check.patience) {
    derivatives(scores, gradients, curvatures);
    const round: Tree[] = [];
    for (const unit of bases.keys()) {
      const of = (values: Float64Array): Float64Array =>
        values.subarray(unit * rows, (unit + 1) * rows);
      const slopes = { gradients: of(gradients), curvatures: of(curvatures) };
      const tree = await growTree(binned, all, slopes, limits, { rate, scores: of(scores), pace });
      for (let row = 0; row < checkRows; row++)
        checked[unit * checkRows + row]! += treeValue(tree, check.x, row * columns);
      round.push(tree);
    }
    if (round.every(({ column }) => column.length === 1)) break;
    rounds.push(round);
    const worth = check.worth(checked);
    if (worth < best) [best, kept] = [worth, rounds.length];
    options.progress?.(rounds.length, options.trees);
    await pace();
  }
  return bases.map((base, unit) => ({
    base,
    trees: rounds.slice(0, kept).map((round) => round[unit]!),
  }));
}

function filled(bases: readonly number[], rows: number): Float64Array {
  return Float64Array.from(
    { length: bases.length * rows },
    (_, at) => bases[Math.floor(at / rows)]!,
  );
}

/** Score of a row of `x` that begins at `offset`. */
export function boostedScore({ base, trees }: BoostedTrees, x: TreeRows, offset = 0): number {
  let score = base;
  for (const tree of trees) score += treeValue(tree, x, offset);
  return score;
}
