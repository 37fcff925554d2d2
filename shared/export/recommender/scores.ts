import { alsEquations } from '../../recommenders/fold-in/als.ts';
import { bm25 } from '../../recommenders/fold-in/bm25.ts';
import { foldInBpr } from '../../recommenders/fold-in/bpr.ts';
import type { History } from '../../recommenders/fold-in/history.ts';
import { innerProducts } from '../../recommenders/fold-in/inner-products.ts';
import { sequenceScores } from '../../recommenders/fold-in/sequence/index.ts';
import { meanOfRows, unitVector } from '../../recommenders/fold-in/towers.ts';
import { textFloats, textInts } from '../../wire/float-text.ts';
import type { ExportedRecommender } from './exported-recommender.ts';

/** Scores of all items for a history, as the application folds it in: [n]. Its items are in their own order, or oldest first where that counts. */
export type Scores = (own: History) => Float32Array;

type Parts = Pick<
  ExportedRecommender,
  'algorithm' | 'tensors' | 'items' | 'users' | 'popularity' | 'meanLength'
>;

/**
 * What scores new histories by what a recommender learnt. Throws RangeError where tensors do not fit together; scoring
 * with iALS throws IllConditioned where a history's equations have no sound solution.
 */
export function recommenderScores(model: Parts): Scores {
  const { algorithm } = model;
  const count = model.items.ids.length;
  const floats = (name: string, length: number): Float32Array => {
    const { data, type } = tensorOf(model, name);
    return checked(name, type === 'float32' ? textFloats(data) : new Float32Array(0), length);
  };
  switch (algorithm.type) {
    case 'itemKnn': {
      const weigh = algorithm.similarity === 'bm25' ? bm25(countsOf(model)) : null;
      const sum = neighbourSums(model, count);
      return (own) => sum(weigh === null ? own : weigh(own));
    }
    case 'ease':
      return denseSums(floats('weights', count * count), count);
    case 'ials': {
      const { factors } = algorithm;
      const items = floats('items', count * factors);
      const gram = floats('gram', factors * factors);
      const equations = alsEquations(algorithm, items, count, () => gram);
      return (own) => {
        const { solve, right } = equations(own);
        return innerProducts(Float32Array.from(solve(right)), items);
      };
    }
    case 'bpr': {
      const items = floats('items', count * (algorithm.factors + 1));
      return ({ index }) => innerProducts(foldInBpr(algorithm, items, count, index), items);
    }
    case 'twoTower': {
      const { factors } = algorithm;
      const items = floats('items', count * factors);
      const history = floats('history', count * factors);
      return ({ index }) => innerProducts(unitVector(meanOfRows(index, history, factors)), items);
    }
    case 'sasrec':
    case 'gru4rec':
    case 'caser': {
      const { data } = tensorOf(model, 'weights');
      const score = sequenceScores(algorithm, textFloats(data), count);
      return ({ index }) => score(index);
    }
    default:
      throw new RangeError(`${algorithm.type} serves no new histories`);
  }
}

function countsOf({ users, popularity, meanLength }: Parts) {
  return { users, meanLength, frequency: Int32Array.from(textFloats(popularity.data)) };
}

function denseSums(weights: Float32Array, count: number): Scores {
  return (own) => {
    const out = new Float32Array(count);
    own.index.forEach((item, at) => {
      const [weight, base] = [own.value[at]!, item * count];
      for (let other = 0; other < count; other++) out[other]! += weight * weights[base + other]!;
    });
    return out;
  };
}

function neighbourSums(model: Parts, count: number): Scores {
  const pointer = checked(
    'reach/pointer',
    textInts(tensorOf(model, 'reach/pointer').data),
    count + 1,
  );
  const entries = pointer[count]!;
  const index = checked('reach/index', textInts(tensorOf(model, 'reach/index').data), entries);
  const value = checked('reach/value', textFloats(tensorOf(model, 'reach/value').data), entries);
  return (own) => {
    const out = new Float32Array(count);
    own.index.forEach((item, h) => {
      const weight = own.value[h]!;
      for (let at = pointer[item]!; at < pointer[item + 1]!; at++)
        out[index[at]!]! += weight * value[at]!;
    });
    return out;
  };
}

function tensorOf({ tensors }: Parts, name: string): Parts['popularity'] {
  const found = tensors[name];
  if (found === undefined) throw new RangeError(`the recommender has no ${name}`);
  return found;
}

function checked<T extends Float32Array | Int32Array>(name: string, values: T, length: number): T {
  if (values.length === length) return values;
  throw new RangeError(`${name} has ${values.length} numbers, not ${length}`);
}
