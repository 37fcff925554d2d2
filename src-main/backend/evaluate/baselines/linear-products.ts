import { SparseRows } from './linear-rows.ts';
import {
  layerOf,
  largest,
  lossOf,
  ridge,
  tolerance,
  type LinearProblem,
  type LinearWeights,
} from './linear-problem.ts';

const mostSteps = 100;
/** Products with the curvature in one step: beyond that the step is taken as far as it is known. */
const mostProducts = 500;

/**
 * What `fitLinear` solves, where its matrix of curvature is too large: Newton's method whose steps are found by conjugate
 * gradients from products with the curvature, a pass over the rows each (Nocedal & Wright 2006, algorithm 7.1; the
 * curvature's diagonal is the preconditioner), in float64. Rows are kept in memory, without their zeros, as far as
 * `memory` bytes go; the rest is read anew each pass.
 */
export async function fitLinearByProducts(
  problem: LinearProblem,
  memory: number,
): Promise<LinearWeights> {
  const { inputs, units, kind } = problem;
  const rows = new SparseRows(problem, memory);
  let weights = new Float64Array((inputs + 1) * units);
  let at = await slopes(problem, rows, weights);
  for (let step = 0; step < mostSteps; step++) {
    const slope = largest(at.gradient);
    if (slope <= tolerance * Math.max(1, at.count)) break;
    // A number's loss is a parabola, solved in one step; others need a step only as exact as the parabola is.
    const share = kind === 'number' ? 0 : Math.min(0.1, Math.sqrt(slope / Math.max(1, at.count)));
    const move = await newtonStep(problem, rows, at, share);
    const falls = move.reduce((sum, value, i) => sum + value * at.gradient[i]!, 0);
    let stride = 1;
    let [tried, next] = [weights, at];
    for (; stride > 1e-6; stride /= 2) {
      tried = weights.map((weight, i) => weight - stride * move[i]!);
      next = await slopes(problem, rows, tried);
      if (next.loss <= at.loss - 1e-4 * stride * falls) break;
    }
    // Rounding hides what a last small step gains: it counts where slopes become smaller.
    if (stride <= 1e-6 && !(largest(next.gradient) < slope)) break;
    [weights, at] = [tried, next];
  }
  return layerOf(weights, inputs, units);
}

type Slopes = {
  loss: number;
  count: number;
  gradient: Float64Array;
  /** Of the curvature. */
  diagonal: Float64Array;
  /** What is expected of each row, [rows, units]: what its curvature follows from. */
  shares: Float64Array;
};

async function slopes(
  { inputs, units, kind }: LinearProblem,
  rows: SparseRows,
  weights: Float64Array,
): Promise<Slopes> {
  const gradient = new Float64Array(weights.length);
  const diagonal = new Float64Array(weights.length);
  let shares = new Float64Array(rows.count * units);
  const outputs = new Float64Array(units);
  let [loss, count] = [0, 0];
  await rows.each((index, value, from, to, target) => {
    outputsOf(weights, index, value, from, to, outputs);
    loss += lossOf(kind, outputs, target);
    if ((count + 1) * units > shares.length) {
      const more = new Float64Array(Math.max(1024, 2 * shares.length, units));
      more.set(shares);
      shares = more;
    }
    shares.set(outputs, count++ * units);
    for (let u = 0; u < units; u++) {
      const slope = outputs[u]! - target[u]!;
      const bend = kind === 'number' ? 1 : outputs[u]! * (1 - outputs[u]!);
      for (let k = from; k < to; k++) {
        const at = index[k]! * units + u;
        gradient[at]! += slope * value[k]!;
        diagonal[at]! += bend * value[k]! ** 2;
      }
    }
  });
  if (kind !== 'number')
    for (let i = 0; i < inputs * units; i++) {
      loss += (ridge / 2) * weights[i]! ** 2;
      gradient[i]! += ridge * weights[i]!;
      diagonal[i]! += ridge;
    }
  return { loss, count, gradient, diagonal, shares };
}

/** x of curvature x = gradient, as near as `share` of the gradient's length (by the diagonal) says. */
async function newtonStep(
  problem: LinearProblem,
  rows: SparseRows,
  { gradient, diagonal, shares, count }: Slopes,
  share: number,
): Promise<Float64Array> {
  const size = gradient.length;
  const x = new Float64Array(size);
  const residual = Float64Array.from(gradient);
  const eased = (i: number): number => (diagonal[i]! > 0 ? residual[i]! / diagonal[i]! : 0);
  const direction = Float64Array.from({ length: size }, (_, i) => eased(i));
  let measure = direction.reduce((sum, value, i) => sum + value * residual[i]!, 0);
  const enough = measure * share ** 2;
  // Some way below what counts as converged, so that the slopes measured anew are.
  const small = 0.1 * tolerance * Math.max(1, count);
  for (let step = 0; step < mostProducts; step++) {
    if (measure <= enough || largest(residual) <= small) break;
    const ahead = await curvatureTimes(problem, rows, shares, direction);
    const bend = direction.reduce((sum, value, i) => sum + value * ahead[i]!, 0);
    if (!(bend > 0)) break;
    const along = measure / bend;
    for (let i = 0; i < size; i++) {
      x[i]! += along * direction[i]!;
      residual[i]! -= along * ahead[i]!;
    }
    let next = 0;
    for (let i = 0; i < size; i++) next += eased(i) * residual[i]!;
    for (let i = 0; i < size; i++) direction[i] = eased(i) + (next / measure) * direction[i]!;
    measure = next;
  }
  return x;
}

async function curvatureTimes(
  { inputs, units, kind }: LinearProblem,
  rows: SparseRows,
  shares: Float64Array,
  direction: Float64Array,
): Promise<Float64Array> {
  const product = new Float64Array(direction.length);
  const outputs = new Float64Array(units);
  let row = 0;
  await rows.each((index, value, from, to) => {
    outputsOf(direction, index, value, from, to, outputs);
    bend(kind, shares.subarray(row * units, (row + 1) * units), outputs);
    row++;
    for (let k = from; k < to; k++) {
      const [at, x] = [index[k]! * units, value[k]!];
      for (let u = 0; u < units; u++) product[at + u]! += x * outputs[u]!;
    }
  });
  if (kind !== 'number')
    for (let i = 0; i < inputs * units; i++) product[i]! += ridge * direction[i]!;
  return product;
}

/** `outputs` times the second derivatives of a row's loss, where these shares are expected. */
function bend(kind: LinearProblem['kind'], shares: Float64Array, outputs: Float64Array): void {
  if (kind === 'number') return;
  if (kind === 'binary') {
    outputs[0]! *= shares[0]! * (1 - shares[0]!);
    return;
  }
  let mean = 0;
  for (let u = 0; u < outputs.length; u++) mean += shares[u]! * outputs[u]!;
  for (let u = 0; u < outputs.length; u++) outputs[u] = shares[u]! * (outputs[u]! - mean);
}

function outputsOf(
  weights: Float64Array,
  index: Int32Array,
  value: Float32Array,
  from: number,
  to: number,
  outputs: Float64Array,
): void {
  const units = outputs.length;
  outputs.fill(0);
  for (let k = from; k < to; k++) {
    const [at, x] = [index[k]! * units, value[k]!];
    for (let u = 0; u < units; u++) outputs[u]! += x * weights[at + u]!;
  }
}
