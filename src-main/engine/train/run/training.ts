import { setImmediate as breathe } from 'node:timers/promises';
import type { Checkpoint } from '#shared/engine/tensors.ts';
import type { TrainEvent, TrainOutcome, TrainRequest } from '#shared/engine/training.ts';
import {
  keepsHistograms,
  type EngineInfo,
  type RunEnd,
  type RunMetrics,
} from '#shared/model/run.ts';
import type { Matrix } from '../../matrix/matrix.ts';
import { ChunkSize } from '../../runtime/chunk-size.ts';
import { judge, shouldStop, watchedValue } from './early-stopping.ts';
import { stepsPerEpoch } from '#shared/network/epoch-order.ts';
import { epochFeed } from './epoch-feed.ts';
import { evaluateRows, metricsOf, type BatchEvaluator } from '../evaluators/evaluator.ts';
import { namedSlots, namedWeights, type FlatState } from '../step/flat-state.ts';
import { layerHistograms } from '../histograms.ts';
import type { Layout } from '#shared/network/layout.ts';
import type { OptimizerRule } from '../step/optimizers.ts';
import type { RunControl } from './run-control.ts';
import { learningRateAt } from '#shared/network/schedule.ts';
import type { EpochFeed, RunnerState, StepRunner } from '../runners/step-runner.ts';

/** A chunk of work between two looks at the messages, in milliseconds; 50 is promised. */
const chunkMs = 35;
/** A checkpoint at least this often. */
const checkpointMs = 10_000;

export type TrainingParts = {
  request: TrainRequest;
  matrix: Matrix;
  layout: Layout;
  rule: OptimizerRule;
  runner: StepRunner;
  evaluator: BatchEvaluator;
  control: RunControl;
  engine: () => EngineInfo;
  captureMs: number;
  emit: (event: TrainEvent) => void;
  /** Milliseconds, always growing. */
  now: () => number;
};

class Stopped extends Error {}

class Diverged extends Error {
  readonly at: NonNullable<TrainOutcome['diverged']>;
  constructor(step: number, value: number | undefined) {
    super('diverged');
    this.at = { step, value: String(value) };
  }
}

/** A chunk that was taken, with what is needed to take it, or a part of it, once more. */
type Chunk = { epoch: number; first: number; count: number; feed: EpochFeed; sums: number[] };

/** Runs a training from its first or saved step to its end, emitting events on the way. */
export class Training {
  #parts: TrainingParts;
  #stepsPerEpoch: number;
  #epoch: number;
  #inEpoch: number;
  #sums: number[];
  #watched: Checkpoint['best'];
  #best: Checkpoint | null;
  #last: Checkpoint | null = null;
  #chunk = new ChunkSize(chunkMs);
  #savedAt: number;
  #previous: Chunk | null = null;
  #feed: EpochFeed = { order: new Int32Array(0), rates: new Float32Array(0) };

  constructor(parts: TrainingParts) {
    const { request, now } = parts;
    this.#parts = parts;
    this.#stepsPerEpoch = stepsPerEpoch(request.trainRows.length, request.settings.batchSize);
    this.#epoch = request.from?.epoch ?? 0;
    this.#inEpoch = request.from?.stepInEpoch ?? 0;
    this.#sums = request.from?.sums ?? [0, 0];
    this.#watched = request.from?.best ?? null;
    this.#best = request.best ?? null;
    this.#savedAt = now();
  }

  async run(): Promise<TrainOutcome> {
    const { layout, emit, engine, captureMs } = this.#parts;
    emit({
      type: 'started',
      engine: engine(),
      stepsPerEpoch: this.#stepsPerEpoch,
      parameters: layout.trainableSize,
      captureMs,
    });
    try {
      const end = await this.#runEpochs();
      return this.#outcome(end, null, await this.#settled(() => this.#read()));
    } catch (thrown) {
      if (!(thrown instanceof Diverged)) throw thrown;
      const last = await this.#settled(() => this.#parts.runner.read());
      return this.#outcome('diverged', thrown.at, last);
    }
  }

