import type { Binned } from './bin-columns.ts';
import type { Tree } from './tree.ts';

export type TreeLimits = {
  leaves: number;
  /** Rows of a leaf, at least. */
  rows: number;
  /** Sum of second derivatives in a leaf, at least. */
  curvature: number;
  /** Added to each leaf's sum of second derivatives. */
  ridge: number;
};

type Histogram = Float64Array;
type Split = { column: number; bin: number; gain: number };
type Leaf = {
  node: number;
  from: number;
  to: number;
  gradient: number;
  curvature: number;
  histogram: Histogram;
  split: Split | null;
};

/** Per bin: sum of gradients, of second derivatives, and rows. */
const fields = 3;

/**
 * One tree by gradients and second derivatives of the rows' losses, the leaf that gains most split first: Newton's step in each
 * leaf, and gain as in Chen and Guestrin, "XGBoost" (2016), equation 7. Only `rows` are looked at; what each row of
 * them gets is added to `scores`, times `rate`.
 */
export async function growTree(
  binned: Binned,
  rows: Int32Array,
  { gradients, curvatures }: { gradients: Float64Array; curvatures: Float64Array },
  limits: TreeLimits,
  { rate, scores, pace }: { rate: number; scores: Float64Array; pace(): Promise<void> },
): Promise<Tree> {
  const { offsets, common, start, places } = binned;
  const size = offsets[binned.columns]! * fields;
  const order = rows.slice();
  const nodes = 2 * limits.leaves - 1;
  const tree: Tree = {
    ...{ column: new Int32Array(nodes).fill(-1), threshold: new Float64Array(nodes) },
    ...{ left: new Int32Array(nodes), right: new Int32Array(nodes) },
    value: new Float64Array(nodes),
  };
  const sums = (from: number, to: number): { gradient: number; curvature: number } => {
    let [gradient, curvature] = [0, 0];
    for (let at = from; at < to; at++) {
      gradient += gradients[order[at]!]!;
      curvature += curvatures[order[at]!]!;
    }
    return { gradient, curvature };
  };
  // Rows are counted where they differ from what is common; the common bin has what of the leaf is in no other.
  const gather = (from: number, to: number): Histogram => {
    const histogram = new Float64Array(size);
    const { gradient, curvature } = sums(from, to);
    for (let at = from; at < to; at++) {
      const row = order[at]!;
      const [g, h] = [gradients[row]!, curvatures[row]!];
      for (let entry = start[row]!, end = start[row + 1]!; entry < end; entry++) {
        const place = places[entry]! * fields;
        histogram[place]! += g;
        histogram[place + 1]! += h;
        histogram[place + 2]! += 1;
      }
    }
    for (let column = 0; column < binned.columns; column++) {
      let [g, h, n] = [gradient, curvature, to - from];
      for (let bin = offsets[column]!; bin < offsets[column + 1]!; bin++) {
        g -= histogram[bin * fields]!;
        h -= histogram[bin * fields + 1]!;
        n -= histogram[bin * fields + 2]!;
      }
      const place = (offsets[column]! + common[column]!) * fields;
      histogram[place] = g;
      histogram[place + 1] = h;
      histogram[place + 2] = n;
    }
    return histogram;
  };
  const leafOf = (node: number, from: number, to: number, histogram: Histogram): Leaf => {
    const leaf = { node, from, to, ...sums(from, to), histogram, split: null };
    return { ...leaf, split: bestSplit(leaf, offsets, limits) };
  };
  let used = 1;
  const leaves = [leafOf(0, 0, order.length, gather(0, order.length))];
  while (leaves.length < limits.leaves) {
    await pace();
    let best = -1;
    leaves.forEach(({ split }, at) => {
      if (split !== null && split.gain > (leaves[best]?.split?.gain ?? 0)) best = at;
    });
    if (best < 0) break;
    const parent = leaves[best]!;
    const { column, bin } = parent.split!;
    const middle = part(order, parent.from, parent.to, binned, column, bin);
    const [left, right] = [used, used + 1];
    used += 2;
    tree.column[parent.node] = column;
    tree.threshold[parent.node] = binned.edges[column]![bin]!;
    tree.left[parent.node] = left;
    tree.right[parent.node] = right;
    // The smaller side is gathered, the other is what remains.
    const leftSmaller = middle - parent.from <= parent.to - middle;
    const own = leftSmaller ? gather(parent.from, middle) : gather(middle, parent.to);
    const rest = parent.histogram;
    for (let at = 0; at < size; at++) rest[at]! -= own[at]!;
    leaves.splice(
      best,
      1,
      leafOf(left, parent.from, middle, leftSmaller ? own : rest),
      leafOf(right, middle, parent.to, leftSmaller ? rest : own),
    );
  }
  for (const { node, from, to, gradient, curvature } of leaves) {
    const value = (-rate * gradient) / (curvature + limits.ridge);
    tree.value[node] = value;
    for (let at = from; at < to; at++) scores[order[at]!]! += value;
  }
  return trimmed(tree, used);
}

function bestSplit(
  { gradient, curvature, from, to, histogram }: Omit<Leaf, 'split'>,
  offsets: Int32Array,
  limits: TreeLimits,
): Split | null {
  const rows = to - from;
  const { ridge } = limits;
  const whole = gradient ** 2 / (curvature + ridge);
  let best: Split | null = null;
  for (let column = 0; column + 1 < offsets.length; column++) {
    let [g, h, n] = [0, 0, 0];
    const [first, last] = [offsets[column]!, offsets[column + 1]! - 1];
    for (let bin = first; bin < last; bin++) {
      g += histogram[bin * fields]!;
      h += histogram[bin * fields + 1]!;
      n += histogram[bin * fields + 2]!;
      if (n < limits.rows || h < limits.curvature) continue;
      if (rows - n < limits.rows || curvature - h < limits.curvature) break;
      const gain = g ** 2 / (h + ridge) + (gradient - g) ** 2 / (curvature - h + ridge) - whole;
      if (gain > (best?.gain ?? 1e-9)) best = { column, bin: bin - first, gain };
    }
  }
  return best;
}

/** Puts the rows that go left first, both sides in their order; gives where the right ones begin. */
function part(
  order: Int32Array,
  from: number,
  to: number,
  { bins, rows }: Binned,
  column: number,
  bin: number,
): number {
  const right: number[] = [];
  let middle = from;
  for (let at = from; at < to; at++) {
    const row = order[at]!;
    if (bins[column * rows + row]! <= bin) order[middle++] = row;
    else right.push(row);
  }
  order.set(right, middle);
  return middle;
}

function trimmed(tree: Tree, nodes: number): Tree {
  return {
    ...{ column: tree.column.slice(0, nodes), threshold: tree.threshold.slice(0, nodes) },
    ...{ left: tree.left.slice(0, nodes), right: tree.right.slice(0, nodes) },
    value: tree.value.slice(0, nodes),
  };
}
