import type { RunId } from '#shared/model/ids.ts';
import type { RunEvent } from '#shared/contract/runs.ts';
import type { Checkpoint } from '#shared/engine/tensors.ts';
import type { TrainEvent } from '#shared/engine/training.ts';
import type { ErrorData } from '#shared/errors/index.ts';
import type { EpochRecord, LayerHistograms, RunEnd } from '#shared/model/run.ts';
import { finiteOrNull } from '../lib/index.ts';
import type { RunProgress, RunStore } from '../storage/index.ts';
import { LossCurve } from './loss-curve.ts';
import type { RunFeed } from './run-feed.ts';

/** Between two rounds of storing and telling: at most two messages each, and histograms once a second. */
const roundMs = 110;
const slowRoundMs = 1000;
/** Checkpoints up to this size are stored with every round, larger ones once a second. */
const smallCheckpoint = 1 << 20;

export type RecorderParts = {
  run: RunId;
  store: RunStore;
  feed: RunFeed;
  epochs: number;
  /** Steps and seconds of the run that this one goes on from. */
  before: { step: number; seconds: number };
  now: () => number;
  /** Something could not be stored. */
  failed: (error: unknown) => void;
  progress: (position: { step: number; stepsPerEpoch: number }) => void;
};

type StepsEvent = Extract<TrainEvent, { type: 'steps' }>;
/** Steps that watchers were not told of yet. */
type FreshSteps = { step: number[]; loss: number[]; score: number[] };

/** Takes a run's events as they come, stores them, and only then tells whoever watches. */
export class RunRecorder {
  readonly #parts: RecorderParts;
  readonly #curve: LossCurve;
  readonly #timer: ReturnType<typeof setInterval>;
  #epochs: EpochRecord[] = [];
  #histograms: { epoch: number; layers: LayerHistograms[] }[] = [];
  #last: Checkpoint | null = null;
  #best: Checkpoint | null = null;
  #fresh: FreshSteps = { step: [], loss: [], score: [] };
  #step: number;
  #stepsPerEpoch = 0;
  #rate = 0;
  #activeMs = 0;
  #activeSince: number | null = null;
  #slowRound = -Infinity;

  constructor(parts: RecorderParts) {
    this.#parts = parts;
    this.#step = parts.before.step;
    this.#curve = new LossCurve(parts.store.losses(parts.run));
    this.#timer = setInterval(() => this.#round(), roundMs);
  }

  take(event: TrainEvent): void {
    const { run, store, feed, now } = this.#parts;
    if (event.type === 'started') {
      const { engine, stepsPerEpoch, parameters } = event;
      this.#stepsPerEpoch = stepsPerEpoch;
      this.#activeSince = now();
      store.started(run, { engine, stepsPerEpoch, parameters });
      feed.publish({ type: 'started', engine, stepsPerEpoch, parameters });
      feed.publish({ type: 'state', state: 'running', end: null });
    } else if (event.type === 'steps') {
      this.#takeSteps(event);
    } else if (event.type === 'epoch') {
      const record = finite(event.record);
      if (record !== undefined) this.#epochs.push(record);
      this.#step = event.record.step;
    } else if (event.type === 'histograms') {
      this.#histograms.push(event);
    } else if (event.type === 'checkpoint') {
      if (event.kind === 'last') this.#last = event.checkpoint;
      else this.#best = event.checkpoint;
    } else {
      this.#pause(event.type === 'paused');
    }
  }

  /** Stores what is left together with the end, and tells it. */
  end(end: RunEnd, error: ErrorData | null): void {
    clearInterval(this.#timer);
    this.#pauseClock();
    const { run, store, feed } = this.#parts;
    const progress = this.#collect(true);
    try {
      store.end(run, progress, end, error);
      this.#tell(progress);
    } finally {
      feed.publish({ type: 'state', state: 'ended', end });
      feed.close();
    }
  }

  /** Seconds of work so far, pauses left out. */
  seconds(): number {
    const running = this.#activeSince === null ? 0 : this.#parts.now() - this.#activeSince;
    return this.#parts.before.seconds + (this.#activeMs + running) / 1000;
  }

  #takeSteps({ firstStep, losses, scores, stepsPerSecond }: StepsEvent): void {
    losses.forEach((loss, index) => {
      const step = firstStep + index + 1;
      const score = scores[index] ?? NaN;
      this.#curve.add(step, loss, score);
      if (!Number.isFinite(loss)) return;
      this.#fresh.step.push(step);
      this.#fresh.loss.push(loss);
      this.#fresh.score.push(score);
    });
    this.#step = firstStep + losses.length;
    this.#rate = this.#rate === 0 ? stepsPerSecond : this.#rate * 0.8 + stepsPerSecond * 0.2;
  }

