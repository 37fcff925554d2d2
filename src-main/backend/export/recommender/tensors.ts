import type { DenseRows, SparseRows, StateTensor } from '#shared/engine/recommend.ts';
import type {
  ExportedRecommender,
  ExportedTensor,
} from '#shared/export/recommender/exported-recommender.ts';
import { sparseFromState, tensorFrom } from '#shared/recommenders/state.ts';
import { floatText, intText } from '#shared/wire/float-text.ts';
import { transpose } from '#shared/recommenders/fold-in/transpose.ts';

export function floats(shape: number[], values: Float32Array): ExportedTensor {
  return { shape, type: 'float32', data: floatText(values) };
}

/** What serves new histories, out of what the engine keeps; `vectors` are those of the items. Throws Error where something is missing. */
export function servingTensors(
  algorithm: ExportedRecommender['algorithm'],
  state: readonly StateTensor[],
  vectors: DenseRows | null,
  items: number,
): ExportedRecommender['tensors'] {
  const named = (name: string): Float32Array => tensorFrom(state, name).data;
  switch (algorithm.type) {
    case 'ease':
      return { weights: floats([items, items], named('weights')) };
    case 'itemKnn':
      return sparse('reach', transpose(sparseFromState(state, 'similar'), items));
    case 'ials': {
      const { factors, unobserved } = algorithm;
      const vectorsOf = named('items');
      return {
        items: floats([items, factors], vectorsOf),
        gram: floats([factors, factors], gramOf(vectorsOf, factors, unobserved)),
      };
    }
    case 'bpr':
      return { items: floats([items, algorithm.factors + 1], named('items')) };
    case 'twoTower':
      return {
        items: floats([items, algorithm.factors], vectors?.value ?? new Float32Array(0)),
        history: floats([items, algorithm.factors], named('history')),
      };
    case 'sasrec':
    case 'gru4rec':
    case 'caser': {
      const weights = named('weights');
      return { weights: floats([weights.length], weights) };
    }
    default:
      throw new RangeError(`${algorithm.type} serves no new histories`);
  }
}

function sparse(
  name: string,
  { pointer, index, value }: SparseRows,
): ExportedRecommender['tensors'] {
  const ints = (values: Int32Array): ExportedTensor => ({
    ...{ shape: [values.length], type: 'int32', data: intText(values) },
  });
  return {
    [`${name}/pointer`]: ints(pointer),
    [`${name}/index`]: ints(index),
    [`${name}/value`]: floats([value.length], value),
  };
}

/** `scale` V'V of V [n, f], summed in float64. */
function gramOf(vectors: Float32Array, f: number, scale: number): Float32Array {
  const gram = new Float64Array(f * f);
  for (let base = 0; base < vectors.length; base += f) {
    for (let a = 0; a < f; a++) {
      const left = vectors[base + a]!;
      for (let b = 0; b < f; b++) gram[a * f + b]! += left * vectors[base + b]!;
    }
  }
  return Float32Array.from(gram, (value) => value * scale);
}
