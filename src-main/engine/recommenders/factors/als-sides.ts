import * as tf from '@tensorflow/tfjs-core';
import type { RecommendData, SparseRows } from '#shared/engine/recommend.ts';
import { transpose } from '#shared/recommenders/fold-in/transpose.ts';
import { Arena, arenaBytes, type Place } from '../../simd/arena.ts';
import { solveRows, type KernelThreads } from '../../simd/solve-rows.ts';
import { rowCounts } from '../matrices/sparse.ts';

/** Users or items: their rows of `width` numbers, and who they met with which weight. */
type Side = {
  rows: number;
  vectors: Place<Numbers>;
  counts: Int32Array;
  pointer: Place<Int32Array>;
  index: Place<Int32Array>;
  weight: Place<Float32Array>;
  ridge: Place<Numbers>;
};
type Numbers = Float32Array | Float64Array;

export type AlsOptions = {
  factors: number;
  /** Weight of each unobserved pair. */
  unobserved: number;
  /** Ridge of a row with so many interactions, the other side having so many rows. */
  ridge(count: number, otherSide: number): number;
  /** Threads for fits that are worth them; null for none. */
  threads: KernelThreads | null;
};

/** Multiply-adds of a thread between two calls of `pace`: some 15 ms. */
const sliceWork = 40_000_000;

/** Weights between which float32 solves well enough. */
const plainWeights = { least: 0.5, most: 2 };
const kernelBytes = 2 ** 32 - 2 ** 20;

/**
 * Both sides of an alternating least squares fit in the kernels' memory: in float32 where all weights are about 1,
 * in float64 where they are not (and that fits), as equations then lie powers of ten apart and the alternation makes rounding grow.
 */
export class AlsSides {
  readonly users: Side;
  readonly items: Side;
  private readonly arena: Arena;
  private readonly gram: Place<Numbers>;
  private readonly work: Place<Numbers>;
  private readonly double: boolean;
  private readonly width: number;
  private readonly options: AlsOptions;
  private readonly pace = new Pace();

  constructor(data: RecommendData, options: AlsOptions) {
    this.options = options;
    // The kernels take sixteen numbers a step; what is added stays 0.
    this.width = Math.ceil(options.factors / 16) * 16;
    const pairs = data.interactions.index.length;
    const bytes = (each: number): number => {
      const sideOf = (rows: number): number[] => [
        ...[each * rows * this.width, rows + 1, pairs, pairs, each * rows],
      ];
      return arenaBytes([
        ...[...sideOf(data.users), ...sideOf(data.items)],
        ...[each * this.width ** 2, each * 3 * this.width * (options.threads?.threads ?? 1)],
      ]);
    };
    this.double = !data.interactions.value.every(isPlain) && bytes(2) <= kernelBytes;
    this.arena = new Arena(bytes(this.double ? 2 : 1));
    this.users = this.side(data.interactions, data.items);
    this.items = this.side(transpose(data.interactions, data.items), data.users);
    this.gram = this.numbers(this.width ** 2);
    this.work = this.numbers(3 * this.width * (options.threads?.threads ?? 1));
  }

  /** The threads let go of the memory. */
  end(): void {
    this.options.threads?.forget(this.arena);
  }

  /** Sets the rows of one side from [rows, factors]. */
  set(side: Side, vectors: Float32Array): void {
    const { factors } = this.options;
    for (let r = 0; r < side.rows; r++)
      side.vectors.values.set(vectors.subarray(r * factors, (r + 1) * factors), r * this.width);
  }

  /** The rows of one side, [rows, factors]. */
  get(side: Side): Float32Array {
    const { factors } = this.options;
    const out = new Float32Array(side.rows * factors);
    for (let r = 0; r < side.rows; r++) {
      const from = r * this.width;
      out.set(side.vectors.values.subarray(from, from + factors), r * factors);
    }
    return out;
  }

