import type { TreeRows } from './bin-columns.ts';

/** A regression tree as arrays; node 0 is the root, a leaf has `column` -1. */
export type Tree = {
  column: Int32Array;
  /** Rows whose value is at most this go left. */
  threshold: Float64Array;
  left: Int32Array;
  right: Int32Array;
  /** Of a leaf. */
  value: Float64Array;
};

/** Value of the leaf that a row of `x` (from `offset`) falls into. */
export function treeValue(tree: Tree, x: TreeRows, offset = 0): number {
  let node = 0;
  for (let column = tree.column[0]!; column >= 0; column = tree.column[node]!)
    node = x[offset + column]! <= tree.threshold[node]! ? tree.left[node]! : tree.right[node]!;
  return tree.value[node]!;
}
