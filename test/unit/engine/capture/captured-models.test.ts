import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { captureByShape } from '../../../../src-main/engine/capture/capture-by-shape.ts';
import { captureFunction } from '../../../../src-main/engine/capture/captured-function.ts';
import { captureLoop } from '../../../../src-main/engine/capture/captured-loop.ts';
import { graphUniform } from '../../../../src-main/engine/random/graph-random.ts';
import { purposes, uniformFloats } from '#shared/random/philox.ts';
import { nativeBackend } from '../native-backend.ts';

/** What models beyond the multilayer perceptron need of capture; the eager run is the reference throughout. */
const native = await nativeBackend();
const [users, items, width, batch] = [7, 11, 4, 6];

function wave(seed: number, ...shape: number[]): tf.Tensor {
  const size = shape.reduce((a, b) => a * b, 1);
  return tf.tensor(
    Float32Array.from({ length: size }, (_, i) => Math.sin(i * 1.3 + seed) / 2),
    shape,
  );
}

function expectClose(got: tf.Tensor | undefined, want: tf.Tensor, tolerance = 1e-5): void {
  expect(got?.shape).toEqual(want.shape);
  const reference = want.dataSync();
  got?.dataSync().forEach((value, i) => {
    expect(Math.abs(value - (reference[i] ?? NaN))).toBeLessThan(tolerance);
  });
}

function vector(tensor: tf.Tensor): tf.Tensor1D {
  return tf.reshape(tensor, [tensor.size]);
}

type Adam = { table: tf.Tensor; m: tf.Tensor; v: tf.Tensor };

function adam({ table, m, v }: Adam, gradient: tf.Tensor): Adam {
  const nextM = tf.add(tf.mul(m, 0.9), tf.mul(gradient, 0.1));
  const nextV = tf.add(tf.mul(v, 0.99), tf.mul(tf.square(gradient), 0.01));
  const move = tf.div(tf.mul(nextM, 0.05), tf.add(tf.sqrt(nextV), 1e-3));
  return { table: tf.sub(table, move), m: nextM, v: nextV };
}

/**
 * One step of matrix factorisation: rows gathered by number, a negative drawn for each pair, gradients scattered back
 * (several onto the same row), Adam on both tables; two losses, their sum and the share of pairs in the right order.
 */
function pairStep(
  state: tf.Tensor[],
  [pairs = tf.zeros([batch, 2])]: tf.Tensor[],
  uniform: tf.Tensor,
): { state: tf.Tensor[]; result: tf.Tensor } {
  const [u, um, uv, i, im, iv] = state as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
  ];
  const [user, near] = tf.split(pairs, 2, 1).map(vector) as [tf.Tensor1D, tf.Tensor1D];
  const far = vector(tf.cast(tf.floor(tf.mul(uniform, items)), 'int32'));
  const scores = (rows: tf.Tensor, table: tf.Tensor, of: tf.Tensor1D): tf.Tensor =>
    tf.sum(tf.mul(rows, tf.gather(table, of)), 1);
  const losses = (ut: tf.Tensor, it: tf.Tensor): tf.Tensor[] => {
    const rows = tf.gather(ut, user);
    const margin = tf.sub(scores(rows, it, near), scores(rows, it, far));
    const ranking = tf.mean(tf.softplus(tf.neg(margin)));
    const size = tf.mul(
      tf.add(tf.sum(tf.square(rows)), tf.sum(tf.square(tf.gather(it, near)))),
      0.01,
    );
    const right = tf.mean(tf.cast(tf.greater(margin, 0), 'float32'));
    return [ranking, size, right];
  };
  const total = (ut: tf.Tensor, it: tf.Tensor): tf.Tensor => {
    const [ranking = tf.scalar(0), size = tf.scalar(0)] = losses(ut, it);
    return tf.add(ranking, size);
  };
  const [du = u, di = i] = tf.grads(total)([u, i]);
  const nextU = adam({ table: u, m: um, v: uv }, du);
  const nextI = adam({ table: i, m: im, v: iv }, di);
  const metrics = losses(u, i).map((value) => tf.reshape(value, [1]));
  return {
    state: [nextU.table, nextU.m, nextU.v, nextI.table, nextI.m, nextI.v],
    result: tf.concat1d([...metrics.map(vector), vector(total(u, i))]),
  };
}

function pairState(): tf.Tensor[] {
  const tables: [tf.Tensor, number][] = [
    [wave(1, users, width), users],
    [wave(2, items, width), items],
  ];
  return tables.flatMap(([table, rows]) => [
    table,
    tf.zeros([rows, width]),
    tf.zeros([rows, width]),
  ]);
}

