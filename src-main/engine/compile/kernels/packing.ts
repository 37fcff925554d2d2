import { stridedFunction } from './strided.ts';
import type { Work } from '../run/work.ts';

/** Columns of the right factor, and rows of the left one, that lie together once they are packed. */
export const [stripeColumns, blockRows, tileRows] = [8, 24, 6];

type Form = { m: number; n: number; k: number; transposeA: boolean; batches: number };

/** Bytes a processor keeps at hand. */
const near = 16_384;

/**
 * Which factors of a product are packed first: those that are read many times with gaps of a whole row between numbers that
 * are needed together. Such gaps, powers of two often, crowd all that is needed into few places of the nearest cache.
 */
export function packed({ m, n, k, transposeA, batches }: Form): { left: boolean; right: boolean } {
  return {
    left: transposeA && batches === 1 && m >= blockRows && n >= 16 && m * k * 4 > near,
    right: batches === 1 && m >= 32 && n >= 32 && n * k * 4 > near,
  };
}

/** Bytes of the two packed factors; whole blocks and stripes only, what is left over is read as it lies. */
export function packedBytes(form: Form): { left: number; right: number } {
  const { left, right } = packed(form);
  const { m, n, k } = form;
  return {
    left: left ? (m - (m % blockRows)) * k * 4 : 0,
    right: right ? (n - (n % stripeColumns)) * k * 4 : 0,
  };
}

/** [k, m] as tiles of six columns, [m / 6][k][6], four of them at a time. */
export function packLeft({ m, k }: Form, from: number, to: number): Work {
  const blocks = Math.floor(m / blockRows);
  const tiles = blockRows / tileRows;
  return stridedFunction(
    [blocks, k, tiles, tileRows],
    { address: from, strides: [blockRows, m, tileRows, 1] },
    { address: to, strides: [blockRows * k, tileRows, tileRows * k, 1] },
  );
}

/** [k, n] as stripes of eight columns, [n / 8][k][8]. */
export function packRight({ n, k }: Form, from: number, to: number): Work {
  return stridedFunction(
    [Math.floor(n / stripeColumns), k, stripeColumns],
    { address: from, strides: [stripeColumns, n, 1] },
    { address: to, strides: [stripeColumns * k, stripeColumns, 1] },
  );
}