  async #runEpochs(): Promise<RunEnd> {
    const { epochs, earlyStopping } = this.#parts.request.settings;
    try {
      for (;;) {
        const between = this.#inEpoch === 0 && this.#watched;
        if (between && shouldStop(earlyStopping, between)) return 'early_stopped';
        if (this.#epoch >= epochs) return 'finished';
        await this.#runEpoch();
      }
    } catch (thrown) {
      if (!(thrown instanceof Stopped)) throw thrown;
      return 'stopped';
    }
  }

  async #runEpoch(): Promise<void> {
    const { request, rule, runner, now } = this.#parts;
    const started = now();
    this.#feed = epochFeed(request, rule, this.#epoch);
    runner.beginEpoch(this.#feed);
    while (this.#inEpoch < this.#stepsPerEpoch) await this.#runChunk(await this.#nextCount());
    await this.#endEpoch(started);
  }

  /** Waits while paused; then how many steps to take. */
  async #nextCount(): Promise<number> {
    const { control, emit } = this.#parts;
    await breathe();
    let told = false;
    for (;;) {
      if (control.stopped) throw new Stopped();
      if (control.takeStep()) return 1;
      if (!control.paused) break;
      if (!told) emit({ type: 'paused', step: this.#step });
      told = true;
      await control.changed();
    }
    if (told) emit({ type: 'resumed', step: this.#step });
    const left = this.#stepsPerEpoch - this.#inEpoch;
    return Math.min(this.#chunk.steps, left, this.#parts.runner.maxSteps);
  }

  async #runChunk(count: number): Promise<void> {
    const { runner, emit, now } = this.#parts;
    const first = this.#inEpoch;
    const firstStep = this.#step;
    const started = now();
    const metrics = await runner.run({ first, count, base: this.#base });
    const ms = now() - started;
    this.#chunk.record(count, ms);
    const losses = new Float32Array(count);
    const scores = new Float32Array(count);
    for (let i = 0; i < count; i++) {
      losses[i] = metrics[i * 2] ?? NaN;
      scores[i] = metrics[i * 2 + 1] ?? NaN;
    }
    const taken = { epoch: this.#epoch, first, count, feed: this.#feed, sums: this.#sums };
    const bad = losses.findIndex((loss) => !Number.isFinite(loss));
    if (bad >= 0) {
      await this.#fallBack(taken, bad);
      throw new Diverged(firstStep + bad, losses[bad]);
    }
    this.#previous = taken;
    this.#advance(metrics, count);
    emit({
      type: 'steps',
      firstStep,
      epoch: this.#epoch + 1,
      losses,
      scores,
      stepsPerSecond: (count * 1000) / Math.max(ms, 1e-3),
    });
    if (now() - this.#savedAt > checkpointMs) this.#save((await this.#read()).state);
  }

  /** Moves on by steps that were taken, adding up what they gave. */
  #advance(metrics: Float32Array, count: number): void {
    let [loss = 0, score = 0] = this.#sums;
    for (let i = 0; i < count; i++) {
      const rows = this.#rowsIn(this.#inEpoch + i);
      loss += metrics[i * 2]! * rows;
      score += metrics[i * 2 + 1]! * rows;
    }
    this.#sums = [loss, score];
    this.#inEpoch += count;
  }

  /**
   * Back to before the step that spoilt the weights: the one before step `bad` of the chunk, whose loss was the
   * first not to be finite.
   */
  async #fallBack(chunk: Chunk, bad: number): Promise<void> {
    this.#parts.runner.undo();
    if (bad > 0) return this.#retake(chunk, bad - 1);
    const previous = this.#previous;
    if (!previous) return this.#retake(chunk, 0);
    this.#parts.runner.undo();
    await this.#retake(previous, previous.count - 1);
  }

  /** Takes the first `count` steps of an undone chunk again. */
  async #retake({ epoch, first, feed, sums }: Chunk, count: number): Promise<void> {
    const { runner } = this.#parts;
    this.#epoch = epoch;
    this.#inEpoch = first;
    this.#sums = sums;
    runner.beginEpoch(feed);
    if (count > 0) this.#advance(await runner.run({ first, count, base: this.#base }), count);
  }

  /** The state, which must be finite: where it is not, the next loss would show it. */
  async #read(): Promise<RunnerState> {
    const read = await this.#parts.runner.read();
    const bad = firstNotFinite(read.state.parameters);
    if (bad === undefined) return read;
    const step = this.#step;
    if (this.#previous) await this.#fallBack(this.#previous, this.#previous.count);
    throw new Diverged(step, bad);
  }

  async #endEpoch(started: number): Promise<void> {
    const { request, layout, emit, now } = this.#parts;
    const { settings, spec, trainRows } = request;
    const { state, gradient } = await this.#read();
    const [loss = 0, score = 0] = this.#sums.map((sum) => sum / trainRows.length);
    const train = metricsOf(spec, loss, score);
    const validation = await this.#validate(state);
    const epoch = this.#epoch + 1;
    const value = watchedValue(settings.earlyStopping, train, validation);
    const { after, improved } = judge(settings.earlyStopping, this.#watched, value, epoch);
    const learningRate = learningRateAt(settings, this.#step - 1, this.#stepsPerEpoch);
    this.#watched = after;
    this.#epoch = epoch;
    this.#inEpoch = 0;
    this.#sums = [0, 0];
    const seconds = (now() - started) / 1000;
    const record = { epoch, step: this.#step, train, validation, learningRate, seconds };
    emit({ type: 'epoch', record });
    if (gradient && keepsHistograms(epoch, settings.epochs)) {
      const layers = layerHistograms(layout, state.parameters, gradient);
      emit({ type: 'histograms', epoch, layers });
    }
    const last = this.#save(state);
    if (!improved) return;
    this.#best = last;
    emit({ type: 'checkpoint', kind: 'best', checkpoint: last });
  }

  async #validate(state: FlatState): Promise<RunMetrics | null> {
    const { request, matrix, layout, evaluator, control } = this.#parts;
    const { spec, validationRows } = request;
    if (validationRows.length === 0) return null;
    const pause = async (): Promise<void> => {
      await breathe();
      if (!control.stopped) return;
      // Before the epoch's last step, so that going on ends the epoch with the gradient that its histograms show.
      if (this.#previous) await this.#fallBack(this.#previous, this.#previous.count);
      throw new Stopped();
    };
    return evaluateRows(spec, layout, evaluator, state, matrix, validationRows, pause);
  }

  #save(state: FlatState): Checkpoint {
    const { layout, rule, emit, now } = this.#parts;
    this.#last = {
      step: this.#step,
      epoch: this.#epoch,
      stepInEpoch: this.#inEpoch,
      weights: namedWeights(layout, state),
      slots: namedSlots(layout, rule.slots, state),
      best: this.#watched,
      sums: this.#sums,
    };
    this.#savedAt = now();
    emit({ type: 'checkpoint', kind: 'last', checkpoint: this.#last });
    return this.#last;
  }

  /** The checkpoint of where the run stands. */
  async #settled(read: () => Promise<RunnerState>): Promise<Checkpoint> {
    const last = this.#last;
    if (last?.step === this.#step && last.stepInEpoch === this.#inEpoch) return last;
    return this.#save((await read()).state);
  }

  #outcome(end: RunEnd, diverged: TrainOutcome['diverged'], last: Checkpoint): TrainOutcome {
    const best = this.#best ?? this.#parts.request.from ?? last;
    return { end, step: this.#step, epoch: this.#epoch, best, last, diverged };
  }

  #rowsIn(step: number): number {
    return Math.min(this.#batch, this.#parts.request.trainRows.length - step * this.#batch);
  }

  get #batch(): number {
    return this.#parts.request.settings.batchSize;
  }

  /** The run's step that is step 0 of this epoch. */
  get #base(): number {
    return this.#epoch * this.#stepsPerEpoch;
  }

  get #step(): number {
    return this.#base + this.#inEpoch;
  }
}

/** Looked for after every epoch: a plain loop takes a tenth of the time of `find`. */
function firstNotFinite(values: Float32Array): number | undefined {
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    if (!Number.isFinite(value)) return value;
  }
  return undefined;
}
