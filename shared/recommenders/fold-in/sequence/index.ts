import { sequenceShape, weightsByName, type SequenceAlgorithm } from '../../sequence-shapes.ts';
import { innerProducts } from '../inner-products.ts';
import { caserHidden } from './caser.ts';
import { gruHidden } from './gru4rec.ts';
import { emptyRows, type Rows } from '../rows.ts';
import { sasrecHidden } from './sasrec.ts';

/**
 * Scores (logits) of all items for what someone had, oldest first, each item once; the latest `maxLength` count. `weights` are
 * flat, in the order of `sequenceShape`. The history is not empty. @throws RangeError where the weights are of another net
 */
export function sequenceScores(
  algorithm: SequenceAlgorithm,
  weights: Float32Array,
  items: number,
): (history: Int32Array) => Float32Array {
  const { width, dense } = sequenceShape(algorithm, items);
  const found = weightsByName(dense, weights);
  const weight = (name: string): Float32Array => found(name).data;
  const table = weight('items');
  return (history) => {
    const latest = history.subarray(-algorithm.maxLength);
    const vectors = emptyRows(latest.length, width);
    latest.forEach((item, place) =>
      vectors.value.set(table.subarray(item * width, (item + 1) * width), place * width),
    );
    return innerProducts(hiddenOf(algorithm, vectors, weight), table);
  };
}

function hiddenOf(
  algorithm: SequenceAlgorithm,
  vectors: Rows,
  weight: (name: string) => Float32Array,
): Float32Array {
  switch (algorithm.type) {
    case 'sasrec':
      return sasrecHidden(algorithm, vectors, weight);
    case 'gru4rec':
      return gruHidden(algorithm, vectors, weight);
    case 'caser':
      return caserHidden(algorithm, vectors, weight);
  }
}