  /** `steps` conjugate gradient steps of every row of one side, the other held fixed; rows without interactions become 0. */
  async solve(
    own: Side,
    other: Side,
    steps: number,
    pace: (share: number) => Promise<void>,
  ): Promise<void> {
    await this.everywhere(other, pace);
    const work = {
      ...{ pointer: own.pointer.address, index: own.index.address, weight: own.weight.address },
      ...{ own: own.vectors.address, other: other.vectors.address, gram: this.gram.address },
      ...{ ridge: own.ridge.address, work: this.work.address, bytes: this.rowBytes },
      ...{ double: this.double, steps },
    };
    const workOf = (row: number): number =>
      (2 * own.counts[row]! + this.width) * this.width * (steps + 1);
    let left = own.counts.reduce((sum, _, row) => sum + workOf(row), 0);
    const { threads } = this.options;
    for (let from = 0; from < own.rows;) {
      const together = left > sliceWork && this.pace.together ? threads : null;
      const most = sliceWork * (together?.threads ?? 1);
      let [sum, to] = [0, from];
      for (; to < own.rows && sum < most; to++) sum += workOf(to);
      left -= sum;
      const started = performance.now();
      solveRows(this.arena, [from, to], work, together);
      if (left > 0) this.pace.took(together !== null, (performance.now() - started) / sum);
      from = to;
      await pace(from / own.rows);
    }
  }

  private side(rows: SparseRows, otherSide: number): Side {
    const counts = rowCounts(rows);
    const side: Side = {
      rows: counts.length,
      vectors: this.numbers(counts.length * this.width),
      counts,
      pointer: this.arena.integers(counts.length + 1),
      index: this.arena.integers(rows.index.length),
      weight: this.arena.floats(rows.index.length),
      ridge: this.numbers(counts.length),
    };
    side.pointer.values.set(rows.pointer);
    side.index.values.set(rows.index);
    side.weight.values.set(rows.value);
    side.ridge.values.set(Float64Array.from(counts, (n) => this.options.ridge(n, otherSide)));
    return side;
  }

  private numbers(length: number): Place<Numbers> {
    return this.double ? this.arena.doubles(length) : this.arena.floats(length);
  }

  private get rowBytes(): number {
    return this.width * (this.double ? 8 : 4);
  }

  /** Sets `gram` to unobserved * V'V of a side, [width, width]. */
  private async everywhere(
    { rows, vectors }: Side,
    pace: (share: number) => Promise<void>,
  ): Promise<void> {
    const { unobserved } = this.options;
    if (this.double) {
      this.gram.values.fill(0);
      const slice = Math.max(1, Math.floor(sliceWork / this.width ** 2));
      for (let from = 0; from < rows; from += slice) {
        const to = Math.min(rows, from + slice);
        const place = [vectors.address, this.rowBytes] as const;
        this.arena.kernels.gramOfRows(from, to, ...place, unobserved, this.gram.address);
        await pace(0);
      }
      return;
    }
    const gram = tf.tidy(() => {
      const v = tf.tensor2d(Float32Array.from(vectors.values), [rows, this.width]);
      return tf.mul(tf.matMul(v, v, true), unobserved);
    });
    this.gram.values.set(await gram.data<'float32'>());
    gram.dispose();
  }
}

/** Slices after which the slower way is tried again: what else the machine does may have changed. */
const again = 64;

/** Whether threads are faster, by the milliseconds a multiply-add took alone and together. The bits are the same either way. */
class Pace {
  private alone = 0;
  private joint = 0;
  /** Slices taken together; the first one starts the threads. */
  private joined = 0;
  private slices = 0;

  get together(): boolean {
    if (this.alone === 0) return false;
    const faster = this.joined < 2 || this.joint < this.alone;
    return this.slices % again === again - 1 ? !faster : faster;
  }

  took(together: boolean, each: number): void {
    this.slices++;
    if (!together) this.alone = each;
    else if (this.joined++ > 0) this.joint = each;
  }
}

function isPlain(weight: number): boolean {
  return weight >= plainWeights.least && weight <= plainWeights.most;
}
