import * as tf from '@tensorflow/tfjs-core';
import { afterAll, describe, expect, it } from 'vitest';
import { smallIntegers, uniformFloats } from '#shared/random/philox.ts';
import { NoLowering } from '../../../../src-main/engine/compile/lower/no-lowering.ts';
import { compile } from '../../../../src-main/engine/compile/program.ts';
import {
  traceGraph,
  tracedDraws,
  type TracedInput,
} from '../../../../src-main/engine/compile/lower/trace-graph.ts';
import { crew, expectCutAlike } from './every-kernel-cut.ts';
import { startCpu } from '../../../../src-main/engine/runtime/cpu.ts';

await startCpu();
afterAll(() => crew.end());

const of = (...shape: number[]): TracedInput => ({ shape, dtype: 'float32' });
const zero = tf.scalar(0);
const numbers = (count: number, step = 0) =>
  uniformFloats({ seed: 3, step, purpose: 9 }, count).map((v) => v * 2 - 1);

function run(
  shapes: TracedInput[],
  fn: (inputs: tf.Tensor[]) => tf.Tensor[],
  values: Float32Array[],
  fused = true,
): Float32Array[] {
  const graph = traceGraph(shapes, fn);
  const program = compile(graph, 0, fused);
  values.forEach((value, i) => program.inputs[i]?.set(value));
  program.run();
  expectCutAlike(graph, program, fused);
  return program.outputs.map((output) => output.slice());
}

describe('A compiled matrix product', () => {
  const sizes = [1, 2, 3, 4, 5, 7, 8, 9, 12, 17];
  const cases = sizes.flatMap((m, i) =>
    sizes.map((n, j): [number, number, number] => [m, n, sizes[(i * 3 + j) % sizes.length] ?? 1]),
  );

  it.each([true, false])('is right for every remainder and transposed form, fused: %s', (fused) => {
    for (const [m, n, k] of cases) {
      for (const [ta, tb] of [
        [false, false],
        [true, false],
        [false, true],
        [true, true],
      ] as const) {
        const [a, b] = [numbers(m * k, m), numbers(k * n, n)];
        const shapes = [ta ? of(k, m) : of(m, k), tb ? of(n, k) : of(k, n)];
        const [got] = run(
          shapes,
          ([x = zero, y = zero]) => [tf.matMul(x, y, ta, tb)],
          [a, b],
          fused,
        );
        for (let i = 0; i < m * n; i++) {
          const [row, column] = [Math.floor(i / n), i % n];
          let want = 0;
          for (let p = 0; p < k; p++) {
            const left = a[ta ? p * m + row : row * k + p] ?? NaN;
            want += left * (b[tb ? column * k + p : p * n + column] ?? NaN);
          }
          expect(Math.abs((got?.[i] ?? NaN) - want)).toBeLessThan(4e-6);
        }
      }
    }
  });
});

describe('A compiled product of packed factors', () => {
  it.each([
    [40, 300, 40],
    [33, 131, 47],
    [130, 90, 67],
    [257, 40, 129],
    [19, 520, 300],
  ])(
    'is right where rows, columns and summands are left over: %i by %i, %i summands',
    (m, n, k) => {
      for (const [ta, tb] of [
        [false, false],
        [true, false],
        [true, true],
      ] as const) {
        const [a, b] = [numbers(m * k, m), numbers(k * n, n)];
        const shapes = [ta ? of(k, m) : of(m, k), tb ? of(n, k) : of(k, n)];
        const [got] = run(shapes, ([x = zero, y = zero]) => [tf.matMul(x, y, ta, tb)], [a, b]);
        let worst = 0;
        for (let i = 0; i < m * n; i++) {
          const [row, column] = [Math.floor(i / n), i % n];
          let want = 0;
          for (let p = 0; p < k; p++) {
            const left = a[ta ? p * m + row : row * k + p] ?? NaN;
            want += left * (b[tb ? column * k + p : p * n + column] ?? NaN);
          }
          worst = Math.max(worst, Math.abs((got?.[i] ?? NaN) - want));
        }
        expect(worst).toBeLessThan(2e-5);
      }
    },
  );
});

describe('A compiled reduction', () => {
  it.each([
    [1, 1],
    [1, 9],
    [5, 3],
    [7, 4],
    [3, 70],
    [2, 131],
    [64, 6],
  ])('sums, averages and finds the greatest of %i rows of %i', (rows, columns) => {
    const x = numbers(rows * columns);
    const at = (r: number, c: number): number => x[r * columns + c] ?? NaN;
    const [byRow, byColumn, all, top, where] = run(
      [of(rows, columns)],
      ([v = zero]) => [
        tf.sum(v, 1),
        tf.mean(v, 0),
        tf.sum(v),
        tf.max(v, 1),
        tf.cast(tf.argMax(v, 1), 'float32'),
      ],
      [x],
    );
    for (let r = 0; r < rows; r++) {
      const row = Array.from({ length: columns }, (_, c) => at(r, c));
      expect(byRow?.[r]).toBeCloseTo(
        row.reduce((a, b) => a + b, 0),
        4,
      );
      expect(top?.[r]).toBe(Math.max(...row));
      expect(where?.[r]).toBe(row.indexOf(Math.max(...row)));
    }
    for (let c = 0; c < columns; c++) {
      const sum = Array.from({ length: rows }, (_, r) => at(r, c)).reduce((a, b) => a + b, 0);
      expect(byColumn?.[c]).toBeCloseTo(sum / rows, 5);
    }
    expect(all?.[0]).toBeCloseTo(
      x.reduce((a, b) => a + b, 0),
      4,
    );
  });
});

