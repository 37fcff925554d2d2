import { entry } from '#shared/network/matrix.ts';
import { chosenUnit, type Look } from '../look.ts';
import { isNeurons } from '../net/net-columns.ts';

/** One operation or number on the way from a weight to the loss: its value, and what the loss does with it. */
export type GraphNode = {
  label: string;
  value: number;
  gradient: number;
  at: number;
  line: number;
};
export type GraphEdge = { from: number; to: number };

/**
 * The computational graph of the weight looked at, in the row looked at: its product with what came in, the sum with all
 * else, the activation, what follows after it as one node a layer, and the loss.
 */
export function weightGraph(look: Look): { nodes: GraphNode[]; edges: GraphEdge[] } {
  const { columns, row, choice, walk } = look;
  const unit = chosenUnit(look);
  const w = entry(unit.weights, choice.from);
  const input = entry(unit.inputs, choice.from);
  const product = w * input;
  const nodes: GraphNode[] = [
    { label: 'w', value: w, gradient: unit.delta * input, at: 0, line: 0 },
    {
      label: unit.before.kind === 'input' ? 'x' : 'a',
      value: input,
      gradient: unit.delta * w,
      at: 0,
      line: 1,
    },
    { label: '×', value: product, gradient: unit.delta, at: 1, line: 0 },
    { label: 'Σ…', value: unit.z - product, gradient: unit.delta, at: 1, line: 1 },
    { label: '+', value: unit.z, gradient: unit.delta, at: 2, line: 0 },
    { label: 'f', value: unit.a, gradient: unit.dA, at: 3, line: 0 },
  ];
  const edges: GraphEdge[] = [
    { from: 0, to: 2 },
    { from: 1, to: 2 },
    { from: 2, to: 4 },
    { from: 3, to: 4 },
    { from: 4, to: 5 },
  ];
  let last = 5;
  for (const column of columns.slice(unit.column.at + 1)) {
    if (!isNeurons(column)) continue;
    // Of a layer with several units, that which carries most of the way back from here.
    const fed = column.at === unit.column.at + 1 ? (column.kernel[unit.j] ?? []) : null;
    const deltas = column.delta[row] ?? [];
    const weightOf = (k: number): number => Math.abs(entry(deltas, k) * (fed ? entry(fed, k) : 1));
    const k = deltas.reduce(
      (best, _, place) => (weightOf(place) > weightOf(best) ? place : best),
      0,
    );
    const name = column.units > 1 ? `${k + 1}` : '';
    const at = (nodes[last]?.at ?? 0) + 1;
    nodes.push({
      label: `z${name}`,
      value: entry(column.z[row] ?? [], k),
      gradient: entry(deltas, k),
      at,
      line: 0,
    });
    nodes.push({
      label: `a${name}`,
      value: entry(column.a[row] ?? [], k),
      gradient: entry(column.dA[row] ?? [], k),
      at: at + 1,
      line: 0,
    });
    edges.push(
      { from: last, to: nodes.length - 2 },
      { from: nodes.length - 2, to: nodes.length - 1 },
    );
    last = nodes.length - 1;
  }
  const loss = walk.trace.forward.output.losses[row] ?? NaN;
  nodes.push({ label: 'L', value: loss, gradient: 1, at: (nodes[last]?.at ?? 0) + 1, line: 0 });
  edges.push({ from: last, to: nodes.length - 1 });
  return { nodes, edges };
}
