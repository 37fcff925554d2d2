import * as tf from '@tensorflow/tfjs-core';
import { captureLoop, type CapturedLoop } from '../../capture/captured-loop.ts';
import type { Trace } from '../../capture/trace.ts';
import type { Execution } from '../../capture/execution.ts';
import type { Matrix } from '../../matrix/matrix.ts';
import { graphDraws, graphNormal } from '../../random/graph-random.ts';
import { purposes } from '#shared/random/philox.ts';
import type { NativeBackend } from '../../runtime/runtime.ts';
import { dropoutNeeds } from '#shared/network/dropout-draws.ts';
import type { FlatState } from '../step/flat-state.ts';
import { labelsFor } from '../step/labels.ts';
import { matrixTensors, type MatrixTensors } from '../matrix-tensors.ts';
import type { EpochFeed, RunnerState, StepRange, StepRunner } from './step-runner.ts';
import {
  readState,
  stateList,
  stateShape,
  stateTensors,
  tensorsToState,
  type StateShape,
} from '../step/state-tensors.ts';
import { normalsOf, privateStep } from '../step/private-step.ts';
import { trainStep, type StepInput, type StepPlan } from '../step/step.ts';

/** Steps of one native call; a chunk's time limit is usually met first. */
const maxSteps = 2048;

export type ReplayOptions = {
  batchSize: number;
  seed: number;
  keepGradient: boolean;
  execution: Execution;
};

