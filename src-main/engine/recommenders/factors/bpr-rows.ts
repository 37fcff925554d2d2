import type { RecommendData } from '#shared/engine/recommend.ts';
import { Arena, arenaBytes, type Place } from '../../simd/arena.ts';

/** Pairs drawn between two calls of `progress`. */
export const slicePairs = 20_000;

/** User and item rows of BPR in the kernels' memory: factors, then the item's bias, where users hold 1. */
export class BprRows {
  /** User, item and other item of each pair drawn. */
  readonly drawn: Int32Array;
  private readonly arena: Arena;
  private readonly own: { users: Place<Float32Array>; items: Place<Float32Array> };
  private readonly pairs: Place<Int32Array>;
  private readonly factors: number;
  private readonly stride: number;

  constructor({ users, items }: Pick<RecommendData, 'users' | 'items'>, factors: number) {
    this.factors = factors;
    // The kernels take four numbers a step; what is added stays 0.
    this.stride = Math.ceil((factors + 1) / 4) * 4;
    const lengths = [users * this.stride, items * this.stride];
    this.arena = new Arena(arenaBytes([...lengths, 3 * slicePairs]));
    this.own = {
      users: this.arena.floats(lengths[0]!),
      items: this.arena.floats(lengths[1]!),
    };
    this.pairs = this.arena.integers(3 * slicePairs);
    this.drawn = this.pairs.values;
  }

  /** Sets the factors from [users, factors + 1] and [items, factors + 1]; biases start at 0. */
  start(users: Float32Array, items: Float32Array): void {
    this.fill(this.own.users.values, users, 1);
    this.fill(this.own.items.values, items, 0);
  }

  /** One gradient step for each of the first `count` pairs drawn; the sum of losses before them. */
  learn(count: number, rate: number, regularisation: number): number {
    const { users, items } = this.own;
    return this.arena.kernels.learnPairs(
      ...([count, this.pairs.address, users.address, items.address] as const),
      ...([this.stride * 4, this.factors * 4, rate, rate * regularisation] as const),
    );
  }

  /** [users, factors + 1] */
  users(): Float32Array {
    return this.packed(this.own.users.values);
  }

  /** [items, factors + 1] */
  items(): Float32Array {
    return this.packed(this.own.items.values);
  }

  private fill(rows: Float32Array, from: Float32Array, last: number): void {
    const width = this.factors + 1;
    for (let r = 0; r * this.stride < rows.length; r++) {
      rows.set(from.subarray(r * width, (r + 1) * width), r * this.stride);
      rows[r * this.stride + this.factors] = last;
    }
  }

  private packed(rows: Float32Array): Float32Array {
    const width = this.factors + 1;
    const out = new Float32Array((rows.length / this.stride) * width);
    for (let r = 0; r * width < out.length; r++) {
      const from = r * this.stride;
      out.set(rows.subarray(from, from + width), r * width);
    }
    return out;
  }
}
