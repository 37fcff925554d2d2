import type { Address } from '#shared/model/ids.ts';
import type { NamedTensor } from '#shared/engine/tensors.ts';
import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import { shapeModel } from '#shared/model/net/model-shape.ts';
import { encodedChunks, splitRows, type Stored } from '../../features/index.ts';
import { fitLinear, linearWork } from './linear-fit.ts';
import { fitLinearByProducts } from './linear-products.ts';
import type { LinearProblem } from './linear-problem.ts';
import { inLabelUnit, type Network } from '../predictions.ts';
import { storedBaseline, storeBaseline } from './stored-baselines.ts';
import { fitTrees, type TreeScores } from '../trees/fit-trees.ts';

/**
 * Scores of the predictor that knows no features, [rows, units]: the classes' shares of the training part, or the mean
 * (which is where number labels are centred).
 */
export function constantScores(
  { prep, classCounts, rows }: FeaturesOutput,
  count: number,
): Float64Array {
  const { kind, classes, offset } = prep.label;
  if (kind === 'number') return new Float64Array(count).fill(offset);
  const shares = classes.map(
    (value) => (classCounts.find((row) => row.value === value)?.train ?? 0) / rows.train,
  );
  if (kind === 'binary') return new Float64Array(count).fill(shares[1]!);
  return Float64Array.from(
    { length: count * shares.length },
    (_, at) => shares[at % shares.length]!,
  );
}

/** Multiply-adds of one pass over the rows from which on products with the curvature are faster than the curvature. */
const mostWork = 5e9;
/** Multiply-adds between two looks at what else is to be done. */
const sliceWork = 2e7;
/** Values encoded in one go: small enough that the backend answers in between. */
const batchValues = 100_000;
/** Bytes of encoded rows kept while products are taken. */
const rowMemory = 1e9;

/**
 * Logistic (or softmax, or linear) regression of the encoded features, solved to convergence: see fitLinear, and
 * fitLinearByProducts for many rows and columns. Fitted once for each features result.
 */
export async function linearBaseline(
  workspace: Stored,
  features: FeaturesOutput,
  address: Address,
  { pace }: { pace: () => Promise<void> },
): Promise<Network> {
  const spec = shapeModel({ layers: [], output: 'auto' }, features.prep);
  const { train } = splitRows(workspace, features);
  const large = linearWork(train.length, spec.inputs, spec.output.units) > mostWork;
  // Large ones were once trained by steps that did not converge.
  const stored = large ? `${address} converged` : address;
  const known = storedBaseline(workspace, stored);
  if (known !== undefined) return { spec, weights: known };
  const weights = await solved(workspace, features, { train, large }, spec, pace);
  storeBaseline(workspace, stored, weights);
  return { spec, weights };
}

async function solved(
  workspace: Stored,
  features: FeaturesOutput,
  { train, large }: { train: Int32Array; large: boolean },
  { inputs, output: { units } }: ModelSpec,
  pace: () => Promise<void>,
): Promise<NamedTensor[]> {
  const learnt = new Uint8Array(features.table.rows);
  for (const row of train) learnt[row] = 1;
  const slice = large ? batchValues / inputs : sliceWork / linearWork(1, inputs, units);
  const batch = Math.max(1, Math.min(2000, Math.floor(slice)));
  const problem: LinearProblem = {
    ...{ inputs, units, pace },
    kind: features.prep.label.kind,
    *chunks() {
      for (const { first, x, y } of encodedChunks(workspace, features, { batch })) {
        for (let at = 0; at < y.length; at++)
          if (learnt[first + Math.floor(at / units)] !== 1) y[at] = NaN;
        yield { x, y };
      }
    },
  };
  const { kernel, bias } = large
    ? await fitLinearByProducts(problem, rowMemory)
    : await fitLinear(problem);
  return [
    { name: 'output/kernel', shape: [inputs, units], data: kernel },
    { name: 'output/bias', shape: [units], data: bias },
  ];
}

/**
 * Scores of boosted trees for the validation and the test part, [rows, units]. Grown once for each features result.
 * @throws trees_too_large, cancelled
 */
export async function treeBaseline(
  workspace: Stored,
  features: FeaturesOutput,
  address: Address,
  { signal, pace }: { signal: AbortSignal; pace: () => Promise<void> },
): Promise<{ validation: Float64Array; test: Float64Array }> {
  const { label } = features.prep;
  // Once kept under `trees/`, grown by another library.
  const key = `boosted/${address}`;
  const [validation, test] = storedBaseline(workspace, key) ?? [];
  const told = (scores: TreeScores): { validation: Float64Array; test: Float64Array } => ({
    validation: inLabelUnit(label, scores.validation),
    test: inLabelUnit(label, scores.test),
  });
  if (validation && test) return told({ validation: validation.data, test: test.data });
  const scores = await fitTrees(workspace, features, signal, pace);
  storeBaseline(workspace, key, [
    { name: 'validation', shape: [scores.validation.length], data: scores.validation },
    { name: 'test', shape: [scores.test.length], data: scores.test },
  ]);
  return told(scores);
}
