import type { Algorithm } from './index.ts';

/**
 * Widths of a NeuMF: a user row and an item row hold [GMF embedding | MLP embedding]. As in the paper, the first of
 * `layers` is the length of both MLP embeddings together; the rest are dense layers.
 */
export type NeumfShape = {
  gmf: number;
  mlp: number;
  width: number;
  hidden: number[];
  dense: { name: string; shape: number[] }[];
};

export function neumfShape({
  factors,
  layers,
  parts,
}: Extract<Algorithm, { type: 'neumf' }>): NeumfShape {
  const gmf = parts === 'mlp' ? 0 : factors;
  const mlp = parts === 'gmf' ? 0 : Math.max(1, layers[0]! >> 1);
  const hidden = parts === 'gmf' ? [] : layers.length > 1 ? layers.slice(1) : [layers[0]!];
  const dense: NeumfShape['dense'] = [];
  hidden.forEach((units, at) => {
    // The first layer sees user and item side by side; kept apart, each side is computed once for all pairs.
    if (at === 0) {
      dense.push({ name: 'user kernel', shape: [mlp, units] });
      dense.push({ name: 'item kernel', shape: [mlp, units] });
    } else dense.push({ name: `kernel ${at}`, shape: [hidden[at - 1]!, units] });
    dense.push({ name: `bias ${at}`, shape: [units] });
  });
  if (gmf > 0) dense.push({ name: 'gmf output', shape: [gmf, 1] });
  if (mlp > 0) dense.push({ name: 'mlp output', shape: [hidden.at(-1)!, 1] });
  dense.push({ name: 'output bias', shape: [1] });
  return { gmf, mlp, width: gmf + mlp, hidden, dense };
}