describe('A compiled chain of elementwise functions', () => {
  it.each([
    [1, 5],
    [3, 4],
    [6, 3],
    [5, 9],
    [4, 1],
  ])('takes operands by row, by column and as one number, [%i, %i]', (rows, columns) => {
    const values = [numbers(rows * columns), numbers(columns, 1), numbers(rows, 2), numbers(1, 3)];
    const [got, doubled] = run(
      [of(rows, columns), of(columns), of(rows, 1), of()],
      ([v = zero, r = zero, c = zero, s = zero]) => {
        const sum = tf.add(tf.mul(tf.add(v, r), c), s);
        return [sum, tf.mul(sum, 2)];
      },
      values,
    );
    const [v = [], r = [], c = [], s = []] = values;
    for (let i = 0; i < rows * columns; i++) {
      const [row, column] = [Math.floor(i / columns), i % columns];
      const want = ((v[i] ?? 0) + (r[column] ?? 0)) * (c[row] ?? 0) + (s[0] ?? 0);
      expect(got?.[i]).toBeCloseTo(want, 5);
      expect(doubled?.[i]).toBeCloseTo(2 * want, 5);
    }
  });

  it('cuts, joins, one-hot encodes and chooses', () => {
    const x = Float32Array.from({ length: 12 }, (_, i) => i - 5);
    const [parts, hot, chosen] = run(
      [of(12), of(4)],
      ([v = zero, classes = zero]) => {
        const [a = zero, b = zero] = tf.split(v, [5, 7]);
        return [
          tf.concat([b, tf.neg(a)]),
          tf.cast(tf.oneHot(tf.cast(classes as tf.Tensor1D, 'int32'), 3), 'float32'),
          tf.where(tf.greater(v, 0), tf.square(v), tf.abs(v)),
        ];
      },
      [x, Float32Array.of(2, 0, 1, 9)],
    );
    expect([...(parts ?? [])]).toEqual([0, 1, 2, 3, 4, 5, 6, 5, 4, 3, 2, 1]);
    expect([...(hot ?? [])]).toEqual([0, 0, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0]);
    expect([...(chosen ?? [])]).toEqual([5, 4, 3, 2, 1, 0, 1, 4, 9, 16, 25, 36]);
  });
});

describe('Compiled random draws', () => {
  it.each([
    [8, 128, 0, 200],
    [8, 13, 7, 61],
    [16, 20_000, 0, 37],
    [16, 65_536, 0, 9],
  ] as const)('are those of the same stream, %i bits', (bits, threshold, first, count) => {
    for (const [seed, step] of [
      [42, 0],
      [-7, 3],
      [2 ** 31 + 5, 70_000],
    ] as const) {
      const stream = { seed, purpose: 2 };
      const graph = traceGraph([{ shape: [], dtype: 'int32' }], ([at = zero]) => [
        tf.mul(tracedDraws({ ...stream, step: at }, bits)(threshold, first, count), 3),
      ]);
      const program = compile(graph, 0);
      program.wholeInputs[0]?.set([step]);
      program.run();
      const want = smallIntegers({ ...stream, step }, first + count, bits).slice(first);
      expect([...(program.outputs[0] ?? [])]).toEqual(
        [...want].map((v) => (v >= threshold ? 3 : 0)),
      );
    }
  });
});

describe('A trace without a runtime', () => {
  const opsOf = (fn: (x: tf.Tensor) => tf.Tensor[]) =>
    traceGraph([of(4, 3)], ([x = zero]) => fn(x)).values.flatMap(({ operation }) =>
      operation.kind === 'map' ? [operation.fn] : [],
    );

  it('does equal work once, constant work never, and drops what changes nothing or is not needed', () => {
    expect(opsOf((x) => [tf.add(tf.exp(x), tf.exp(x))])).toEqual(['exp', 'add']);
    expect(opsOf((x) => [tf.mul(x, tf.sqrt(tf.scalar(4)))])).toEqual(['mul']);
    expect(opsOf((x) => (tf.exp(x), [tf.neg(tf.mul(tf.clone(tf.cast(x, 'float32')), 1))]))).toEqual(
      ['neg'],
    );
  });

  it('refuses random numbers of JavaScript and reading back', () => {
    const codeOf = (fn: (x: tf.Tensor) => tf.Tensor[]): unknown => {
      try {
        opsOf(fn);
        return null;
      } catch (thrown) {
        return (thrown as { code?: unknown }).code;
      }
    };
    expect(codeOf((x) => [tf.add(x, tf.randomUniform([4, 3]))])).toBe('engine_capture_random');
    expect(codeOf((x) => [tf.add(x, tf.randomUniform([4, 3], 0, 1, 'float32', 5))])).toBe(
      'engine_capture_random',
    );
    expect(codeOf((x) => [tf.mul(x, x.dataSync()[0] ?? 0)])).toBe('engine_capture_read');
  });

  it('names the operation that has no lowering', () => {
    expect(() => opsOf((x) => [tf.cumsum(x)])).toThrow(new NoLowering('Cumsum'));
    expect(() => opsOf((x) => [tf.pow(x, 3.5)])).toThrow(new NoLowering('Pow'));
  });
});
