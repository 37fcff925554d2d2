import type { ModelSpec, OutputSpec } from '../model/model-spec.ts';
import { activations, type ActivationFunction } from './activations.ts';
import { softmax } from './layers/output.ts';
import { layoutOf, type Layout } from './layout.ts';
import { tensor, type FlatWeights } from './predictor.ts';

/**
 * What each feature adds to one output of the net, as against the baseline, and how far their sum is from the whole
 * difference (`gap`: an error of the integral, not of the net).
 */
export type Attribution = { effects: Float64Array; difference: number; gap: number };

export type Attributor = (features: ArrayLike<number>, unit: number) => Attribution;

type Vector = Float64Array<ArrayBuffer>;
/**
 * A layer after the first one; `forward` keeps what `backward` needs until the next call. The first is gone through once a
 * row, since the way stays straight in it: made for many rows.
 */
type Link = { forward(input: Vector): Vector; backward(slope: Vector): Vector };

/** Pieces the way is begun with, and the shortest one is ever cut into, as shares of the way. */
const fewestPieces = 16;
const shortest = 2 ** -14;

/**
 * Integrated gradients (Sundararajan, Taly and Yan 2017) of the net's outputs in float64, along the straight way from
 * `baseline` to a row: feature i adds (x_i - b_i) times the mean slope of the output on that way, by the midpoint rule. A
 * piece of the way whose effects are more than its share of `tolerance` off the difference of the output over it, as where
 * an activation has a corner, is cut in two.
 */
export function createAttributor(
  spec: ModelSpec,
  weights: FlatWeights,
  baseline: ArrayLike<number>,
  tolerance: number,
): Attributor {
  const { first, links, output } = compile(spec, weights);
  const chain = [...links, output];
  const backwards = chain.toReversed();
  const run = (sums: Vector): Vector => chain.reduce((value, link) => link.forward(value), sums);
  const start = Float64Array.from(baseline);
  const startSums = first.forward(start);
  const seed = new Float64Array(spec.output.units);
  return (features, unit) => {
    const way = start.map((value, at) => (features[at] ?? NaN) - value);
    const change = first.along(way);
    const sumsAt = (share: number): Vector =>
      startSums.map((value, at) => value + share * (change[at] ?? NaN));
    const outputAt = (share: number): number => run(sumsAt(share))[unit] ?? NaN;
    seed.fill(0);
    seed[unit] = 1;
    const ends = Array.from({ length: fewestPieces + 1 }, (_, at) => {
      const share = at / fewestPieces;
      return { share, value: outputAt(share) };
    });
    const slopes = new Float64Array(startSums.length);
    let [done, gap] = [ends.shift() ?? { share: 0, value: NaN }, 0];
    const difference = (ends.at(-1)?.value ?? NaN) - done.value;
    // `ends` are the pieces still to go, the nearest first.
    for (let end = ends[0]; end !== undefined; end = ends[0]) {
      const length = end.share - done.share;
      run(sumsAt(done.share + length / 2));
      const slope = backwards.reduce<Vector>((back, link) => link.backward(back), seed);
      const gained = slope.reduce((sum, value, at) => sum + value * (change[at] ?? NaN), 0);
      const off = gained * length - (end.value - done.value);
      if (Math.abs(off) > tolerance * length && length > shortest) {
        const share = done.share + length / 2;
        ends.unshift({ share, value: outputAt(share) });
        continue;
      }
      for (let at = 0; at < slopes.length; at++) {
        slopes[at] = (slopes[at] ?? NaN) + length * (slope[at] ?? NaN);
      }
      gap += off;
      done = end;
      ends.shift();
    }
    const effects = first.backward(slopes).map((slope, at) => slope * (way[at] ?? NaN));
    return { effects, difference, gap };
  };
}

type First = {
  forward(input: Vector): Vector;
  /** The same without the bias: what the sums change by along a way. */
  along(way: Vector): Vector;
  backward(slope: Vector): Vector;
};

