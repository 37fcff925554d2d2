import { largest } from '#shared/statistics/extremes.ts';
import { buildAlone, type Build } from '../../compile/run/paced-run.ts';
import type { Program } from '../../compile/program.ts';
import { traceGraph, tracedDraws, type TracedInput } from '../../compile/lower/trace-graph.ts';
import type { Matrix } from '../../matrix/matrix.ts';
import { dropoutNeeds } from '#shared/network/dropout-draws.ts';
import { purposes } from '#shared/random/philox.ts';
import type { EagerOptions } from './eager-runner.ts';
import type { FlatState } from '../step/flat-state.ts';
import { gatherRows } from '../step/gather-rows.ts';
import { labelsFor } from '../step/labels.ts';
import {
  runnerState,
  stateList,
  stateShape,
  tensorsToState,
  type StateShape,
} from '../step/state-tensors.ts';
import type { EpochFeed, RunnerState, StepRange, StepRunner } from './step-runner.ts';
import { systemNormal } from '../step/poisson-rows.ts';
import { normalsOf, privateStep } from '../step/private-step.ts';
import { trainStep, type StepInput, type StepPlan } from '../step/step.ts';
import * as tf from '@tensorflow/tfjs-core';

type Step = ReturnType<Build>;

/**
 * Takes steps as WebAssembly made of the traced step: a call of a few microseconds' overhead each. Large ones run on several
 * threads where that is faster, with the same bits.
 */
export class CompiledRunner implements StepRunner {
  readonly maxSteps = Infinity;
  #plan: StepPlan;
  #matrix: Matrix;
  #options: EagerOptions;
  #build: Build;
  #shape: StateShape;
  #state: Float32Array<ArrayBuffer>[];
  #before: Float32Array<ArrayBuffer>[][] = [];
  /** By rows of a batch: whole ones, and the short last one. */
  #steps = new Map<number, Step>();
  /** The program whose memory holds the state, newer than `#state`; null after it was set from outside. */
  #current: Program | null = null;
  #feed: EpochFeed | null = null;

