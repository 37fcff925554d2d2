import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { captureFunction } from '../../../../src-main/engine/capture/captured-function.ts';
import { graphDraws, graphUniform } from '../../../../src-main/engine/random/graph-random.ts';
import { shuffled, smallIntegers, uniformFloats } from '#shared/random/philox.ts';
import { startNative } from '../../../../src-main/engine/runtime/native.ts';
import type { NativeBackend } from '../../../../src-main/engine/runtime/runtime.ts';

let native: NativeBackend;
beforeAll(async () => {
  const runtime = await startNative();
  if (!runtime.native) throw new Error('the native runtime has a backend');
  native = runtime.native;
});

const streams = [
  { seed: 1, step: 0, purpose: 0 },
  { seed: 0xdeadbeef, step: 12345, purpose: 0 },
  { seed: 7, step: 3, purpose: 3 },
];

describe('Philox in JavaScript', () => {
  it.each(streams)('draws what TensorFlow draws, operation by operation: %o', (stream) => {
    const step = tf.scalar(stream.step, 'int32');
    const drawn = graphUniform(native, { ...stream, step }, 999).dataSync();
    expect(drawn).toEqual(uniformFloats(stream, 999));
  });

  it.each(['interpreted', 'compiled'] as const)(
    'draws what a captured graph draws, %s',
    (execution) => {
      for (const stream of streams) {
        const draw = (step: tf.Tensor) => graphUniform(native, { ...stream, step }, 3584);
        const captured = captureFunction(
          native,
          [tf.scalar(99, 'int32')],
          ([step]) => [draw(step ?? tf.scalar(0, 'int32'))],
          execution,
        );
        const [drawn] = captured.run([tf.scalar(stream.step, 'int32')]);
        expect(drawn?.dataSync()).toEqual(uniformFloats(stream, 3584));
        captured.dispose();
      }
    },
  );

  it.each([8, 16] as const)(
    'tells which draws of %i bits TensorFlow finds large enough',
    (bits) => {
      const stream = { seed: 0xfeed1234, step: 8, purpose: 0 };
      const wanted = smallIntegers(stream, 777, bits);
      expect(new Set(wanted).size).toBeGreaterThan(bits === 8 ? 200 : 700);
      const parts = [0.5, 0.3].map((share) => Math.round(share * 2 ** bits));
      const ask = (step: tf.Tensor) => {
        const atLeast = graphDraws(native, { ...stream, step }, 777, bits);
        return [atLeast(parts[0] ?? 0, 0, 777), atLeast(parts[1] ?? 0, 500, 200)];
      };
      for (const execution of ['interpreted', 'compiled'] as const) {
        const captured = captureFunction(
          native,
          [tf.scalar(1, 'int32')],
          ([step = tf.scalar(1)]) => ask(step),
          execution,
        );
        const [all, some] = captured.run([tf.scalar(stream.step, 'int32')]);
        expect(all?.dataSync()).toEqual(
          Float32Array.from(wanted, (n) => Number(n >= (parts[0] ?? 0))),
        );
        expect(some?.dataSync()).toEqual(
          Float32Array.from(wanted.slice(500, 700), (n) => Number(n >= (parts[1] ?? 0))),
        );
        captured.dispose();
      }
    },
  );

  it('shuffles every row into a new order for each epoch and seed', () => {
    const rows = Int32Array.from({ length: 100 }, (_, i) => i * 3);
    const first = shuffled(rows, 4, 0);
    expect(first.toSorted()).toEqual(rows);
    expect(first).toEqual(shuffled(rows, 4, 0));
    expect(first).not.toEqual(shuffled(rows, 4, 1));
    expect(first).not.toEqual(shuffled(rows, 5, 0));
  });
});
