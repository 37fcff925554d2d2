import { z } from 'zod';
import type { NamedTensor } from '#shared/engine/tensors.ts';
import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import type { ModelSpec } from '#shared/model/model-spec.ts';
import { shapeModel } from '#shared/model/model-shape.ts';
import { trainSettings, type TrainSettings } from '#shared/model/train-settings.ts';
import { deriveSeed } from '#shared/random/index.ts';
import { encodedChunks, splitRows, type Stored } from '../features/index.ts';
import type { SilentJob } from '../training/index.ts';
import { fitLinear, linearWork } from './linear-fit.ts';
import type { Network, Predictor } from './predictions.ts';

export type Trainer = Predictor & { fitOnce(job: SilentJob): Promise<NamedTensor[]> };

const wantedSteps = 3000;
const batchSize = 128;
/** Fewer leave a number label of a few hundred rows short of least squares: a weak baseline flatters the model. */
const mostEpochs = 1500;
/** Values encoded in one go: small enough that the backend answers in between. */
const batchValues = 100_000;

/**
 * Scores of the predictor that knows no features, [rows, units]: the classes' shares of the training part, or the mean
 * (which is where number labels are centred).
 */
export function constantScores(
  { prep, classCounts, rows }: FeaturesOutput,
  count: number,
): Float32Array {
  const { kind, classes, offset } = prep.label;
  if (kind === 'number') return new Float32Array(count).fill(offset);
  const shares = classes.map(
    (value) => (classCounts.find((row) => row.value === value)?.train ?? 0) / rows.train,
  );
  if (kind === 'binary') return new Float32Array(count).fill(shares[1] ?? 0);
  return Float32Array.from(
    { length: count * shares.length },
    (_, at) => shares[at % shares.length] ?? 0,
  );
}

/** Multiply-adds of one pass over the rows from which on Newton's method would take minutes. */
const mostWork = 5e9;
/** Multiply-adds between two looks at what else is to be done. */
const sliceWork = 2e7;

/**
 * Logistic (or softmax, or linear) regression of the encoded features, solved to convergence (see fitLinear). Where that
 * would take minutes, a network without hidden layers is trained instead, some 3,000 steps of Adam with the learning rate
 * falling to nothing. Fitted once for each features result.
 */
export async function linearBaseline(
  workspace: Stored,
  training: Trainer,
  features: FeaturesOutput,
  address: string,
  { signal, pace }: { signal: AbortSignal; pace: () => Promise<void> },
): Promise<Network> {
  const spec = shapeModel({ layers: [], output: 'auto' }, features.prep);
  const known = storedWeights(workspace, address);
  if (known !== undefined) return { spec, weights: known };
  const { train } = splitRows(workspace, features);
  const work = linearWork(train.length, spec.inputs, spec.output.units);
  const weights =
    work <= mostWork
      ? await solved(workspace, features, train, spec, pace)
      : await training.fitOnce({
          spec,
          settings: settingsFor(train.length),
          seed: deriveSeed(0, address),
          rows: features.table.rows,
          chunks: encodedChunks(workspace, features, {
            batch: Math.max(16, Math.floor(batchValues / spec.inputs)),
          }),
          trainRows: train,
          validationRows: new Int32Array(0),
          signal,
        });
  storeWeights(workspace, address, weights);
  return { spec, weights };
}

async function solved(
  workspace: Stored,
  features: FeaturesOutput,
  train: Int32Array,
  { inputs, output: { units } }: ModelSpec,
  pace: () => Promise<void>,
): Promise<NamedTensor[]> {
  const learnt = new Uint8Array(features.table.rows);
  for (const row of train) learnt[row] = 1;
  const batch = Math.max(1, Math.min(2000, Math.floor(sliceWork / linearWork(1, inputs, units))));
  const { kernel, bias } = await fitLinear({
    ...{ inputs, units, pace },
    kind: features.prep.label.kind,
    *chunks() {
      for (const { first, x, y } of encodedChunks(workspace, features, { batch })) {
        for (let at = 0; at < y.length; at++)
          if (learnt[first + Math.floor(at / units)] !== 1) y[at] = NaN;
        yield { x, y };
      }
    },
  });
  return [
    { name: 'output/kernel', shape: [inputs, units], data: kernel },
    { name: 'output/bias', shape: [units], data: bias },
  ];
}

function settingsFor(rows: number): TrainSettings {
  const stepsPerEpoch = Math.ceil(rows / batchSize);
  return trainSettings.parse({
    optimizer: { type: 'adam' },
    learningRate: 0.01,
    schedule: { type: 'cosine' },
    batchSize,
    epochs: Math.min(mostEpochs, Math.max(2, Math.ceil(wantedSteps / stepsPerEpoch))),
    histograms: false,
  });
}

const storedTensors = z.array(
  z.object({ name: z.string(), shape: z.array(z.number()), data: z.base64() }),
);

function storedWeights({ db }: Stored, address: string): NamedTensor[] | undefined {
  const text = db
    .prepare<[string], string>('SELECT weights FROM baselines WHERE features = ?')
    .pluck()
    .get(address);
  if (text === undefined) return undefined;
  return storedTensors.parse(JSON.parse(text)).map(({ name, shape, data }) => ({
    name,
    shape,
    data: new Float32Array(Uint8Array.from(Buffer.from(data, 'base64')).buffer),
  }));
}

const mostStored = 100;

function storeWeights({ db }: Stored, address: string, weights: NamedTensor[]): void {
  const tensors = weights.map(({ name, shape, data }) => ({
    name,
    shape,
    data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64'),
  }));
  db.prepare('INSERT OR REPLACE INTO baselines VALUES (?, ?)').run(
    address,
    JSON.stringify(tensors),
  );
  db.prepare(
    `DELETE FROM baselines WHERE rowid NOT IN
       (SELECT rowid FROM baselines ORDER BY rowid DESC LIMIT ${mostStored})`,
  ).run();
}