describe.skipIf(!native).each(['interpreted', 'compiled'] as const)(
  'Captured, %s,',
  (execution) => {
    it('embeddings with negatives drawn in the graph, Adam, two losses and a metric learn as they do eagerly', () => {
      if (!native) return;
      const pairs = tf.tensor2d([0, 3, 1, 3, 1, 4, 6, 10, 6, 0, 6, 3], [batch, 2], 'int32');
      const stream = { seed: 17, purpose: purposes.sampling };
      const loop = captureLoop(
        native,
        { state: pairState(), feeds: [pairs] },
        (index, state, feeds) =>
          pairStep(state, feeds, graphUniform(native, { ...stream, step: index }, batch)),
        { maxSteps: 40, execution, first: 0 },
      );
      const { state, results } = loop.run(pairState(), [pairs], 0, 30);
      let eager = pairState();
      for (let step = 0; step < 30; step++) {
        const drawn = tf.tensor1d(uniformFloats({ ...stream, step }, batch));
        const next = pairStep(eager, [pairs], drawn);
        expectClose(tf.tensor1d(results.slice(step * 4, step * 4 + 4)), next.result, 1e-4);
        eager = next.state;
      }
      eager.forEach((tensor, i) => expectClose(state[i], tensor, 1e-3));
      expect(results[116] ?? NaN).toBeLessThan(results[0] ?? NaN);
      loop.dispose();
    });

    it('the gradient of each example, clipped by itself, sums to what it does eagerly', () => {
      if (!native) return;
      const inputs = (): tf.Tensor[] => [
        wave(1, 5, 3),
        wave(2, 5, 1),
        wave(3, 3, 4),
        wave(4, 4, 1),
      ];
      const clippedSum = ([x, y, w1, w2]: tf.Tensor[]): tf.Tensor[] => {
        const weights = [w1 ?? tf.scalar(0), w2 ?? tf.scalar(0)];
        const ofRow = (row: number): tf.Tensor1D => {
          const [one, wanted] = [x, y].map((t) => tf.slice(t ?? tf.scalar(0), [row, 0], [1, -1]));
          const gradients = tf.grads((a: tf.Tensor, b: tf.Tensor) => {
            const error = tf.sub(tf.matMul(tf.tanh(tf.matMul(one ?? a, a)), b), wanted ?? b);
            return tf.sum(tf.square(error));
          })(weights);
          return tf.concat1d(gradients.map(vector));
        };
        const each = tf.stack(Array.from({ length: 5 }, (_, row) => ofRow(row)));
        const norms = tf.sqrt(tf.sum(tf.square(each), 1, true));
        return [norms, tf.sum(tf.mul(each, tf.div(0.1, tf.maximum(norms, 0.1))), 0)];
      };
      const captured = captureFunction(native, inputs(), clippedSum, execution);
      const got = captured.run(inputs());
      clippedSum(inputs()).forEach((want, i) => expectClose(got[i], want));
      captured.dispose();
    });

    it('rows added up by number give what adding them one by one gives', () => {
      if (!native) return;
      const [values, at] = [wave(5, batch, width), [4, 0, 4, 4, 2, 0]];
      const captured = captureFunction(
        native,
        [values, tf.tensor1d(at, 'int32')],
        ([rows = values, segments = values]) => [
          tf.unsortedSegmentSum(rows, vector(segments), users),
          tf.scatterND(tf.reshape(segments, [batch, 1]), rows, [users, width]),
        ],
        execution,
      );
      const want = new Float32Array(users * width);
      values.dataSync().forEach((value, i) => {
        const place = (at[Math.floor(i / width)] ?? 0) * width + (i % width);
        want[place] = (want[place] ?? 0) + value;
      });
      for (const sum of captured.run([values, tf.tensor1d(at, 'int32')])) {
        expectClose(sum, tf.tensor2d(want, [users, width]));
      }
      captured.dispose();
    });
  },
);

describe.skipIf(!native)('A loop', () => {
  const examples = { state: [tf.zeros([3])], feeds: [] };
  const options = { maxSteps: 4, execution: 'interpreted', first: 0 } as const;

  it.each([
    ['engine_capture_random', (x: tf.Tensor) => tf.add(x, tf.randomNormal([3]))],
    ['engine_capture_read', (x: tf.Tensor) => tf.mul(x, tf.sum(x).dataSync()[0] ?? 0)],
  ])('that would freeze a value is refused with %s, and nothing is left of it', (code, change) => {
    if (!native) return;
    // Handed to TensorFlow at their first use.
    native.getInputTensorIds(examples.state);
    const before = [tf.memory().numTensors, native.binding.getNumOfTensors()];
    const models = native.binding.getNumOfSavedModels();
    const capture = () =>
      captureLoop(
        native,
        examples,
        (_, [x = tf.scalar(0)]) => ({ state: [change(x)], result: tf.scalar(1) }),
        options,
      );
    expect(capture).toThrow(code);
    expect([tf.memory().numTensors, native.binding.getNumOfTensors()]).toEqual(before);
    expect(native.binding.getNumOfSavedModels()).toBe(models);
  });

  it('refuses more steps than it was captured for', () => {
    if (!native) return;
    const loop = captureLoop(
      native,
      examples,
      (_, [x = tf.scalar(0)]) => ({ state: [tf.add(x, 1)], result: tf.sum(x) }),
      options,
    );
    expect(() => loop.run(examples.state, [], 0, 5)).toThrow(RangeError);
    expect([...loop.run(examples.state, [], 0, 4).results]).toEqual([0, 3, 6, 9]);
    loop.dispose();
  });
});

describe.skipIf(!native)('Captures by shape', () => {
  it('keep the latest sixteen and let go of the others', () => {
    if (!native) return;
    const models = native.binding.getNumOfSavedModels();
    let captured = 0;
    const byShape = captureByShape(
      native,
      ([x = tf.scalar(0)]) => {
        captured++;
        return [tf.sum(tf.square(x))];
      },
      'interpreted',
    );
    const sum = (rows: number) => byShape.run([tf.ones([rows])])[0]?.dataSync()[0];
    for (let rows = 1; rows <= 20; rows++) expect(sum(rows)).toBe(rows);
    expect([captured, byShape.captures]).toEqual([20, 16]);
    expect(native.binding.getNumOfSavedModels() - models).toBe(16);
    expect([sum(20), sum(1)]).toEqual([20, 1]);
    expect(captured).toBe(21);
    byShape.dispose();
    expect(native.binding.getNumOfSavedModels()).toBe(models);
  });
});
