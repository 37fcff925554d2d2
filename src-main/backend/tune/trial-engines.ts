import type { Checkpoint } from '#shared/engine/tensors.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { Augmentation } from '#shared/model/net/augmentation.ts';
import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import type { TrainSettings } from '#shared/model/net/train-settings.ts';
import type { EngineLease } from '../engines/index.ts';
import { keptWeights, type Training } from '../train/index.ts';
import { deriveSeed } from '#shared/random/index.ts';
import {
  augmentRows,
  gathered,
  inChunks,
  joined,
  type EncodedSet,
  type TableSource,
} from '../features/index.ts';
import { encodedFold, type FoldData } from './fold-data.ts';

type FoldFit = {
  data: FoldData;
  spec: ModelSpec;
  settings: TrainSettings;
  seed: number;
  /** Where the same fit stood when it was given fewer epochs. */
  from: Standing | null;
};
export type Standing = { last: Checkpoint; best: Checkpoint };
/** A fold in an engine: its matrix, labels of its validation rows, rows to learn from, and the values that takes. */
type Loaded = { matrix: string; actual: Float32Array; trainRows: Int32Array; values: number };
type FoldOutcome = { outputs: Float32Array; actual: Float32Array; standing: Standing };

/** Values of all matrices an engine holds at once; beyond them the ones unused longest go. */
const mostValues = 100_000_000;

/** One engine process with the folds it has loaded so far. A crash costs the fit under way; the next gets a new process. */
export class TrialEngine {
  readonly #training: Training;
  readonly #source: TableSource;
  readonly #signal: AbortSignal;
  readonly #pace: () => Promise<void>;
  #lease: EngineLease | null = null;
  /** The loaded folds, the one used last at the end. */
  readonly #loaded = new Map<string, Loaded>();

  constructor(
    training: Training,
    source: TableSource,
    signal: AbortSignal,
    pace: () => Promise<void>,
  ) {
    this.#training = training;
    this.#source = source;
    this.#signal = signal;
    this.#pace = pace;
  }

  /** Fits one network on the training rows of a fold and predicts its validation rows. */
  async fit(job: FoldFit): Promise<FoldOutcome> {
    const { client } = await this.#engine();
    const { data, spec, settings, seed, from } = job;
    const { matrix, actual, trainRows } = await this.#load(data, settings.augmentation, seed);
    const outcome = await client.request('train', {
      ...{ run: matrix, matrix, spec, settings, seed, paused: false },
      ...{ trainRows, validationRows: data.validation },
      ...{ from: from?.last ?? null, best: from?.best ?? null },
    });
    if (outcome.end === 'diverged')
      throw new PortraitError('train_diverged', outcome.diverged ?? { step: 0, value: 'NaN' });
    const weights = keptWeights(settings, outcome);
    const rows = data.validation;
    const { output } = await client.request('predict', { spec, weights, input: { matrix, rows } });
    return { outputs: output, actual, standing: { last: outcome.last, best: outcome.best } };
  }

  release(): void {
    this.#lease?.release();
    this.#lease = null;
  }

  async #engine(): Promise<EngineLease> {
    if (this.#signal.aborted) throw new PortraitError('cancelled');
    if (this.#lease?.client.alive) return this.#lease;
    this.release();
    this.#loaded.clear();
    const lease = await this.#training.leaseEngine(this.#signal);
    this.#lease = lease;
    this.#signal.addEventListener('abort', () => lease.client.kill(), { once: true });
    return lease;
  }

  async #load(
    data: FoldData,
    augmentation: Augmentation | undefined,
    seed: number,
  ): Promise<Loaded> {
    const matrix = `${data.key} ${JSON.stringify(augmentation ?? null)}`;
    const known = this.#loaded.get(matrix);
    if (known !== undefined) {
      this.#loaded.delete(matrix);
      this.#loaded.set(matrix, known);
      return known;
    }
    const { client } = this.#lease!;
    const columns = data.prep.features.length;
    const made = augmentation === undefined ? null : await this.#made(data, augmentation, seed);
    const rows = data.rows.length + (made?.rows ?? 0);
    await this.#makeRoom(rows * columns);
    const { kind, classes } = data.prep.label;
    const targets = kind === 'classes' ? classes.length : 1;
    await client.request('matrix.create', { matrix, rows, columns, targets });
    const labels = new Float32Array(data.rows.length * targets);
    let filled = 0;
    for (const { x, y } of encodedFold(this.#source, data)) {
      labels.set(y, filled);
      filled += y.length;
      await client.request('matrix.append', { matrix, x, y });
    }
    for (const { x, y } of made ? inChunks(made) : [])
      await client.request('matrix.append', { matrix, x, y });
    const actual = new Float32Array(data.validation.length * targets);
    data.validation.forEach((row, at) =>
      actual.set(labels.subarray(row * targets, (row + 1) * targets), at * targets),
    );
    const places = Array.from({ length: made?.rows ?? 0 }, (_, at) => data.rows.length + at);
    const trainRows = made ? Int32Array.from([...data.train, ...places]) : data.train;
    const loaded = { matrix, actual, trainRows, values: rows * columns };
    this.#loaded.set(matrix, loaded);
    return loaded;
  }

  async #made(data: FoldData, augmentation: Augmentation, seed: number): Promise<EncodedSet> {
    const chunks = await gathered(encodedFold(this.#source, data), this.#pace);
    const learnt = rowsOf(joined(chunks, data.rows.length), data.train);
    const own = deriveSeed(seed, 'augmentation');
    return augmentRows(data.prep, augmentation, learnt, own, this.#pace);
  }

  async #makeRoom(values: number): Promise<void> {
    let held = [...this.#loaded.values()].reduce((sum, one) => sum + one.values, values);
    for (const { matrix, values: own } of [...this.#loaded.values()]) {
      if (held <= mostValues) return;
      held -= own;
      this.#loaded.delete(matrix);
      await this.#lease!.client.request('matrix.drop', { matrix });
    }
  }
}

/** Some rows of a set, in that order. */
function rowsOf({ x, y, rows }: EncodedSet, wanted: Int32Array): EncodedSet {
  const of = (from: Float32Array): Float32Array => {
    const width = from.length / rows;
    const to = new Float32Array(wanted.length * width);
    wanted.forEach((row, at) => to.set(from.subarray(row * width, (row + 1) * width), at * width));
    return to;
  };
  return { x: of(x), y: of(y), rows: wanted.length };
}
