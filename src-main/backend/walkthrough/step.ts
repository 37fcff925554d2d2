import type { z } from 'zod';
import type { Checkpoint, NamedTensor } from '#shared/engine/tensors.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import {
  mostRows,
  type PackedTensor,
  type walkthrough,
  type WalkStepAnswer,
  type WalkthroughOutput,
  type WalkWeights,
} from '#shared/model/cells/walkthrough.ts';
import { batchRows, stepsPerEpoch } from '#shared/network/epoch-order.ts';
import { floatText } from '#shared/wire/float-text.ts';
import { learningRateAt } from '#shared/network/schedule.ts';
import { createRowEncoder, partRows, rawRows } from '../features/index.ts';
import type { Workspace } from '../storage/index.ts';
import { recordedLoss } from './recorded-loss.ts';

type Asked = z.infer<(typeof walkthrough)['queries']['step']['input']>;
type Feed = (typeof walkthrough)['queries']['feed'];

/** What a walk through a run or a model reads from. */
export type WalkSource = {
  workspace: Workspace;
  output: WalkthroughOutput;
  features: FeaturesOutput;
};

/** Throws `split_empty` where nothing can be learnt from, `walk_no_row`, `walk_no_step`, `walk_large_batch`, and `not_found` where the run is gone. */
export function stepOf(source: WalkSource, { weights, rows }: Asked): WalkStepAnswer {
  const { workspace, output, features } = source;
  if (output.trainRows === 0) throw new PortraitError('split_empty', { part: 'train' });
  const { training } = output;
  const checkpoint = weights.type === 'step' ? null : checkpointOf(source, weights);
  const taken = takenBefore(output, weights, checkpoint);
  const perEpoch = stepsPerEpoch(output.trainRows, training.batchSize);
  const batch = batchOf(source, taken);
  const positions = rows === 'batch' ? batch : rows.map((number) => number - 1);
  if (positions.length > mostRows) {
    throw new PortraitError('walk_large_batch', { rows: positions.length, most: mostRows });
  }
  const beyond = positions.find((position) => position >= features.table.rows);
  if (beyond !== undefined) {
    throw new PortraitError('walk_no_row', { row: beyond + 1, rows: features.table.rows });
  }
  const losses = output.run === null ? undefined : workspace.runs.losses(output.run);
  return {
    step: taken + 1,
    epoch: Math.floor(taken / perEpoch) + 1,
    stepInEpoch: (taken % perEpoch) + 1,
    learningRate: learningRateAt(training, taken, perEpoch),
    batchNumbers: batch.slice(0, mostRows).map((position) => position + 1),
    numbers: positions.map((position) => position + 1),
    ...encoded(source, positions),
    stored: checkpoint && { weights: packed(checkpoint.weights), slots: packed(checkpoint.slots) },
    recorded: recordedLoss(losses, taken + 1),
  };
}

/** The batches of the steps from `first` (counted from 1) on, as far as the run went. */
export function feedOf(
  source: WalkSource,
  { first, count }: z.infer<Feed['input']>,
): z.infer<Feed['output']> {
  const { training, trainRows } = source.output;
  const perEpoch = stepsPerEpoch(trainRows, training.batchSize);
  const steps = Array.from({ length: count }, (_, index) => {
    const taken = first - 1 + index;
    const positions = batchOf(source, taken);
    const { x, y } = encoded(source, positions);
    const learningRate = learningRateAt(training, taken, perEpoch);
    return { rows: positions.length, learningRate, x, y };
  });
  return { steps };
}

/** A run goes from step to step; a model has only its beginning. */
function takenBefore(
  { steps }: WalkthroughOutput,
  weights: WalkWeights,
  checkpoint: Checkpoint | null,
): number {
  if (weights.type !== 'step') return checkpoint?.step ?? 0;
  if (weights.step > Math.max(1, steps)) {
    throw new PortraitError('walk_no_step', { step: weights.step, steps });
  }
  return weights.step - 1;
}

function checkpointOf(
  { workspace, output }: WalkSource,
  { type }: Exclude<WalkWeights, { type: 'step' }>,
): Checkpoint {
  const found = output.run === null ? undefined : workspace.runs.checkpoint(output.run, type);
  if (found === undefined) throw new PortraitError('train_no_checkpoint');
  return found;
}

function batchOf({ workspace, output, features }: WalkSource, taken: number): number[] {
  const { seed, training } = output;
  const trainRows = partRows(workspace, features, 'train');
  return [...batchRows({ trainRows, batchSize: training.batchSize, seed }, taken)];
}

function encoded(
  { workspace, features }: WalkSource,
  positions: readonly number[],
): Pick<WalkStepAnswer, 'raw' | 'x' | 'y'> {
  const raw = rawRows(workspace, features.table, positions);
  const encoder = createRowEncoder(workspace, features);
  return { raw, x: floatText(encoder.features(raw, positions)), y: floatText(encoder.labels(raw)) };
}

function packed(tensors: readonly NamedTensor[]): PackedTensor[] {
  return tensors.map(({ name, shape, data }) => ({ name, shape, data: floatText(data) }));
}