/** Takes steps by replaying the captured step in TensorFlow: one native call for many steps. */
export class ReplayRunner implements StepRunner {
  readonly maxSteps = maxSteps;
  #native: NativeBackend;
  #plan: StepPlan;
  #matrix: Matrix;
  #data: MatrixTensors;
  #options: ReplayOptions;
  #shape: StateShape;
  #state: tf.Tensor[];
  #before: tf.Tensor[][] = [];
  #loop: CapturedLoop | null = null;
  #feed: {
    /** The two numbers a step, [steps] each. */
    rates: [tf.Tensor1D, tf.Tensor1D];
    /** Rows of the whole batches, [batches, rows], and of the short last one, [rows], which may be empty. */
    whole: tf.Tensor2D;
    rest: tf.Tensor1D;
    /** Of private steps: places filled, [steps], and keys of the noise, [steps, 6]. */
    drawn: [tf.Tensor1D, tf.Tensor2D] | null;
  } | null = null;

  constructor(
    native: NativeBackend,
    plan: StepPlan,
    matrix: Matrix,
    options: ReplayOptions,
    state: FlatState,
  ) {
    this.#native = native;
    this.#plan = plan;
    this.#matrix = matrix;
    this.#data = matrixTensors(matrix);
    this.#options = options;
    this.#shape = stateShape(state, options.keepGradient);
    this.#state = stateTensors(state, this.#shape);
  }

  /** The captured step of whole batches, once one was taken. */
  get trace(): Trace | null {
    return this.#loop?.trace ?? null;
  }

  beginEpoch({ order, rates, drawn }: EpochFeed): void {
    this.#dropFeed();
    const batchSize = Math.min(this.#options.batchSize, order.length);
    const whole = Math.floor(order.length / batchSize);
    const cut = whole * batchSize;
    this.#feed = {
      rates: [tf.tensor1d(everyOther(rates, 0)), tf.tensor1d(everyOther(rates, 1))],
      whole: tf.tensor2d(order.slice(0, cut), [whole, batchSize], 'int32'),
      rest: tf.tensor1d(order.slice(cut), 'int32'),
      drawn: drawn
        ? [tf.tensor1d(drawn.counts, 'int32'), tf.tensor2d(drawn.keys, [whole, 6], 'int32')]
        : null,
    };
  }

  /** Captures the steps of whole batches and of the short last one. */
  prepare(rows: number): void {
    const steps = Math.ceil(rows / this.#options.batchSize);
    this.beginEpoch({
      ...{ order: new Int32Array(rows), rates: new Float32Array(2 * steps) },
      ...(this.#plan.noise && {
        drawn: { counts: new Int32Array(steps), keys: new Int32Array(steps * 6) },
      }),
    });
    this.#withLoop({ first: 0, count: 1, base: 0 }, () => null);
    this.#dropFeed();
  }

  run(range: StepRange): Promise<Float32Array> {
    const { state, results } = this.#withLoop(range, (loop, feeds, whole) => {
      const count = Math.max(0, Math.min(range.count, whole - range.first));
      return loop.run(this.#state, feeds, range.first, count, count < range.count);
    });
    this.#before.push(this.#state);
    if (this.#before.length > 2) tf.dispose(this.#before.shift() ?? []);
    this.#state = state;
    return Promise.resolve(results);
  }

  read(): Promise<RunnerState> {
    return readState(this.#state, this.#shape);
  }

  undo(): void {
    const before = this.#before.pop();
    if (!before) throw new Error('nothing to undo');
    tf.dispose(this.#state);
    this.#state = before;
  }

  dispose(): void {
    this.#dropFeed();
    tf.dispose([...this.#before.flat(), ...this.#state]);
    this.#loop?.dispose();
  }

  /** Makes the loop the first time and hands it over with its feeds and the number of whole batches. */
  #withLoop<T>(
    range: StepRange,
    use: (loop: CapturedLoop, feeds: tf.Tensor[], whole: number) => T,
  ): T {
    if (!this.#feed) throw new Error('no epoch has begun');
    const { whole, rest, rates, drawn } = this.#feed;
    const base = tf.scalar(range.base, 'int32');
    try {
      const feeds = [this.#data.x, this.#data.y, whole, rest, ...rates, base, ...(drawn ?? [])];
      this.#loop ??= captureLoop(
        this.#native,
        { state: this.#state, feeds },
        (index, state, given) => this.#step(index, state, given, 'whole'),
        {
          maxSteps,
          execution: this.#options.execution,
          first: 0,
          tail:
            rest.size > 0 ? (index, state, given) => this.#step(index, state, given, 'rest') : null,
        },
      );
      return use(this.#loop, feeds, whole.shape[0]);
    } finally {
      base.dispose();
    }
  }

  #step(
    index: tf.Scalar,
    state: tf.Tensor[],
    feeds: tf.Tensor[],
    part: 'whole' | 'rest',
  ): { state: tf.Tensor[]; result: tf.Tensor } {
    const { spec, layout, noise } = this.#plan;
    const [allX, allY, whole, rest, rate, secondRate, base, counts, keys] = feeds;
    if (!allX || !allY || !whole || !rest || !rate || !secondRate || !base)
      throw new Error('a feed is missing');
    const rows = (part === 'whole' ? whole : rest).shape.at(-1) ?? 0;
    const batch = part === 'whole' ? tf.gather(whole, index) : rest;
    const chosen = tf.reshape<tf.Rank.R1>(batch, [rows]);
    const rateIn = (list: tf.Tensor): tf.Scalar =>
      tf.reshape<tf.Rank.R0>(tf.gather(list, index), []);
    const { count, bits } = dropoutNeeds(layout, rows);
    const stream = {
      seed: this.#options.seed,
      step: tf.add(base, index),
      purpose: purposes.dropout,
    };
    const y = tf.reshape<tf.Rank.R2>(tf.gather(allY, chosen), [rows, this.#matrix.targets]);
    const before = tensorsToState(state, this.#shape);
    const input: StepInput = {
      x: tf.reshape<tf.Rank.R2>(tf.gather(allX, chosen), [rows, this.#matrix.columns]),
      y: labelsFor(y, spec.output),
      rates: [rateIn(rate), rateIn(secondRate)],
      draws: count > 0 ? graphDraws(this.#native, stream, count, bits) : null,
    };
    const { state: next, metrics } =
      noise && counts && keys
        ? privateStep(this.#plan, noise, before, {
            ...input,
            drawn: tf.cast(
              tf.less(tf.range(0, rows, 1, 'int32'), tf.gather(counts, index)),
              'float32',
            ),
            normal: graphNormal(
              this.#native,
              tf.reshape<tf.Rank.R1>(tf.gather(keys, index), [6]),
              normalsOf(layout),
            ),
          })
        : trainStep(this.#plan, before, input);
    return { state: stateList(next), result: metrics };
  }

  #dropFeed(): void {
    if (!this.#feed) return;
    const { rates, whole, rest, drawn } = this.#feed;
    tf.dispose([...rates, whole, rest, ...(drawn ?? [])]);
    this.#feed = null;
  }
}

function everyOther(pairs: Float32Array, first: 0 | 1): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: pairs.length / 2 }, (_, i) => pairs[i * 2 + first]!);
}
