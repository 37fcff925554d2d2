import * as tf from '@tensorflow/tfjs-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { uniformFloats } from '#shared/random/philox.ts';
import { compile } from '../../../../../src-main/engine/compile/program.ts';
import {
  traceGraph,
  tracedUniform,
  type TracedInput,
} from '../../../../../src-main/engine/compile/lower/trace-graph.ts';
import { crew, expectCutAlike } from '../every-kernel-cut.ts';
import { startCpu } from '../../../../../src-main/engine/runtime/cpu.ts';

beforeAll(startCpu);
afterAll(() => crew.end());

type Fn = (...inputs: tf.Tensor[]) => tf.Tensor[];
const numbers = (count: number, step: number) =>
  uniformFloats({ seed: 4, step, purpose: 9 }, count).map((v) => v * 2 - 1);

/** Compiled and by tfjs's own JavaScript kernels, on the same numbers; whole numbers are given as they are. */
function expectAlike(given: (number[] | tf.Tensor)[], fn: Fn): void {
  const tensors = given.map((one, at) =>
    Array.isArray(one)
      ? tf.tensor(
          numbers(
            one.reduce((a, b) => a * b, 1),
            at,
          ),
          one,
        )
      : one,
  );
  const shapes = tensors.map(({ shape, dtype }) => ({ shape, dtype }) as TracedInput);
  const floats: Fn = (...inputs) => fn(...inputs).map((out) => tf.cast(out, 'float32'));
  const graph = traceGraph(shapes, (inputs) => floats(...inputs));
  const program = compile(graph, 0);
  tensors.forEach((tensor, at) => {
    const views = { float32: program.inputs, int32: program.wholeInputs, bool: program.byteInputs };
    views[tensor.dtype as TracedInput['dtype']][at]?.set(tensor.dataSync());
  });
  program.run();
  expectCutAlike(graph, program);
  floats(...tensors).forEach((want, at) => {
    const got = program.outputs[at];
    const values = want.dataSync();
    expect(got?.length).toBe(values.length);
    values.forEach((value, i) => expect(got?.[i]).toBeCloseTo(value, 4));
  });
}

const ids = (...values: number[]): tf.Tensor => tf.tensor1d(values, 'int32');

describe('Compiled arrangements are those of tfjs:', () => {
  it.each([
    [
      [2, 3, 4],
      [1, 0, 2],
    ],
    [
      [2, 3, 4],
      [1, 2, 0],
    ],
    [
      [5, 1, 7],
      [2, 1, 0],
    ],
    [
      [2, 3, 4, 5],
      [0, 2, 1, 3],
    ],
    [
      [2, 9, 3, 70],
      [0, 2, 1, 3],
    ],
    [
      [71, 66],
      [1, 0],
    ],
  ])('%o turned by %o', (shape, perm) => {
    expectAlike([shape], (x) => [tf.transpose(x!, perm)]);
  });

  it.each([0, 1, 2])('cut, joined, padded and stacked along dimension %i', (axis) => {
    expectAlike(
      [
        [4, 6, 5],
        [4, 6, 5],
      ],
      (x, y) => {
        const [a, b] = tf.split(x!, axis === 2 ? [2, 3] : [1, x!.shape[axis]! - 1], axis);
        const edges = [0, 1, 2].map((at): [number, number] => (at === axis ? [2, 1] : [0, 0]));
        return [
          a!,
          b!,
          tf.concat([b!, y!, a!], axis),
          tf.pad(x!, edges, 7),
          tf.stack([x!, y!], axis),
          tf.unstack(y!, axis)[1]!,
        ];
      },
    );
  });

  it('rows and columns cut out of the middle', () => {
    expectAlike([[7, 9]], (x) => [
      tf.slice2d(x as tf.Tensor2D, [2, 3], [4, 5]),
      tf.slice2d(x as tf.Tensor2D, [6, 0], [1, 9]),
    ]);
  });

  it('operands that repeat in the middle, at both ends and in different rows', () => {
    expectAlike(
      [
        [3, 1, 5],
        [3, 4, 5],
        [4, 1],
        [1, 4, 1],
      ],
      (a, b, c, d) => [
        tf.add(a!, b!),
        tf.mul(tf.add(b!, c!), a!),
        tf.sub(tf.reshape(a!, [3, 1, 5]), tf.mul(d!, b!)),
        tf.greater(tf.reshape(c!, [4, 1]), tf.reshape(c!, [1, 4])),
      ],
    );
  });

  it.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])('products of two dimensions of batches, turned: %s %s', (ta, tb) => {
    const [a, b] = [ta ? [2, 3, 6, 5] : [2, 3, 5, 6], tb ? [2, 3, 7, 6] : [2, 3, 6, 7]];
    expectAlike([a, b], (x, y) => [tf.matMul(x!, y!, ta, tb)]);
  });

  it('sums and means over dimensions that are no neighbours', () => {
    expectAlike([[3, 4, 5, 2]], (x) => [
      tf.sum(x!, [0, 2]),
      tf.mean(x!, [1, 3], true),
      tf.max(x!, [0, 3]),
    ]);
  });
});

