import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, it } from 'vitest';
import { captureLoop } from '../../../../src-main/engine/capture/captured-loop.ts';
import { graphUniform } from '../../../../src-main/engine/random/graph-random.ts';
import { purposes } from '#shared/random/philox.ts';
import { nativeBackend } from '../native-backend.ts';

const native = await nativeBackend();

describe.skipIf(!native).each(['interpreted', 'compiled'] as const)(
  'A captured loop, %s',
  (execution) => {
    it('counts its steps, carries its state and gives one result a step', () => {
      if (!native) return;
      const loop = captureLoop(
        native,
        { state: [tf.tensor1d([0, 1])], feeds: [tf.tensor1d([10, 20, 30, 40], 'float32')] },
        (index, [pair], [table]) => {
          const [a, b] = tf.unstack(pair ?? tf.zeros([2]));
          const next = tf.stack([b ?? tf.scalar(0), tf.add(a ?? 0, b ?? 0)]);
          const fed = tf.gather(table ?? tf.zeros([4]), tf.reshape<tf.Rank.R1>(index, [1]));
          return {
            state: [next],
            result: tf.concat1d([tf.reshape(fed, [1]), tf.reshape(tf.slice(next, [0], [1]), [1])]),
          };
        },
        { maxSteps: 8, execution, first: 0 },
      );
      const table = tf.tensor1d([10, 20, 30, 40]);
      const first = loop.run([tf.tensor1d([0, 1])], [table], 0, 3);
      expect([...first.results]).toEqual([10, 1, 20, 1, 30, 2]);
      const second = loop.run(first.state, [table], 3, 1);
      expect([...second.results]).toEqual([40, 3]);
      expect([...(second.state[0]?.dataSync() ?? [])]).toEqual([3, 5]);
      loop.dispose();
    });

    it('takes a tail of another shape after its steps, where asked, as the step that comes next', () => {
      if (!native) return;
      const sumOf =
        (rows: 'all' | 'rest') =>
        (index: tf.Scalar, [sum]: tf.Tensor[], feeds: tf.Tensor[]) => {
          const [all = tf.zeros([3, 2]), rest = tf.zeros([1])] = feeds;
          const batch = rows === 'all' ? tf.gather(all, index) : rest;
          const next = tf.add(sum ?? tf.scalar(0), tf.sum(batch));
          return { state: [next], result: tf.stack([tf.cast(index, 'float32'), tf.mean(batch)]) };
        };
      const feeds = [
        tf.tensor2d([
          [1, 2],
          [3, 4],
          [5, 6],
        ]),
        tf.tensor1d([100]),
      ];
      const options = { maxSteps: 4, execution, first: 0, tail: sumOf('rest') };
      const loop = captureLoop(native, { state: [tf.scalar(0)], feeds }, sumOf('all'), options);
      const seen = (first: number, count: number, withTail: boolean) => {
        const { state, results } = loop.run([tf.scalar(0)], feeds, first, count, withTail);
        return { sum: state[0]?.dataSync()[0], results: [...results] };
      };
      expect(seen(0, 3, true)).toEqual({ sum: 121, results: [0, 1.5, 1, 3.5, 2, 5.5, 3, 100] });
      expect(seen(1, 2, false)).toEqual({ sum: 18, results: [1, 3.5, 2, 5.5] });
      expect(seen(3, 0, true)).toEqual({ sum: 100, results: [3, 100] });
      expect(() => seen(0, 4, true)).toThrow(RangeError);
      loop.dispose();
    });

    it('draws new negatives every step inside the graph and learns an embedding from them', () => {
      if (!native) return;
      const items = 12;
      const step = (index: tf.Tensor, table: tf.Tensor, positive: tf.Tensor) => {
        const uniform = graphUniform(
          native,
          { seed: 3, step: index, purpose: purposes.sampling },
          4,
        );
        const negative = tf.cast(tf.floor(tf.mul(uniform, items)), 'int32');
        const { value, grads } = tf.valueAndGrads((t: tf.Tensor) => {
          const near = tf.gather(t, tf.reshape<tf.Rank.R1>(positive, [4]));
          const far = tf.gather(t, tf.reshape<tf.Rank.R1>(negative, [4]));
          return tf.mean(tf.softplus(tf.sub(tf.sum(far, 1), tf.sum(near, 1))));
        })([table]);
        return { next: tf.sub(table, tf.mul(grads[0] ?? 0, 0.5)), loss: value };
      };
      const start = () =>
        tf.tensor2d(
          Float32Array.from({ length: items * 3 }, (_, i) => Math.cos(i) / 5),
          [items, 3],
        );
      const positive = tf.tensor1d([1, 2, 2, 5], 'int32');
      const loop = captureLoop(
        native,
        { state: [start()], feeds: [positive] },
        (index, [table = start()], [rows = positive]) => {
          const { next, loss } = step(index, table, rows);
          return { state: [next], result: loss };
        },
        { maxSteps: 32, execution, first: 0 },
      );
      const { state, results } = loop.run([start()], [positive], 0, 20);
      let table: tf.Tensor = start();
      const losses: number[] = [];
      for (let i = 0; i < 20; i++) {
        const { next, loss } = step(tf.scalar(i, 'int32'), table, positive);
        losses.push(loss.dataSync()[0] ?? NaN);
        table = next;
      }
      losses.forEach((loss, i) => expect(results[i]).toBeCloseTo(loss, 5));
      const learnt = state[0]?.dataSync() ?? [];
      table.dataSync().forEach((value, i) => expect(learnt[i]).toBeCloseTo(value, 4));
      expect(new Set(results).size).toBe(20);
      loop.dispose();
    });
  },
);
