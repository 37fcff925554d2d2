import type { RecommendData, UserInput } from '#shared/engine/recommend.ts';
import type { Contribution, Explanation } from '#shared/recommenders/explanation.ts';
import { lengthOf, meanOfRows, unitVector } from '#shared/recommenders/fold-in/towers.ts';
import { row } from '../matrices/sparse.ts';
import { sizeOf } from './dense-part.ts';
import { featureWidths, twoTowerShapes, type TwoTowerWeights } from './two-tower-net.ts';

/** Fitted towers: vectors of users and items, and what each part of a user adds to a score. */
export type TwoTowerServer = {
  /** Unit vectors of all items: [items, factors]; of an item nobody has, from its features alone. */
  items: Float32Array;
  /** Unit vector of a user by what is known: history and features. */
  vectorOf(user: UserInput): Float32Array;
  explain(user: UserInput, item: number): Explanation;
};

/** Points of the path along which feature gradients are added up. */
const pathPoints = 16;

export function twoTowerServer(
  data: RecommendData,
  factors: number,
  weights: TwoTowerWeights,
): TwoTowerServer {
  const widths = featureWidths(data);
  const parts = new Map<string, Float32Array>();
  let offset = 0;
  for (const shape of twoTowerShapes(widths, factors)) {
    parts.set(shape.name, weights.dense.subarray(offset, offset + sizeOf(shape)));
    offset += sizeOf(shape);
  }
  const tower = (side: 'user' | 'item'): FeatureTower | null =>
    widths[side] === 0
      ? null
      : {
          factors,
          kernel: parts.get(`${side} kernel 0`)!,
          bias: parts.get(`${side} bias 0`)!,
          second: parts.get(`${side} kernel 1`)!,
        };
  const userTower = tower('user');
  const itemTower = tower('item');
  const bought = new Uint8Array(data.items);
  for (const item of data.interactions.index) bought[item] = 1;

  const itemFeatures = (item: number): Float32Array =>
    data.itemFeatures!.value.subarray(item * widths.item, (item + 1) * widths.item);
  const itemSum = (item: number): Float32Array => {
    const sum = new Float32Array(factors);
    if (bought[item]) sum.set(weights.items.subarray(item * factors, (item + 1) * factors));
    if (itemTower) add(sum, output(itemTower, itemFeatures(item)), 1);
    return sum;
  };
  const items = new Float32Array(data.items * factors);
  for (let item = 0; item < data.items; item++)
    items.set(unitVector(itemSum(item)), item * factors);

  const historyOf = (user: UserInput): Int32Array =>
    user.user === null ? user.items : row(data.interactions, user.user).index;
  const featuresOf = (user: UserInput): Float32Array | null =>
    !userTower
      ? null
      : (user.features ??
        (user.user === null
          ? null
          : data.userFeatures!.value.subarray(
              user.user * widths.user,
              (user.user + 1) * widths.user,
            )));
  const userSum = (user: UserInput): Float32Array => {
    const sum = meanOfRows(historyOf(user), weights.history, factors);
    const features = featuresOf(user);
    if (userTower && features) add(sum, output(userTower, features), 1);
    return sum;
  };

  return {
    items,
    vectorOf: (user) => unitVector(userSum(user)),
    /**
     * Integrated gradients (Sundararajan et al. 2017) of the cosine from a user of whom nothing is known, lengths
     * held fixed: linear in the history, along a path for features.
     */
    explain: (user, item) => {
      const sum = userSum(user);
      const length = lengthOf(sum) || 1;
      const target = items.subarray(item * factors, (item + 1) * factors);
      const score = dot(sum, target) / length;
      const own = historyOf(user);
      const contributions: Contribution[] = Array.from(own, (owned) => ({
        type: 'history',
        item: owned,
        amount:
          dot(weights.history.subarray(owned * factors, (owned + 1) * factors), target) /
          (own.length * length),
      }));
      const features = featuresOf(user);
      if (userTower && features) {
        attributions(userTower, features, target).forEach((amount, feature) => {
          if (amount !== 0)
            contributions.push({ type: 'userFeature', feature, amount: amount / length });
        });
      }
      if (itemTower) {
        const own = itemSum(item);
        const direction = sum.map((value) => value / (length * (lengthOf(own) || 1)));
        const shares = attributions(itemTower, itemFeatures(item), direction);
        // Half of what user and item features do together belongs to either side.
        const total = shares.reduce((a, b) => a + b, 0);
        for (const part of contributions) part.amount *= 1 - total / (2 * score || 1);
        shares.forEach((amount, feature) => {
          if (amount !== 0)
            contributions.push({ type: 'itemFeature', feature, amount: amount / 2 });
        });
      }
      contributions.sort((a, b) => b.amount - a.amount);
      const explained = contributions.reduce((total, part) => total + part.amount, 0);
      return {
        score,
        exact: false,
        contributions: [...contributions, { type: 'embedding', amount: score - explained }],
      };
    },
  };
}

type FeatureTower = {
  factors: number;
  kernel: Float32Array;
  bias: Float32Array;
  second: Float32Array;
};

function output({ factors, kernel, bias, second }: FeatureTower, x: Float32Array): Float32Array {
  const hidden = hiddenOf(kernel, bias, x, 1);
  const out = new Float32Array(factors);
  for (let h = 0; h < factors; h++) {
    if (hidden[h]! <= 0) continue;
    for (let a = 0; a < factors; a++) out[a]! += hidden[h]! * second[h * factors + a]!;
  }
  return out;
}

/** What each feature adds to <output, target>: input times the gradient averaged from 0 to the input. */
function attributions(
  { factors, kernel, bias, second }: FeatureTower,
  x: Float32Array,
  target: Float32Array,
): Float32Array {
  const reach = Float32Array.from({ length: factors }, (_, h) => {
    let sum = 0;
    for (let a = 0; a < factors; a++) sum += second[h * factors + a]! * target[a]!;
    return sum;
  });
  const open = new Float32Array(factors);
  for (let point = 0; point < pathPoints; point++) {
    const hidden = hiddenOf(kernel, bias, x, (point + 0.5) / pathPoints);
    for (let h = 0; h < factors; h++) if (hidden[h]! > 0) open[h]! += 1 / pathPoints;
  }
  return x.map((value, c) => {
    if (value === 0) return 0;
    let slope = 0;
    for (let h = 0; h < factors; h++) slope += kernel[c * factors + h]! * reach[h]! * open[h]!;
    return value * slope;
  });
}

/** Before the ReLU, with the input scaled. */
function hiddenOf(
  kernel: Float32Array,
  bias: Float32Array,
  x: Float32Array,
  scale: number,
): Float32Array {
  const hidden = Float32Array.from(bias);
  const factors = bias.length;
  for (let c = 0; c < x.length; c++) {
    const value = x[c]! * scale;
    if (value === 0) continue;
    for (let h = 0; h < factors; h++) hidden[h]! += value * kernel[c * factors + h]!;
  }
  return hidden;
}

function add(sum: Float32Array, part: Float32Array, weight: number): void {
  for (let a = 0; a < sum.length; a++) sum[a]! += weight * part[a]!;
}

function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
