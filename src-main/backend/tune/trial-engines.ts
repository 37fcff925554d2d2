import type { Checkpoint } from '#shared/engine/tensors.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import type { TrainSettings } from '#shared/model/net/train-settings.ts';
import type { EngineLease } from '../engines/index.ts';
import { keptWeights, type Training } from '../train/index.ts';
import type { TableSource } from '../features/index.ts';
import { encodedFold, type FoldData } from './fold-data.ts';

type FoldFit = {
  fold: number;
  spec: ModelSpec;
  settings: TrainSettings;
  seed: number;
  /** Where the same fit stood when it was given fewer epochs. */
  from: Standing | null;
};
export type Standing = { last: Checkpoint; best: Checkpoint };
type FoldOutcome = { outputs: Float32Array; actual: Float32Array; standing: Standing };

/** Values of all matrices an engine holds at once; beyond them the ones unused longest go. */
const mostValues = 100_000_000;

/** One engine process with the folds it has loaded so far. A crash costs the fit under way; the next gets a new process. */
export class TrialEngine {
  readonly #training: Training;
  readonly #source: TableSource;
  readonly #folds: readonly FoldData[];
  readonly #signal: AbortSignal;
  #lease: EngineLease | null = null;
  /** Labels of the validation rows of each loaded fold, the one used last at the end. */
  readonly #loaded = new Map<number, Float32Array>();

  constructor(
    training: Training,
    source: TableSource,
    folds: readonly FoldData[],
    signal: AbortSignal,
  ) {
    this.#training = training;
    this.#source = source;
    this.#folds = folds;
    this.#signal = signal;
  }

  /** Fits one network on the training rows of a fold and predicts its validation rows. */
  async fit(job: FoldFit): Promise<FoldOutcome> {
    const { client } = await this.#engine();
    const data = this.#folds[job.fold]!;
    const matrix = matrixOf(job.fold);
    const actual = await this.#load(job.fold, data);
    const { spec, settings, seed, from } = job;
    const outcome = await client.request('train', {
      ...{ run: matrix, matrix, spec, settings, seed, paused: false },
      ...{ trainRows: data.train, validationRows: data.validation },
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

  async #load(fold: number, data: FoldData): Promise<Float32Array> {
    const known = this.#loaded.get(fold);
    if (known !== undefined) {
      this.#loaded.delete(fold);
      this.#loaded.set(fold, known);
      return known;
    }
    const { client } = this.#lease!;
    const matrix = matrixOf(fold);
    const columns = data.prep.features.length;
    await this.#makeRoom(data.rows.length * columns);
    const { kind, classes } = data.prep.label;
    const targets = kind === 'classes' ? classes.length : 1;
    await client.request('matrix.create', { matrix, rows: data.rows.length, columns, targets });
    const labels = new Float32Array(data.rows.length * targets);
    let filled = 0;
    for (const { x, y } of encodedFold(this.#source, data)) {
      labels.set(y, filled);
      filled += y.length;
      await client.request('matrix.append', { matrix, x, y });
    }
    const actual = new Float32Array(data.validation.length * targets);
    data.validation.forEach((row, at) =>
      actual.set(labels.subarray(row * targets, (row + 1) * targets), at * targets),
    );
    this.#loaded.set(fold, actual);
    return actual;
  }

  async #makeRoom(values: number): Promise<void> {
    const sizeOf = (fold: number): number =>
      this.#folds[fold]!.rows.length * this.#folds[fold]!.prep.features.length;
    let held = [...this.#loaded.keys()].reduce((sum, fold) => sum + sizeOf(fold), values);
    for (const fold of [...this.#loaded.keys()]) {
      if (held <= mostValues) return;
      held -= sizeOf(fold);
      this.#loaded.delete(fold);
      await this.#lease!.client.request('matrix.drop', { matrix: matrixOf(fold) });
    }
  }
}

const matrixOf = (fold: number): string => `fold ${fold}`;
