import type { Algorithm } from './recommend.ts';
import { commonCosts, runtimeCosts, type Machine, type RuntimeCosts } from './runtime-costs.ts';

/** What time goes by: numbers of users, items and pairs learnt from. */
export type FitSize = {
  users: number;
  items: number;
  pairs: number;
  /** Sum over users of the squared number of their items: pairs of items that meet in a history. */
  meetings: number;
};

type Config<T extends Algorithm['type']> = Extract<Algorithm, { type: T }>;

/** What every fit takes beside its work: messages, weighting, the first use of each operation. */
const overhead = 0.05;

/**
 * Seconds that fitting takes, by the work each algorithm does and what the runtime takes for it:
 * ItemKNN: sparse products of all histories (`meetings`) and a choice among items^2 candidates.
 * EASE: `meetings`, and an inverse by halves, 2/3 items^3 multiply-adds of matrix products, in plain JavaScript where
 * there is no TensorFlow.
 * iALS: for each half step (2 pairs f + rows f^2) times conjugate gradient steps plus one; a solve of users at the end.
 * BPR: epochs x pairs draws with 6 f multiply-adds each.
 * NeuMF and two-tower: epochs x pairs / batch steps with a fixed cost, matrix products, embedding values, for two-tower
 * the softmax over batch^2 pairs, and where rows cannot be written in place a copy of each table.
 * Everything else only counts: time goes by pairs.
 */
export function fitSeconds(algorithm: Algorithm, size: FitSize, machine: Machine): number {
  const costs = runtimeCosts(machine);
  const { users, items, pairs, meetings } = size;
  const weighed = overhead + 4 * pairs * commonCosts.sparse;
  switch (algorithm.type) {
    case 'itemKnn':
      return weighed + meetings * commonCosts.sparse + items ** 2 * commonCosts.candidate;
    case 'ease':
      return (
        weighed +
        (meetings + 4 * items ** 2) * commonCosts.sparse +
        (2 / 3) * items ** 3 * (machine.runtime === 'native' ? costs.dense : commonCosts.product)
      );
    case 'ials':
      return weighed + alsWork(algorithm, size) * commonCosts.kernel;
    case 'bpr':
      return (
        weighed +
        algorithm.epochs * pairs * (commonCosts.draw + 6 * algorithm.factors * commonCosts.kernel)
      );
    case 'neumf':
      return weighed + neumfSeconds(algorithm, size, costs);
    case 'twoTower':
      return weighed + twoTowerSeconds(algorithm, size, costs);
    case 'popular':
    case 'userKnn':
    case 'content':
    case 'social':
      return weighed + users * commonCosts.ranked;
  }
}

/** Seconds until every user has a list: scores of the whole catalogue, and the best of them. */
export function listSeconds(algorithm: Algorithm, size: FitSize, machine: Machine): number {
  const { users, items, pairs } = size;
  const scored = users * items * commonCosts.ranked;
  switch (algorithm.type) {
    case 'ease':
      return scored + pairs * items * commonCosts.kernel * 3;
    case 'itemKnn':
      return scored + pairs * Math.min(items, algorithm.neighbours) * commonCosts.sparse;
    case 'userKnn': {
      // Owners of each of a user's items, then what the neighbours have.
      const owners = (pairs / items) * pairs + users ** 2;
      const theirs = pairs * Math.min(users, algorithm.neighbours);
      return scored + (owners + theirs) * commonCosts.sparse;
    }
    case 'ials':
    case 'bpr':
    case 'twoTower':
      return scored + users * items * algorithm.factors * commonCosts.kernel * 3;
    case 'neumf':
      return scored + users * items * netWork(algorithm).each * runtimeCosts(machine).dense * 2;
    case 'popular':
    case 'content':
    case 'social':
      return scored + pairs * commonCosts.sparse;
  }
}

/** Sum of squared history lengths from bars that double in width, by each bar's geometric mean. */
export function meetingsOf({ edges, counts }: { edges: number[]; counts: number[] }): number {
  return counts.reduce((sum, count, bar) => {
    const [low = 1, high = low] = edges.slice(bar, bar + 2);
    return sum + count * low * Math.max(low, high - 1);
  }, 0);
}

const gradientSteps = 3;
const lastSteps = 20;

function alsWork(
  { factors, iterations }: Config<'ials'>,
  { users, items, pairs }: FitSize,
): number {
  const half = (rows: number, steps: number): number =>
    (2 * pairs + rows * factors) * factors * (steps + 1);
  return (
    iterations * (half(users, gradientSteps) + half(items, gradientSteps)) + half(users, lastSteps)
  );
}

/** Multiply-adds of one forward pass for a pair of user and item, and values of one embedding. */
function netWork({ factors, layers, parts }: Config<'neumf'>): { each: number; width: number } {
  const gmf = parts === 'mlp' ? 0 : factors;
  const mlp = parts === 'gmf' ? 0 : (layers[0] ?? 0) / 2;
  const hidden = parts === 'gmf' ? [] : layers.length > 1 ? layers.slice(1) : layers;
  let inputs = mlp;
  let each = gmf;
  for (const units of hidden) {
    each += inputs * units;
    inputs = units;
  }
  return { each: each + inputs, width: gmf + mlp };
}

/** Times the forward pass that forward, gradient of inputs and gradient of weights take together. */
const passes = 3;

function neumfSeconds(
  config: Config<'neumf'>,
  { users, items, pairs }: FitSize,
  costs: RuntimeCosts,
): number {
  const examples = pairs * (1 + config.negatives);
  const steps = config.epochs * Math.ceil(examples / config.batchSize);
  const { each, width } = netWork(config);
  return (
    steps * (costs.smallStep + (users + items) * 3 * width * costs.copied) +
    config.epochs * examples * (passes * each * costs.dense + 2 * width * costs.value)
  );
}

/** Items drawn from a history each step, and the item itself. */
const embeddings = 13;
/** Operations of a step beside NeuMF's. */
const moreOperations = 4;

function twoTowerSeconds(
  { factors, epochs, batchSize }: Config<'twoTower'>,
  { items, pairs }: FitSize,
  costs: RuntimeCosts,
): number {
  const batch = Math.min(batchSize, pairs);
  const step =
    moreOperations * costs.step +
    2 * items * 3 * factors * costs.copied +
    batch * embeddings * factors * costs.value +
    batch ** 2 * (passes * factors * costs.dense + costs.logit);
  return epochs * Math.ceil(pairs / Math.max(1, batch)) * step;
}
