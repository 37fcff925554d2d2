import { binColumns } from './bin-columns.ts';
import { growTree, type TreeLimits } from './grow-tree.ts';
import { treeValue, type Tree } from './tree.ts';

/** Trees whose values add up to a score. */
export type BoostedTrees = { base: number; trees: Tree[] };

/** Fills in, for the scores of all rows, the first and second derivatives of the loss by each score. */
export type Derivatives = (
  scores: Float64Array,
  gradients: Float64Array,
  curvatures: Float64Array,
) => void;

export type BoostOptions = {
  /** [rows, columns], row by row, without NaN. */
  x: Float64Array;
  columns: number;
  /** Score that every row starts with. */
  base: number;
  derivatives: Derivatives;
  /** Most trees, and what of each is taken. */
  trees: number;
  rate: number;
  limits: TreeLimits;
  /**
   * Rows kept aside: the trees that do best on them are kept, and growing ends once so many more did not do better. `worth`
   * says how good scores of these rows are, the lower the better.
   */
  check: { x: Float64Array; worth(scores: Float64Array): number; patience: number };
  pace(): Promise<void>;
  progress?(done: number, of: number): void;
};

/** Gradient boosting (Friedman 2001) by histograms of binned columns, for any twice differentiable loss. */
export async function boost(options: BoostOptions): Promise<BoostedTrees> {
  const { x, columns, base, derivatives, rate, limits, check, pace } = options;
  const binned = binColumns(x, columns);
  const { rows } = binned;
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const scores = new Float64Array(rows).fill(base);
  const [gradients, curvatures] = [new Float64Array(rows), new Float64Array(rows)];
  const checked = new Float64Array(check.x.length / columns).fill(base);
  const trees: Tree[] = [];
  let [best, kept] = [check.worth(checked), 0];
  while (trees.length < options.trees && trees.length - kept < check.patience) {
    derivatives(scores, gradients, curvatures);
    const slopes = { gradients, curvatures };
    const tree = await growTree(binned, all, slopes, limits, { rate, scores, pace });
    if (tree.column.length === 1) break;
    trees.push(tree);
    for (let row = 0; row < checked.length; row++)
      checked[row]! += treeValue(tree, check.x, row * columns);
    const worth = check.worth(checked);
    if (worth < best) [best, kept] = [worth, trees.length];
    options.progress?.(trees.length, options.trees);
    await pace();
  }
  return { base, trees: trees.slice(0, kept) };
}

/** Score of a row of `x` that begins at `offset`. */
export function boostedScore({ base, trees }: BoostedTrees, x: Float64Array, offset = 0): number {
  let score = base;
  for (const tree of trees) score += treeValue(tree, x, offset);
  return score;
}