  #pause(paused: boolean): void {
    const { run, store, feed, now } = this.#parts;
    if (paused) this.#pauseClock();
    else this.#activeSince ??= now();
    const state = paused ? 'paused' : 'running';
    this.#round();
    store.setState(run, state);
    feed.publish({ type: 'state', state, end: null });
  }

  #pauseClock(): void {
    this.#activeMs += this.#activeSince === null ? 0 : this.#parts.now() - this.#activeSince;
    this.#activeSince = null;
  }

  #round(): void {
    try {
      const { run, store, now } = this.#parts;
      const slow = now() - this.#slowRound >= slowRoundMs;
      if (slow) this.#slowRound = now();
      const progress = this.#collect(slow);
      if (hasNews(progress)) store.record(run, progress);
      this.#tell(progress);
    } catch (error) {
      clearInterval(this.#timer);
      this.#parts.failed(error);
    }
  }

  #collect(slow: boolean): RunProgress {
    const size = (this.#last?.weights ?? []).reduce((sum, { data }) => sum + data.byteLength, 0);
    const store = slow || size <= smallCheckpoint;
    const checkpoints: NonNullable<RunProgress['checkpoints']> = [];
    if (store && this.#last) checkpoints.push({ kind: 'last', checkpoint: this.#last });
    if (store && this.#best) checkpoints.push({ kind: 'best', checkpoint: this.#best });
    if (store) this.#last = this.#best = null;
    const withLosses = checkpoints.length > 0 || (slow && this.#fresh.step.length > 0);
    const histograms = slow ? this.#histograms : [];
    const progress: RunProgress = {
      epochs: this.#epochs,
      histograms,
      checkpoints,
      losses: withLosses ? this.#curve.points() : undefined,
      step: this.#step,
      seconds: this.seconds(),
    };
    this.#epochs = [];
    if (slow) this.#histograms = [];
    return progress;
  }

  #tell(progress: RunProgress): void {
    const { feed } = this.#parts;
    const fresh = this.#fresh;
    if (fresh.step.length > 0) {
      this.#fresh = { step: [], loss: [], score: [] };
      const { step, loss, score } = thinned(fresh);
      feed.publish({ type: 'steps', step, loss, score: score.map(finiteOrNull), ...this.#pace() });
      this.#parts.progress({ step: this.#step, stepsPerEpoch: this.#stepsPerEpoch });
    }
    if (progress.epochs?.length) feed.publish({ type: 'epochs', records: progress.epochs });
    const newest = progress.histograms?.at(-1);
    if (newest) feed.publish({ type: 'histograms', ...newest });
  }

  #pace(): Pick<Extract<RunEvent, { type: 'steps' }>, 'stepsPerSecond' | 'secondsLeft'> {
    const { before, epochs } = this.#parts;
    const spent = this.seconds() - before.seconds;
    const perSecond = spent > 0 ? (this.#step - before.step) / spent : 0;
    const left = epochs * this.#stepsPerEpoch - this.#step;
    return {
      stepsPerSecond: this.#rate,
      secondsLeft: perSecond > 0 ? Math.max(0, left / perSecond) : null,
    };
  }
}

/** A message need not carry more points than a screen has columns. */
function thinned(fresh: FreshSteps): FreshSteps {
  const most = 200;
  const { step, loss, score } = fresh;
  const width = Math.ceil(step.length / most);
  if (width <= 1) return fresh;
  const out: FreshSteps = { step: [], loss: [], score: [] };
  for (let start = 0; start < step.length; start += width) {
    out.step.push(step[Math.min(start + width, step.length) - 1]!);
    out.loss.push(mean(loss.slice(start, start + width)));
    out.score.push(mean(score.slice(start, start + width)));
  }
  return out;
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function hasNews(progress: RunProgress): boolean {
  const lists = [progress.epochs, progress.histograms, progress.checkpoints];
  return progress.losses !== undefined || lists.some((list) => list?.length);
}

/** JSON and the contract know finite numbers only: a metric that is none is left out. */
function finite(record: EpochRecord): EpochRecord | undefined {
  if (!Number.isFinite(record.train.loss)) return undefined;
  const validation = record.validation;
  const usable = validation !== null && Number.isFinite(validation.loss);
  return {
    ...record,
    train: { ...record.train, ...finiteMetrics(record.train) },
    validation: usable ? { ...validation, ...finiteMetrics(validation) } : null,
  };
}

function finiteMetrics(metrics: EpochRecord['train']): Partial<EpochRecord['train']> {
  const bad = (['accuracy', 'auc', 'mae'] as const).filter(
    (name) => metrics[name] !== undefined && !Number.isFinite(metrics[name]),
  );
  return Object.fromEntries(bad.map((name) => [name, undefined]));
}
