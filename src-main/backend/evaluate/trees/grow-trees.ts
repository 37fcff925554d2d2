import { createRandom } from '#shared/random/index.ts';
import { boost, boostedScore, type Derivatives } from '#shared/trees/boost.ts';
import { lossOf } from '../baselines/linear-problem.ts';
import type { TreesTask } from './messages.ts';

const settings = {
  ...{ trees: 300, rate: 0.1 },
  limits: { leaves: 16, rows: 10, curvature: 1e-3, ridge: 5 },
};
/** Rounds of trees without a gain on the rows kept aside, until growing ends. */
const patience = 30;
/** Rows of which one is kept aside. */
const asideOf = 10;

/**
 * Gradient boosted trees: at most 300 of 16 leaves for each unit, a tenth of each taken, and as many as do best on a
 * tenth of the rows, which no tree learns from. Those are drawn by a fixed seed: the same rows give the same trees. Gives
 * what is expected of each part's rows, [rows, units]: the number, the second class's probability, or each class's; 0 of a
 * class that no row is of.
 */
export async function growTrees(
  task: TreesTask,
  pace: () => Promise<void>,
): Promise<Float32Array[]> {
  const { kind, columns, units, parts } = task;
  const { learnt, aside } = divided(task);
  const rows = learnt.y.length / units;
  const derivatives: Derivatives = (scores, gradients, curvatures) => {
    eachRow(learnt.y, scores, task, (row, expected, target) => {
      for (let unit = 0; unit < units; unit++) {
        const own = expected[unit]!;
        gradients[unit * rows + row] = own - target[unit]!;
        curvatures[unit * rows + row] = kind === 'number' ? 1 : own * (1 - own);
      }
    });
  };
  const models = await boost({
    ...{ x: learnt.x, columns, derivatives, pace, ...settings },
    bases: basesOf(task),
    check: { x: aside.x, patience, worth: (scores) => eachRow(aside.y, scores, task) },
  });
  const outputs = new Float64Array(units);
  const unknown = new Float32Array(units);
  return parts.map((x) => {
    const told = new Float32Array((x.length / columns) * units);
    for (let row = 0; row * columns < x.length; row++) {
      models.forEach((model, unit) => (outputs[unit] = boostedScore(model, x, row * columns)));
      lossOf(kind, outputs, unknown);
      told.set(outputs, row * units);
    }
    return told;
  });
}

type Rows = TreesTask['train'];

/** The rows to learn from and those kept aside, in their order. */
function divided({ columns, units, train }: TreesTask): { learnt: Rows; aside: Rows } {
  const { next } = createRandom(1);
  const [learnt, aside]: [number[], number[]] = [[], []];
  for (let row = 0; row * units < train.y.length; row++)
    (next() * asideOf < 1 ? aside : learnt).push(row);
  const taken = (values: Float32Array, of: readonly number[], width: number): Float32Array => {
    const own = new Float32Array(of.length * width);
    of.forEach((row, at) => own.set(values.subarray(row * width, (row + 1) * width), at * width));
    return own;
  };
  const rows = (of: readonly number[]): Rows => ({
    x: taken(train.x, of, columns),
    y: taken(train.y, of, units),
  });
  return { learnt: rows(learnt), aside: rows(aside) };
}

/** Scores that expect of every row what all rows are on average. */
function basesOf({ kind, units, train }: TreesTask): number[] {
  const means = Array.from({ length: units }, (_, unit) => {
    let sum = 0;
    for (let at = unit; at < train.y.length; at += units) sum += train.y[at]!;
    return sum / (train.y.length / units);
  });
  if (kind === 'number') return means;
  return means.map((share) => Math.log(share) - (kind === 'binary' ? Math.log1p(-share) : 0));
}

/** Mean loss of rows with these scores, [units, rows]; `visit` is told what is expected of each row. */
function eachRow(
  y: Float32Array,
  scores: Float64Array,
  { kind, units }: TreesTask,
  visit?: (row: number, expected: Float64Array, target: Float32Array) => void,
): number {
  const rows = y.length / units;
  const expected = new Float64Array(units);
  const target = new Float32Array(units);
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    for (let unit = 0; unit < units; unit++) {
      expected[unit] = scores[unit * rows + row]!;
      target[unit] = y[row * units + unit]!;
    }
    sum += lossOf(kind, expected, target);
    visit?.(row, expected, target);
  }
  return sum / rows;
}
