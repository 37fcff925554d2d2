import * as tf from '@tensorflow/tfjs-core';
import type { Matrix } from '../../matrix/matrix.ts';
import type { AtLeast } from '../../random/graph-random.ts';
import { purposes, smallIntegers } from '#shared/random/philox.ts';
import { dropoutNeeds } from '#shared/network/dropout-draws.ts';
import type { FlatState } from '../step/flat-state.ts';
import { labelsFor } from '../step/labels.ts';
import type { EpochFeed, RunnerState, StepRange, StepRunner } from './step-runner.ts';
import {
  readState,
  stateList,
  stateShape,
  stateTensors,
  tensorsToState,
  type StateShape,
} from '../step/state-tensors.ts';
import { systemNormal } from '../step/poisson-rows.ts';
import { normalsOf, privateStep } from '../step/private-step.ts';
import { trainStep, type StepInput, type StepPlan } from '../step/step.ts';

export type EagerOptions = { batchSize: number; seed: number; keepGradient: boolean };

/** Takes each step by calling tfjs operation by operation: for every runtime, and the reference for replay. */
export class EagerRunner implements StepRunner {
  readonly maxSteps = Infinity;
  #plan: StepPlan;
  #matrix: Matrix;
  #options: EagerOptions;
  #shape: StateShape;
  #state: tf.Tensor[];
  #before: tf.Tensor[][] = [];
  #feed: EpochFeed | null = null;

  constructor(plan: StepPlan, matrix: Matrix, options: EagerOptions, state: FlatState) {
    this.#plan = plan;
    this.#matrix = matrix;
    this.#options = options;
    this.#shape = stateShape(state, options.keepGradient);
    this.#state = stateTensors(state, this.#shape);
  }

  /** Nothing to prepare: every step is run as it is. */
  prepare(): void {}

  beginEpoch(feed: EpochFeed): void {
    this.#feed = feed;
  }

  async run(range: StepRange): Promise<Float32Array> {
    const before = this.#state;
    const results: tf.Tensor[] = [];
    for (let i = range.first; i < range.first + range.count; i++) {
      const [metrics, ...next] = this.#step(i, range.base + i);
      if (this.#state !== before) tf.dispose(this.#state);
      this.#state = next;
      if (metrics) results.push(metrics);
    }
    this.#before.push(before);
    if (this.#before.length > 2) tf.dispose(this.#before.shift() ?? []);
    const all = tf.stack(results);
    tf.dispose(results);
    const values = await all.data<'float32'>();
    all.dispose();
    return values;
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
    tf.dispose([...this.#before.flat(), ...this.#state]);
  }

  /** Metrics, then the next state. */
  #step(inEpoch: number, step: number): tf.Tensor[] {
    const feed = this.#feed;
    if (!feed) throw new Error('no epoch has begun');
    const { batchSize, seed } = this.#options;
    const rows = feed.order.subarray(inEpoch * batchSize, (inEpoch + 1) * batchSize);
    const batch = this.#matrix.gather(rows);
    const rate = (i: number): tf.Scalar => tf.scalar(feed.rates[inEpoch * 2 + i]!);
    return tf.tidy(() => {
      const { count, bits } = dropoutNeeds(this.#plan.layout, rows.length);
      const stream = { seed, step, purpose: purposes.dropout };
      const y = tf.tensor2d(batch.y, [rows.length, this.#matrix.targets]);
      const before = tensorsToState(this.#state, this.#shape);
      const input: StepInput = {
        x: tf.tensor2d(batch.x, [rows.length, this.#matrix.columns]),
        y: labelsFor(y, this.#plan.spec.output),
        rates: [rate(0), rate(1)],
        draws: count > 0 ? draws(smallIntegers(stream, count, bits)) : null,
      };
      const { layout, noise } = this.#plan;
      const filled = feed.drawn?.counts[inEpoch];
      const { state, metrics } =
        noise && filled !== undefined
          ? privateStep(this.#plan, noise, before, {
              ...input,
              drawn: tf.tensor1d(Float32Array.from(rows, (_, at) => (at < filled ? 1 : 0))),
              normal: tf.tensor1d(systemNormal(normalsOf(layout))),
            })
          : trainStep(this.#plan, before, input);
      return [metrics, ...stateList(state)];
    });
  }
}

function draws(numbers: Int32Array): AtLeast {
  const all = tf.tensor1d(numbers, 'int32');
  return (threshold, first, count) =>
    tf.cast(tf.greaterEqual(tf.slice(all, [first], [count]), threshold), 'float32');
}