/** The net as a first affine layer, which the way stays straight through, and links that may bend. */
function compile(
  spec: ModelSpec,
  weights: FlatWeights,
): { first: First; links: Link[]; output: Link } {
  const layout = layoutOf(spec);
  const last = {
    kernel: tensor(layout.trainable[layout.output.kernel], weights),
    bias: tensor(layout.trainable[layout.output.bias], weights),
  };
  const chain = layout.layers.flatMap((plan) => linksOf(plan, layout, weights));
  chain.push(affine(last.kernel, last.bias));
  const [head, ...links] = chain;
  if (head === undefined) throw new RangeError('a net without layers');
  const zero = head.forward(new Float64Array(spec.inputs));
  const first: First = {
    forward: (input) => Float64Array.from(head.forward(input)),
    along: (way) => head.forward(way).map((value, at) => value - (zero[at] ?? NaN)),
    backward: (slope) => head.backward(slope),
  };
  return { first, links, output: outputLink(spec.output) };
}

function linksOf(
  plan: Layout['layers'][number],
  { trainable, moving }: Layout,
  weights: FlatWeights,
): Link[] {
  if (plan.type === 'dropout') return [];
  if (plan.type === 'dense') {
    const kernel = tensor(trainable[plan.kernel], weights);
    const bias = tensor(trainable[plan.bias], weights);
    return [affine(kernel, bias), bend(activations[plan.spec.activation])];
  }
  const gamma = tensor(trainable[plan.gamma], weights);
  const beta = tensor(trainable[plan.beta], weights);
  const mean = tensor(moving[plan.mean], weights);
  const factor = tensor(moving[plan.variance], weights).map(
    (variance, unit) => (gamma[unit] ?? NaN) / Math.sqrt(variance + plan.spec.epsilon),
  );
  return [
    {
      forward: (input) =>
        input.map(
          (x, unit) => (x - (mean[unit] ?? NaN)) * (factor[unit] ?? NaN) + (beta[unit] ?? NaN),
        ),
      backward: (slope) => slope.map((value, unit) => value * (factor[unit] ?? NaN)),
    },
  ];
}

/** input [in] times kernel [in][units] plus bias. */
function affine(kernel: Vector, bias: Vector): Link {
  const units = bias.length;
  const inputs = kernel.length / units;
  return {
    forward(input) {
      const out = Float64Array.from(bias);
      for (let row = 0; row < inputs; row++) {
        const x = input[row] ?? NaN;
        if (x === 0) continue;
        const from = row * units;
        for (let unit = 0; unit < units; unit++) {
          out[unit] = (out[unit] ?? NaN) + x * (kernel[from + unit] ?? NaN);
        }
      }
      return out;
    },
    backward(slope) {
      const out = new Float64Array(inputs);
      for (let row = 0; row < inputs; row++) {
        const from = row * units;
        let sum = 0;
        for (let unit = 0; unit < units; unit++) {
          sum += (kernel[from + unit] ?? NaN) * (slope[unit] ?? NaN);
        }
        out[row] = sum;
      }
      return out;
    },
  };
}

function bend({ value, slope }: ActivationFunction): Link {
  let slopes: Vector = new Float64Array();
  return {
    forward(input) {
      const out = input.map(value);
      slopes = input.map((z, at) => slope(z, out[at] ?? NaN));
      return out;
    },
    backward: (back) => back.map((b, at) => b * (slopes[at] ?? NaN)),
  };
}

function outputLink({ activation }: OutputSpec): Link {
  if (activation !== 'softmax') return bend(activations[activation]);
  let shares: Vector = new Float64Array();
  return {
    forward(input) {
      shares = Float64Array.from(softmax([...input]));
      return shares;
    },
    // dp_k/dz_j = p_k ((j = k) - p_j), summed over k by the slopes.
    backward(back) {
      const mean = shares.reduce((sum, p, at) => sum + p * (back[at] ?? NaN), 0);
      return shares.map((p, at) => p * ((back[at] ?? NaN) - mean));
    },
  };
}
