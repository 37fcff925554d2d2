import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { expect, it } from 'vitest';
import { algorithm } from '#shared/recommenders/index.ts';
import { sizeOf } from '../../../../../src-main/engine/recommenders/neural/dense-part.ts';
import type { ConfigOf } from '../../../../../src-main/engine/recommenders/recommender.ts';
import { caserNet } from '../../../../../src-main/engine/recommenders/sequence/caser-net.ts';
import { packRows } from '../../../../../src-main/engine/recommenders/sequence/packed-rows.ts';
import { testRuntimes, useRuntime } from '../test-runtimes.ts';

const golden = JSON.parse(
  readFileSync(new URL('../../../../golden/sequence/caser.json', import.meta.url), 'utf8'),
) as number[][][];
const config = algorithm.parse({
  ...{ type: 'caser', factors: 4, window: 3, horizontal: 2, vertical: 2 },
}) as ConfigOf<'caser'>;
const net = caserNet(config, 7);
const size = net.dense.reduce((sum, one) => sum + sizeOf(one), 0);
const sequences = [[2, 0, 5, 1], [3], [6, 4]];

it.each(await testRuntimes())(
  'Caser makes of packed sequences what PyTorch’s convolutions make of each place’s window on %s',
  async (runtime) => {
    await useRuntime(runtime);
    const packed = packRows(sequences.map(({ length }) => length));
    const ids = new Int32Array(packed.rows * packed.length);
    sequences.forEach((sequence, at) => ids.set(sequence, packed.starts[at]!));
    const [items, segments, positions] = [ids, packed.segments, packed.positions].map((values) =>
      tf.tensor2d(values, [packed.rows, packed.length], 'int32'),
    );
    const places = { items: items!, segments: segments!, positions: positions! };
    const weights = Array.from({ length: size }, (_, at) => 0.4 * Math.sin(1.7 * at + 0.3));
    const drop = (x: tf.Tensor2D): tf.Tensor2D => x;
    const hidden = net.hidden(tf.tensor1d(weights), places, drop).hidden.arraySync();
    golden.forEach((vectors, at) =>
      vectors.forEach((vector, place) =>
        vector.forEach((value, column) =>
          expect(hidden[packed.starts[at]! + place]![column]).toBeCloseTo(value, 5),
        ),
      ),
    );
    expect(golden.flat(2).some((value) => value > 0)).toBe(true);
  },
);