describe('Compiled tables', () => {
  it.each([1, 3, 4, 10, 70])(
    'rows of %i are taken, added up and put in, one number more than once',
    (width) => {
      expectAlike(
        [[6, width], [5, width], ids(4, 0, 4, 5, 4), ids(2, 5, 1)],
        (table, rows, at, few) => {
          const column = tf.reshape(at!, [5, 1]);
          const sums = tf.scatterND(column, rows!, [6, width]);
          return [
            tf.gather(table!, at as tf.Tensor1D),
            sums,
            tf.gather(sums, at as tf.Tensor1D),
            tf.tensorScatterUpdate(
              table!,
              tf.reshape(few!, [3, 1]),
              tf.slice(rows!, [1, 0], [3, width]),
            ),
          ];
        },
      );
    },
  );

  it('of bytes and of whole numbers are read, beyond 2 to the 24 exactly', () => {
    const large = ids(16_777_217, 33_554_435, -7);
    expectAlike(
      [tf.tensor1d([true, false, true, true], 'bool'), large, ids(2, 0, 1, 2)],
      (known, from, at) => [
        tf.gather(known!, at as tf.Tensor1D),
        tf.sub(
          tf.mul(tf.gather(from!, at as tf.Tensor1D), ids(3, 3, 3, 3)),
          ids(-20, 50_331_640, 100_663_300, 0),
        ),
        tf.notEqual(from!, ids(16_777_216, 33_554_435, -7)),
      ],
    );
  });

  it('are written in place where they are the state, and by a copy where they are read afterwards', () => {
    const shapes: TracedInput[] = [
      { shape: [3, 2], dtype: 'float32' },
      { shape: [1], dtype: 'int32' },
    ];
    const put: Fn = (table, at) => {
      const row = tf.add(tf.gather(table!, at as tf.Tensor1D), 1);
      const next = tf.tensorScatterUpdate(table!, tf.reshape(at!, [1, 1]), row);
      return [next, tf.sum(tf.sub(next, table!))];
    };
    const program = compile(
      traceGraph(shapes, (inputs) => put(...inputs)),
      1,
    );
    program.inputs[0]?.set([1, 2, 3, 4, 5, 6]);
    for (const at of [2, 0, 2]) {
      program.wholeInputs[1]?.set([at]);
      program.run();
      expect(program.outputs[1]?.[0]).toBe(2);
    }
    expect([...(program.outputs[0] ?? [])]).toEqual([2, 3, 3, 4, 7, 8]);
  });
});

it('Compiled uniform numbers are those of the same stream', () => {
  const stream = { seed: -3, purpose: 4 };
  const graph = traceGraph([{ shape: [], dtype: 'int32' }], ([step]) => [
    tracedUniform({ ...stream, step: step! }, 37),
  ]);
  const program = compile(graph, 0);
  program.wholeInputs[0]?.set([70_001]);
  program.run();
  expect(program.outputs[0]).toEqual(uniformFloats({ ...stream, step: 70_001 }, 37));
});

describe('Programs of equal traces', () => {
  const traced = (factor: number, constant: number[]) =>
    traceGraph([{ shape: [3], dtype: 'float32' }], ([x]) => [
      tf.add(tf.mul(x!, factor), tf.tensor1d(constant)),
    ]);

  it('share no memory', () => {
    const [one, other] = [compile(traced(2, [1, 2, 3]), 0), compile(traced(2, [1, 2, 3]), 0)];
    one.inputs[0]?.set([1, 1, 1]);
    other.inputs[0]?.set([5, 5, 5]);
    one.run();
    other.run();
    expect([...(one.outputs[0] ?? [])]).toEqual([3, 4, 5]);
    expect([...(other.outputs[0] ?? [])]).toEqual([11, 12, 13]);
  });

  it('are told from others by every constant, the sign of zero too', () => {
    const results = [
      [1, 2, 3],
      [1, 2, 4],
      [0, 0, 1],
      [-0, 0, 1],
    ].map((constant) => {
      const program = compile(traced(-1, constant), 0);
      program.run();
      return [...(program.outputs[0] ?? [])];
    });
    expect(results).toEqual([
      [1, 2, 3],
      [1, 2, 4],
      [0, 0, 1],
      [-0, 0, 1],
    ]);
  });
});
