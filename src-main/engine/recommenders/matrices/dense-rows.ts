import { Arena, arenaBytes, type Place } from '../../simd/arena.ts';
import type { History } from '#shared/recommenders/fold-in/history.ts';

/** An arena ends at 4 GiB; smaller ones are easier to find room for. */
const blockBytes = 2 ** 30;
/** Floats that rows are padded to a multiple of. */
const lane = 16;

/** Some of the rows, in memory of their own with what a sum needs. */
type Block = {
  arena: Arena;
  rows: Place<Float32Array>;
  index: Place<Int32Array>;
  value: Place<Float32Array>;
  out: Place<Float32Array>;
};

/** Rows of float32 of one length that are summed up with weights, four numbers at a time. */
export class DenseRows {
  private readonly blocks: Block[] = [];
  private readonly stride: number;
  private readonly rowsPerBlock: number;
  private readonly columns: number;

  /** `values` [n, columns], copied into blocks of about `bytes`. @throws RangeError where the memory cannot be had */
  constructor(columns: number, values: Float32Array, bytes = blockBytes) {
    this.columns = columns;
    this.stride = Math.ceil(columns / lane) * lane;
    this.rowsPerBlock = Math.max(1, Math.floor(bytes / (4 * Math.max(1, this.stride))));
    const count = columns === 0 ? 0 : values.length / columns;
    for (let from = 0; from < count; from += this.rowsPerBlock) {
      const block = this.block(Math.min(this.rowsPerBlock, count - from));
      for (let row = 0; row < block.index.values.length; row++) {
        const at = (from + row) * columns;
        block.rows.values.set(values.subarray(at, at + columns), row * this.stride);
      }
      this.blocks.push(block);
    }
  }

  /** Writes sum over k of value[k] * row index[k] into `out` [columns]; every index at most once. */
  sum({ index, value }: History, out: Float32Array): void {
    out.fill(0);
    this.blocks.forEach((block, number) => {
      const first = number * this.rowsPerBlock;
      let count = 0;
      for (let k = 0; k < index.length; k++) {
        const row = index[k]! - first;
        if (row < 0 || row >= block.index.values.length) continue;
        if (count === block.index.values.length) throw new RangeError('an index is there twice');
        block.index.values[count] = row;
        block.value.values[count++] = value[k]!;
      }
      if (count === 0) return;
      block.arena.kernels.sumRows(
        ...([count, block.index.address, block.value.address] as const),
        ...([block.rows.address, this.stride * 4, block.out.address] as const),
      );
      const part = block.out.values;
      if (number === 0) out.set(part.subarray(0, this.columns));
      else for (let column = 0; column < out.length; column++) out[column]! += part[column]!;
    });
  }

  at(row: number, column: number): number {
    const block = this.blocks[Math.floor(row / this.rowsPerBlock)]!;
    return block.rows.values[(row % this.rowsPerBlock) * this.stride + column]!;
  }

  /** All rows without padding, copied: [n, columns]. */
  values(): Float32Array {
    const count = this.blocks.reduce((sum, block) => sum + block.index.values.length, 0);
    const all = new Float32Array(count * this.columns);
    let to = 0;
    for (const { rows, index } of this.blocks)
      for (let row = 0; row < index.values.length; row++, to += this.columns) {
        const from = row * this.stride;
        all.set(rows.values.subarray(from, from + this.columns), to);
      }
    return all;
  }

  private block(count: number): Block {
    const lengths = [count * this.stride, count, count, this.stride];
    const arena = new Arena(arenaBytes(lengths));
    return {
      arena,
      rows: arena.floats(count * this.stride),
      index: arena.integers(count),
      value: arena.floats(count),
      out: arena.floats(this.stride),
    };
  }
}