  /** `build` makes a program of the step. @throws NoLowering where that of `rows` rows a batch cannot be compiled */
  constructor(
    plan: StepPlan,
    matrix: Matrix,
    options: EagerOptions,
    state: FlatState,
    rows: number,
    build: Build = buildAlone,
  ) {
    this.#build = build;
    this.#plan = plan;
    this.#matrix = matrix;
    this.#options = options;
    this.#shape = stateShape(state, options.keepGradient);
    this.#state = [
      state.parameters,
      ...state.slots,
      ...(this.#shape.moving ? [state.moving] : []),
      ...(this.#shape.gradient ? [new Float32Array(state.parameters.length)] : []),
    ].map((part) => part.slice());
    this.#step(Math.min(rows, options.batchSize));
  }

  /** Compiles the steps of whole batches and of the short last one, and tries how many threads the whole ones are to have. */
  prepare(rows: number): void {
    const { batchSize } = this.#options;
    const whole = this.#step(Math.min(rows, batchSize));
    if (this.#current === null) whole.paced.trial();
    if (rows % batchSize > 0) this.#step(rows % batchSize);
  }

  get threads(): number {
    return largest(
      [...this.#steps.values()].map(({ paced }) => paced.threads),
      1,
    );
  }

  beginEpoch(feed: EpochFeed): void {
    this.#feed = feed;
  }

  run({ first, count, base }: StepRange): Promise<Float32Array> {
    const feed = this.#feed;
    if (!feed) throw new Error('no epoch has begun');
    this.#before.push(this.#values());
    if (this.#before.length > 2) this.#before.shift();
    const { batchSize } = this.#options;
    const results = new Float32Array(count * 2);
    const parts = this.#state.length;
    for (let i = first; i < first + count; i++) {
      const rows = feed.order.subarray(i * batchSize, (i + 1) * batchSize);
      const { program, paced } = this.#entered(rows.length);
      const [x, y, rate, secondRate] = program.inputs.slice(parts);
      const step = program.wholeInputs[parts + 4];
      const metrics = program.outputs[parts];
      if (!x || !y || !rate || !secondRate || !step || !metrics)
        throw new Error('a feed is missing');
      gatherRows(this.#matrix.x, this.#matrix.columns, rows, x);
      gatherRows(this.#matrix.y, this.#matrix.targets, rows, y);
      rate[0] = feed.rates[i * 2]!;
      secondRate[0] = feed.rates[i * 2 + 1]!;
      step[0] = base + i;
      if (this.#plan.noise) this.#draw(program, feed.drawn?.counts[i]);
      paced.run();
      results.set(metrics, (i - first) * 2);
    }
    return Promise.resolve(results);
  }

  /** What a private step draws anew: which of its places hold a row, and its noise, from the system's source of randomness. */
  #draw({ inputs }: Program, filled: number | undefined): void {
    const [drawn, normal] = inputs.slice(this.#state.length + 5);
    if (!drawn || !normal || filled === undefined) throw new Error('a feed is missing');
    drawn.fill(1, 0, filled).fill(0, filled);
    normal.set(systemNormal(normal.length));
  }

  read(): Promise<RunnerState> {
    return Promise.resolve(runnerState(this.#values(), this.#shape));
  }

  undo(): void {
    const before = this.#before.pop();
    if (!before) throw new Error('nothing to undo');
    this.#state = before;
    this.#current = null;
  }

  dispose(): void {
    for (const { paced } of this.#steps.values()) paced.end();
    this.#steps.clear();
    this.#current = null;
  }

  /** The state as it stands, in arrays of its own. */
  #values(): Float32Array<ArrayBuffer>[] {
    const parts = this.#current?.inputs.slice(0, this.#state.length) ?? this.#state;
    return parts.map((part) => part.slice());
  }

  /** The program of batches of this size, with the state in its memory. */
  #entered(rows: number): Step {
    const step = this.#step(rows);
    const { program } = step;
    if (program === this.#current) return step;
    const from = this.#current?.inputs ?? this.#state;
    this.#state.forEach((_, i) => program.inputs[i]?.set(from[i] ?? []));
    this.#current = program;
    return step;
  }

  #step(rows: number): Step {
    const known = this.#steps.get(rows);
    if (known) return known;
    const made = this.#build(this.#graph(rows), this.#state.length);
    this.#steps.set(rows, made);
    return made;
  }

  #graph(rows: number) {
    const { columns, targets } = this.#matrix;
    const { spec, layout, noise } = this.#plan;
    const number = (...shape: number[]): TracedInput => ({ shape, dtype: 'float32' });
    const inputs = [
      ...this.#state.map(({ length }) => number(length)),
      ...[number(rows, columns), number(rows, targets), number(), number()],
      { shape: [], dtype: 'int32' } as const,
      ...(noise ? [number(rows), number(normalsOf(layout))] : []),
    ];
    const parts = this.#state.length;
    return traceGraph(inputs, (given) => {
      const [x, y, rate, secondRate, step, drawn, normal] = given.slice(parts);
      if (!x || !y || !rate || !secondRate || !step) throw new Error('a feed is missing');
      const { count, bits } = dropoutNeeds(layout, rows);
      const stream = { seed: this.#options.seed, step, purpose: purposes.dropout };
      const before = tensorsToState(given.slice(0, parts), this.#shape);
      const input: StepInput = {
        x: tf.reshape<tf.Rank.R2>(x, [rows, columns]),
        y: labelsFor(tf.reshape<tf.Rank.R2>(y, [rows, targets]), spec.output),
        rates: [tf.reshape<tf.Rank.R0>(rate, []), tf.reshape<tf.Rank.R0>(secondRate, [])],
        draws: count > 0 ? tracedDraws(stream, bits) : null,
      };
      const { state, metrics } =
        noise && drawn && normal
          ? privateStep(this.#plan, noise, before, {
              ...input,
              drawn: tf.reshape<tf.Rank.R1>(drawn, [rows]),
              normal: tf.reshape<tf.Rank.R1>(normal, [normalsOf(layout)]),
            })
          : trainStep(this.#plan, before, input);
      return [...stateList(state), metrics];
    });
  }
}
