import type { Algorithm } from './index.ts';

type ConfigOf<T extends Algorithm['type']> = Omit<Extract<Algorithm, { type: T }>, 'type'>;

/** A weight by its name and shape; all lie in one flat vector in the order of their list, the items' table first. */
export type SequenceWeight = { name: string; shape: number[] };

export type SequenceShape = { width: number; dense: SequenceWeight[] };

export type SequenceAlgorithm = Extract<Algorithm, { type: 'sasrec' | 'gru4rec' | 'caser' }>;

/** Whether a recommender goes by the order of a history. */
export function isSequence(algorithm: { type: string }): algorithm is SequenceAlgorithm {
  return ['sasrec', 'gru4rec', 'caser'].includes(algorithm.type);
}

export function sequenceShape(algorithm: SequenceAlgorithm, items: number): SequenceShape {
  switch (algorithm.type) {
    case 'sasrec':
      return sasrecShape(algorithm, items);
    case 'gru4rec':
      return gruShape(algorithm, items);
    case 'caser':
      return caserShape(algorithm, items);
  }
}

/** Weights by name out of the flat vector. The result throws RangeError of a name that there is not. @throws RangeError where the vector has another length */
export function weightsByName(
  shapes: readonly SequenceWeight[],
  flat: Float32Array,
): (name: string) => { shape: number[]; data: Float32Array } {
  const weights = new Map<string, { shape: number[]; data: Float32Array }>();
  let offset = 0;
  for (const { name, shape } of shapes) {
    const size = shape.reduce((a, b) => a * b, 1);
    weights.set(name, { shape, data: flat.subarray(offset, offset + size) });
    offset += size;
  }
  if (offset !== flat.length) throw new RangeError('the weights do not fit the net');
  return (name) => {
    const found = weights.get(name);
    if (found === undefined) throw new RangeError(`the net has no ${name}`);
    return found;
  };
}

/** `factors` is rounded up to a multiple of the heads. */
export function sasrecShape(
  { factors, heads, blocks, maxLength }: ConfigOf<'sasrec'>,
  items: number,
): SequenceShape & { heads: number; blocks: number } {
  const width = Math.ceil(factors / heads) * heads;
  const dense: SequenceWeight[] = [
    { name: 'items', shape: [items, width] },
    { name: 'positions', shape: [maxLength, width] },
  ];
  for (let at = 0; at < blocks; at++) {
    dense.push({ name: `attention gain ${at}`, shape: [width] });
    dense.push({ name: `attention shift ${at}`, shape: [width] });
    dense.push({ name: `query, key and value ${at}`, shape: [width, 3 * width] });
    dense.push({ name: `attention output ${at}`, shape: [width, width] });
    dense.push({ name: `forward gain ${at}`, shape: [width] });
    dense.push({ name: `forward shift ${at}`, shape: [width] });
    dense.push({ name: `forward kernel ${at}`, shape: [width, width] });
    dense.push({ name: `forward bias ${at}`, shape: [width] });
    dense.push({ name: `output kernel ${at}`, shape: [width, width] });
    dense.push({ name: `output bias ${at}`, shape: [width] });
  }
  dense.push({ name: 'last gain', shape: [width] }, { name: 'last shift', shape: [width] });
  return { width, heads, blocks, dense };
}

/** Gates stand side by side as reset, update and candidate. */
export function gruShape(
  { factors: width, layers }: Pick<ConfigOf<'gru4rec'>, 'factors' | 'layers'>,
  items: number,
): SequenceShape {
  const dense: SequenceWeight[] = [{ name: 'items', shape: [items, width] }];
  for (let at = 0; at < layers; at++) {
    dense.push({ name: `input kernel ${at}`, shape: [width, 3 * width] });
    dense.push({ name: `input bias ${at}`, shape: [3 * width] });
    dense.push({ name: `state kernel ${at}`, shape: [width, 3 * width] });
    dense.push({ name: `state bias ${at}`, shape: [3 * width] });
  }
  dense.push({ name: 'output kernel', shape: [width, width] });
  dense.push({ name: 'output bias', shape: [width] });
  return { width, dense };
}

/** Horizontal filters of every height from 1 to the window. */
export function caserShape(
  {
    factors: width,
    window,
    horizontal,
    vertical,
  }: Pick<ConfigOf<'caser'>, 'factors' | 'window' | 'horizontal' | 'vertical'>,
  items: number,
): SequenceShape & { heights: number[] } {
  const heights = Array.from({ length: window }, (_, at) => at + 1);
  const dense: SequenceWeight[] = [{ name: 'items', shape: [items, width] }];
  for (const height of heights) {
    dense.push({ name: `horizontal kernel ${height}`, shape: [height * width, horizontal] });
    dense.push({ name: `horizontal bias ${height}`, shape: [horizontal] });
  }
  dense.push({ name: 'vertical kernel', shape: [window, vertical] });
  dense.push({ name: 'output kernel', shape: [window * horizontal + vertical * width, width] });
  dense.push({ name: 'output bias', shape: [width] });
  return { width, heights, dense };
}
