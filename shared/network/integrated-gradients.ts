import type { ModelSpec, OutputSpec } from '../model/net/model-spec.ts';
import { activations, type ActivationFunction } from './activations.ts';
import { softmax } from './layers/output.ts';
import { layoutOf, type Layout } from './layout.ts';
import { tensor, type FlatWeights } from './predictor.ts';

/**
 * What each feature adds to one output of the net, as against the baseline. `gap`: how far their sum is from the whole
 * difference of the two scores, an error of the integral, not of the net; `passes`: how often the net was gone through.
 */
export type Attribution = {
  score: number;
  baselineScore: number;
  effects: Float64Array;
  gap: number;
  passes: number;
};

/** `paced` gives the same and waits now and then: aborting what it waits for ends it. */
export type Attributor = {
  of(features: ArrayLike<number>, unit: number): Attribution;
  paced(features: ArrayLike<number>, unit: number, pace: () => Promise<void>): Promise<Attribution>;
};

type Vector = Float64Array<ArrayBuffer>;
/**
 * A layer after the first one; `forward` keeps what `backward` needs until the next call. The first is gone through once a
 * row, since the way stays straight in it: made for many rows.
 */
type Link = { forward(input: Vector): Vector; backward(slope: Vector): Vector };

/** Pieces the way is begun with, and passes after which none is cut any more. */
const fewestPieces = 16;
const mostPasses = 60_000;
const passesAtATime = 64;

/**
 * Integrated gradients (Sundararajan, Taly and Yan 2017) of the net's outputs in float64, along the straight way from
 * `baseline` to a row: feature i adds (x_i - b_i) times the mean slope of the output on that way, by the midpoint rule. A
 * piece of the way whose effects are more than its share of `tolerance` off the difference of the output over it, as where
 * an activation has a corner, is cut in two. @throws RangeError where a weight is missing, of another size or not finite
 */
export function createAttributor(
  spec: ModelSpec,
  weights: FlatWeights,
  baseline: ArrayLike<number>,
  tolerance: number,
): Attributor {
  const net = compile(spec, weights);
  const start = Float64Array.from(baseline);
  const steps = (features: ArrayLike<number>, unit: number): Steps =>
    alongTheWay(net, start, features, unit, tolerance);
  return {
    of(features, unit) {
      const way = steps(features, unit);
      for (;;) {
        const { done, value } = way.next();
        if (done === true) return value;
      }
    },
    async paced(features, unit, pace) {
      const way = steps(features, unit);
      for (;;) {
        const { done, value } = way.next();
        if (done === true) return value;
        await pace();
      }
    },
  };
}

/** Stops now and then, for whoever has to look up. */
type Steps = Generator<void, Attribution, void>;

function* alongTheWay(
  { first, links, output }: ReturnType<typeof compile>,
  start: Vector,
  features: ArrayLike<number>,
  unit: number,
  tolerance: number,
): Steps {
  const chain = [...links, output];
  const backwards = chain.toReversed();
  const startSums = first.forward(start);
  const way = start.map((value, at) => (features[at] ?? NaN) - value);
  const change = first.along(way);
  let passes = 0;
  const run = (share: number): Vector => {
    passes += 1;
    const sums = startSums.map((value, at) => value + share * (change[at] ?? NaN));
    return chain.reduce((value, link) => link.forward(value), sums);
  };
  const outputAt = (share: number): number => run(share)[unit] ?? NaN;
  // Shorter than this, the error that a corner leaves is itself within the tolerance.
  const shortest = 0.7 * tolerance;
  const seed = new Float64Array(output.units);
  seed[unit] = 1;
  const ends = Array.from({ length: fewestPieces + 1 }, (_, at) => {
    const share = at / fewestPieces;
    return { share, value: outputAt(share) };
  });
  const slopes = new Float64Array(startSums.length);
  const [baselineScore, score] = [ends[0]?.value ?? NaN, ends.at(-1)?.value ?? NaN];
  let [done, gap] = [ends.shift() ?? { share: 0, value: NaN }, 0];
  let breath = passesAtATime;
  // `ends` are the pieces still to go, the nearest first.
  for (let end = ends[0]; end !== undefined; end = ends[0]) {
    if (passes >= breath) {
      breath = passes + passesAtATime;
      yield;
    }
    const length = end.share - done.share;
    run(done.share + length / 2);
    const slope = backwards.reduce<Vector>((back, link) => link.backward(back), seed);
    const gained = slope.reduce((sum, value, at) => sum + value * (change[at] ?? NaN), 0);
    const off = gained * length - (end.value - done.value);
    const rough = Math.abs(off) > Math.max(tolerance * length, 1e-14);
    if (rough && length > shortest && passes < mostPasses) {
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
  return { score, baselineScore, effects, gap, passes };
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
): { first: First; links: Link[]; output: Link & { units: number } } {
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
  return { first, links, output: { ...outputLink(spec.output), units: spec.output.units } };
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
