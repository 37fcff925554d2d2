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
/** Share of a pivot that elimination may leave; less, and the column follows from those before it. */
const dependent = 1e-11;

/** Multiply-adds of one pass over the rows. */
export function linearWork(rows: number, inputs: number, units: number): number {
  return (rows * ((inputs + 1) * units) ** 2) / 2;
}

/**
 * Linear, logistic or softmax regression by Newton's method (Bishop 2006, sections 3.1 and 4.3.3) in float64, from zero
 * to where no weight's slope is more than 1e-8 a row. Numbers are plain least squares; classes carry scikit-learn's
 * ridge (C = 1; the bias is free), without which separable classes have no optimum. Where columns depend on one another
 * the later ones get no step, which changes no prediction.
 */
export async function fitLinear(problem: LinearProblem): Promise<LinearWeights> {
  const { inputs, units } = problem;
  const size = (inputs + 1) * units;
  let weights: Float64Array = new Float64Array(size);
  let at = await derivatives(problem, weights);
  for (let step = 0; step < mostSteps; step++) {
    if (largest(at.gradient) <= tolerance * Math.max(1, at.rows)) break;
    const move = solveSemidefinite(at.curvature, at.gradient, size);
    // Newton's step can overshoot where the loss is far from a parabola: halve until it falls.
    let next = at;
    let tried = weights;
    let stride = 1;
    for (; stride > 1e-6; stride /= 2) {
      tried = weights.map((weight, i) => weight - stride * move[i]!);
      next = await derivatives(problem, tried);
      if (next.loss <= at.loss) break;
    }
    if (stride <= 1e-6) break;
    const done = at.loss - next.loss <= 1e-15 * Math.abs(at.loss);
    [weights, at] = [tried, next];
    if (done) break;
  }
  return layerOf(weights, inputs, units);
}

type Derivatives = {
  loss: number;
  rows: number;
  gradient: Float64Array;
  /** Lower half of [size, size]. */
  curvature: Float64Array;
};

/** Of the loss at these weights: weight (input, unit) at input * units + unit, the biases last. */
async function derivatives(problem: LinearProblem, weights: Float64Array): Promise<Derivatives> {
  const { inputs, units, kind, pace } = problem;
  const size = weights.length;
  const gradient = new Float64Array(size);
  const curvature = new Float64Array(size * size);
  const outputs = new Float64Array(units);
  const bends = new Float64Array(units * units);
  const used = new Int32Array(inputs + 1);
  const values = new Float64Array(inputs + 1);
  let [loss, rows] = [0, 0];
  for (const { x, y } of problem.chunks()) {
    for (let row = 0; row * units < y.length; row++) {
      const target = y.subarray(row * units, (row + 1) * units);
      if (Number.isNaN(target[0]!)) continue;
      rows++;
      let count = 0;
      for (let i = 0; i < inputs; i++) {
        const value = x[row * inputs + i]!;
        if (value === 0) continue;
        used[count] = i;
        values[count++] = value;
      }
      used[count] = inputs;
      values[count++] = 1;
      outputs.fill(0);
      for (let k = 0; k < count; k++)
        for (let u = 0; u < units; u++) outputs[u]! += values[k]! * weights[used[k]! * units + u]!;
      loss += lossOf(kind, outputs, target);
      bendsOf(kind, outputs, bends);
      for (let u = 0; u < units; u++) outputs[u]! -= target[u]!;
      for (let a = 0; a < count; a++)
        for (let u = 0; u < units; u++) {
          const own = used[a]! * units + u;
          gradient[own]! += values[a]! * outputs[u]!;
          for (let b = 0; b <= a; b++)
            for (let v = 0; v < units; v++)
              curvature[own * size + used[b]! * units + v]! +=
                values[a]! * values[b]! * bends[u * units + v]!;
        }
    }
    await pace();
  }
  if (kind !== 'number')
    for (let i = 0; i < inputs * units; i++) {
      loss += (ridge / 2) * weights[i]! ** 2;
      gradient[i]! += ridge * weights[i]!;
      curvature[i * size + i]! += ridge;
    }
  return { loss, rows, gradient, curvature };
}

/** Second derivatives of a row's loss by its outputs, where these are expected: [units, units]. */
function bendsOf(kind: LinearProblem['kind'], shares: Float64Array, bends: Float64Array): void {
  const units = shares.length;
  if (kind !== 'classes') bends[0] = kind === 'number' ? 1 : shares[0]! * (1 - shares[0]!);
  else
    for (let u = 0; u < units; u++)
      for (let v = 0; v < units; v++)
        bends[u * units + v] = shares[u]! * (Number(u === v) - shares[v]!);
}

/**
 * x of A x = b for a positive semidefinite A given by its lower half, which is used up; scaled to a unit diagonal, by
 * L D L', with 0 for unknowns whose pivots vanish.
 */
export function solveSemidefinite(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const scale = Float64Array.from({ length: n }, (_, i) => {
    const own = a[i * n + i]!;
    return own > 0 ? 1 / Math.sqrt(own) : 0;
  });
  const inverse = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = a[i * n + j]! * scale[i]! * scale[j]!;
      for (let k = 0; k < j; k++) {
        if (inverse[k] !== 0) sum -= (a[i * n + k]! * a[j * n + k]!) / inverse[k]!;
      }
      a[i * n + j] = j < i ? sum * inverse[j]! : sum;
    }
    const pivot = a[i * n + i]!;
    inverse[i] = pivot > dependent ? 1 / pivot : 0;
  }
  const x = b.map((value, i) => value * scale[i]!);
  for (let i = 0; i < n; i++) for (let k = 0; k < i; k++) x[i]! -= a[i * n + k]! * x[k]!;
  for (let i = 0; i < n; i++) x[i]! *= inverse[i]!;
  for (let i = n - 1; i >= 0; i--) {
    if (inverse[i] === 0) {
      x[i] = 0;
      continue;
    }
    for (let k = i + 1; k < n; k++) x[i]! -= a[k * n + i]! * x[k]!;
  }
  return x.map((value, i) => value * scale[i]!);
}
