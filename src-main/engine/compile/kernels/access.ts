import { sizeOf } from '../lower/value.ts';

/** How an operand lies to a loop: element by element, the same for every row or column, or one number for all. */
export type Access = 'full' | 'row' | 'column' | 'scalar';

/** Null where an operand repeats otherwise than by rows, by columns or as one number. */
export function accessOf(operand: readonly number[], result: readonly number[]): Access | null {
  const size = sizeOf(operand);
  if (size === sizeOf(result)) return 'full';
  if (size === 1) return 'scalar';
  const padded = [...Array<number>(result.length - operand.length).fill(1), ...operand];
  const differs = padded.map((dim, i) => dim !== result[i]);
  const lastDifferent = differs.lastIndexOf(true);
  if (padded.slice(0, lastDifferent + 1).every((dim) => dim === 1)) return 'row';
  const firstDifferent = differs.indexOf(true);
  if (padded.slice(firstDifferent).every((dim) => dim === 1)) return 'column';
  return null;
}

/** The rows a loop must be taken in for the sake of an operand; null where only the number of elements matters. */
export function rowsFor(operand: readonly number[], result: readonly number[]): number | null {
  const access = accessOf(operand, result);
  if (access === 'row') return sizeOf(result) / sizeOf(operand);
  return access === 'column' ? sizeOf(operand) : null;
}
