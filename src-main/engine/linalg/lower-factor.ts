import type { Blocks, Transposed } from './blocks.ts';

/** A lower triangular matrix [[first, 0], [corner, second]], or one block. */
export type Lower<M> =
  { block: M } | { first: Lower<M>; corner: M; second: Lower<M>; size: number };

export type Work<M> = {
  blocks: Blocks<M>;
  /** Told of the multiply-adds done; may throw. */
  done: (multiplyAdds: number) => Promise<void>;
};

/** a b, in slices of rows with a look at the messages after each. */
export async function multiply<M>(
  a: M,
  b: M,
  transposed: Transposed,
  { blocks, done }: Work<M>,
): Promise<M> {
  const [height, width] = blocks.shape(a);
  const [rows, inner] = transposed.a ? [width, height] : [height, width];
  const columns = blocks.shape(b)[transposed.b ? 0 : 1];
  const step = Math.max(16, Math.floor(blocks.slice / (inner * columns)));
  if (step >= rows) {
    const whole = blocks.multiply(a, b, transposed);
    await done(rows * inner * columns);
    return whole;
  }
  const parts: M[] = [];
  for (let from = 0; from < rows; from += step) {
    const count = Math.min(step, rows - from);
    const own = transposed.a
      ? blocks.part(a, 0, from, inner, count)
      : blocks.part(a, from, 0, count, inner);
    parts.push(blocks.multiply(own, b, transposed));
    blocks.free(own);
    await done(count * inner * columns);
  }
  const whole = blocks.join(parts, 0);
  blocks.free(...parts);
  return whole;
}

/** x L, or x L' */
export async function timesLower<M>(
  x: M,
  lower: Lower<M>,
  transposed: boolean,
  work: Work<M>,
): Promise<M> {
  const { blocks } = work;
  if ('block' in lower) return multiply(x, lower.block, { b: transposed }, work);
  const { first, corner, second, size } = lower;
  const [rows, columns] = blocks.shape(x);
  const left = blocks.part(x, 0, 0, rows, size);
  const right = blocks.part(x, 0, size, rows, columns - size);
  const a = await timesLower(left, first, transposed, work);
  const b = await timesLower(right, second, transposed, work);
  const mixed = await multiply(transposed ? left : right, corner, { b: transposed }, work);
  const sum = blocks.add(transposed ? b : a, mixed);
  const joined = blocks.join(transposed ? [a, sum] : [sum, b], 1);
  blocks.free(left, right, a, b, mixed, sum);
  return joined;
}

/** L x, or L' x */
export async function lowerTimes<M>(
  lower: Lower<M>,
  x: M,
  transposed: boolean,
  work: Work<M>,
): Promise<M> {
  const { blocks } = work;
  if ('block' in lower) return multiply(lower.block, x, { a: transposed }, work);
  const { first, corner, second, size } = lower;
  const [rows, columns] = blocks.shape(x);
  const top = blocks.part(x, 0, 0, size, columns);
  const bottom = blocks.part(x, size, 0, rows - size, columns);
  const a = await lowerTimes(first, top, transposed, work);
  const b = await lowerTimes(second, bottom, transposed, work);
  const mixed = await multiply(corner, transposed ? bottom : top, { a: transposed }, work);
  const sum = blocks.add(transposed ? a : b, mixed);
  const joined = blocks.join(transposed ? [sum, b] : [a, sum], 0);
  blocks.free(top, bottom, a, b, mixed, sum);
  return joined;
}
