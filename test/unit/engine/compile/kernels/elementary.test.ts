import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { compile } from '../../../../../src-main/engine/compile/program.ts';
import { traceGraph } from '../../../../../src-main/engine/compile/lower/trace-graph.ts';
import { startCpu } from '../../../../../src-main/engine/runtime/cpu.ts';

await startCpu();

/** Values of a function of one tensor, compiled with and without multiply-adds of one rounding. */
function valuesOf(fn: (x: tf.Tensor) => tf.Tensor, x: readonly number[], fused: boolean) {
  const graph = traceGraph([{ shape: [x.length], dtype: 'float32' }], ([given]) => [
    fn(given ?? tf.scalar(0)),
  ]);
  const program = compile(graph, 0, fused);
  program.inputs[0]?.set(x);
  program.run();
  return [...(program.outputs[0] ?? [])];
}

const x = Array.from({ length: 4001 }, (_, i) => Math.fround((i - 2000) / 40));
const fine = Array.from({ length: 2001 }, (_, i) => Math.fround((i - 1000) / 3000));
const positive = [1e-42, 1e-38, 1e-20, 0.001, 0.5, 0.7071, 0.999, 1, 1.001, 2, 10, 1e20, 3e38];

/** Against JavaScript's double precision, in parts of the value or of `scale`, whichever is larger. */
function expectNear(got: number[], want: number[], part: number, scale = 1e-37): void {
  got.forEach((value, i) => {
    const wanted = want[i] ?? NaN;
    if (Math.abs(wanted) > 3.4028235e38) expect(value).toBe(Math.sign(wanted) * Infinity);
    else
      expect(Math.abs(value - wanted)).toBeLessThanOrEqual(
        part * Math.max(scale, Math.abs(wanted)),
      );
  });
}

describe.each([true, false])(
  'An elementary function, multiply-adds of one rounding: %s',
  (fused) => {
    it('is the exponential to three units in the last place, over all its range', () => {
      expectNear(valuesOf(tf.exp, x, fused), x.map(Math.exp), 2e-7);
      const edges = valuesOf(tf.exp, [89, 1000, -200, -Infinity, Infinity, NaN], fused);
      expect(edges).toEqual([Infinity, Infinity, 0, 0, Infinity, NaN]);
    });

    it('is the logarithm, of the smallest and the largest numbers too', () => {
      const exact = positive.map(Math.fround);
      expectNear(valuesOf(tf.log, exact, fused), exact.map(Math.log), 2e-7, 1);
      expectNear(valuesOf(tf.log, [1.001], fused), [Math.log(Math.fround(1.001))], 2e-7);
      expect(valuesOf(tf.log, [0, -1, Infinity, NaN, -Infinity], fused)).toEqual([
        ...[-Infinity, NaN, Infinity, NaN, NaN],
      ]);
    });

    it('is the hyperbolic tangent and the logistic function', () => {
      expectNear(valuesOf(tf.tanh, [...x, ...fine], fused), [...x, ...fine].map(Math.tanh), 3e-7);
      const logistic = x.map((v) => 1 / (1 + Math.exp(-v)));
      expectNear(valuesOf(tf.sigmoid, x, fused), logistic, 4e-7);
      expect(valuesOf(tf.tanh, [Infinity, -Infinity, NaN, 0], fused)).toEqual([1, -1, NaN, 0]);
    });

    it('is softplus with the digits of small values', () => {
      const want = x.map((v) => Math.max(v, 0) + Math.log1p(Math.exp(-Math.abs(v))));
      expectNear(valuesOf(tf.softplus, x, fused), want, 4e-7);
      expect(valuesOf(tf.softplus, [Infinity, -Infinity, NaN], fused)).toEqual([Infinity, 0, NaN]);
    });

    it('is the error function to 2e-7', () => {
      // Published values: NIST Digital Library of Mathematical Functions, table 7.23; Abramowitz and Stegun, table 7.1.
      const known = [0, 0.1, 0.5, 1, 1.5, 2, 3];
      const want = [
        0, 0.112462916, 0.5204998778, 0.8427007929, 0.9661051465, 0.995322265, 0.9999779095,
      ];
      const got = valuesOf(tf.erf, [...known, ...known.map((v) => -v)], fused);
      [...want, ...want.map((v) => -v)].forEach((value, i) =>
        expect(Math.abs((got[i] ?? NaN) - value)).toBeLessThan(2e-7),
      );
    });
  },
);
