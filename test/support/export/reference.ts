import { expect } from 'vitest';
import type { ModelSpec } from '../../../shared/model/model-spec.ts';
import { forwardPass } from '../../../shared/network/forward.ts';
import { layoutOf } from '../../../shared/network/layout.ts';
import type { Matrix } from '../../../shared/network/matrix.ts';

/** Outputs of the textbook's net in float64, row by row: [rows, units]. */
export function referenceOutputs(
  spec: ModelSpec,
  weights: ReadonlyMap<string, Float32Array>,
  features: Float32Array,
): number[][] {
  const { trainable, moving } = layoutOf(spec);
  const tensors = new Map(
    [...trainable, ...moving].map(({ name, shape }) => {
      const data = Array.from(weights.get(name) ?? []);
      return [name, shape.length === 2 ? rowsOf(data, shape[1] ?? 1) : data] as const;
    }),
  );
  const x = rowsOf(Array.from(features), spec.inputs);
  const y = x.map(() => new Array<number>(spec.output.units).fill(0));
  return forwardPass(spec, tensors, { x, y }, { training: false }).output.a;
}

function rowsOf(data: number[], width: number): Matrix {
  return Array.from({ length: data.length / width }, (_, row) =>
    data.slice(row * width, (row + 1) * width),
  );
}

/**
 * Features whose values differ in a bit, with an example of each; the sign of a zero aside, which ONNX Runtime's Where does
 * not keep.
 */
export function bitDifferences(
  got: ArrayLike<number>,
  want: Float32Array,
  names: readonly string[],
): string[] {
  const found = new Map<string, string>();
  expect(got.length).toBe(want.length);
  for (let at = 0; at < want.length; at++) {
    if (got[at] === want[at]) continue;
    const name = names[at % names.length] ?? '';
    const row = Math.floor(at / names.length);
    found.set(name, `${name}, row ${row}: ${got[at]} instead of ${want[at]}`);
  }
  return [...found.values()];
}

/** Largest differences of scores, where every feature is at most 10 and anywhere. */
export function scoreDifferences(
  got: ArrayLike<number>,
  want: readonly number[][],
  features: Float32Array,
): { near: number; anywhere: number } {
  const units = want[0]?.length ?? 1;
  const width = features.length / want.length;
  let [near, anywhere] = [0, 0];
  want.forEach((row, r) => {
    const isNear = features.subarray(r * width, (r + 1) * width).every((x) => Math.abs(x) <= 10);
    row.forEach((value, unit) => {
      const off = Math.abs((got[r * units + unit] ?? NaN) - value);
      // NaN must not pass for a small difference.
      const counted = Number.isNaN(off) ? Infinity : off;
      if (isNear) near = Math.max(near, counted);
      anywhere = Math.max(anywhere, counted);
    });
  });
  return { near, anywhere };
}
