import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type * as Tfjs from '@tensorflow/tfjs';
import { startNative } from '../../../../src-main/engine/runtime/native.ts';
import { startWasm } from '../../../../src-main/engine/runtime/wasm.ts';
import type { Case } from '../cases.ts';

/** tfjs's own `model.fit` on tfjs-node or wasm; prints one JSON line: steps a second of each repeat, by case. */
const [runtime, folder = '', job = '{}'] = process.argv.slice(2);
const { cases, repeats }: { cases: Case[]; repeats: number } = JSON.parse(job);
await (runtime === 'wasm' ? startWasm() : startNative());
const tf: typeof Tfjs = createRequire(import.meta.url)('@tensorflow/tfjs');

/** Enough steps to time; a whole epoch of the larger nets would take minutes. */
const mostSteps = 40;
const results: number[][] = [];
for (const { rows, columns, units, batch } of cases) {
  const used = Math.min(rows, mostSteps * batch);
  const floats = (name: string, length: number): Float32Array =>
    new Float32Array(readFileSync(`${folder}/${name}-${columns}.f32`).buffer.slice(0, length * 4));
  const x = tf.tensor2d(floats('x', used * columns), [used, columns]);
  const y = tf.tensor2d(floats('y', used), [used, 1]);
  const model = tf.sequential();
  units.forEach((count, i) => {
    model.add(
      tf.layers.dense({
        units: count,
        activation: 'relu',
        ...(i === 0 && { inputShape: [columns] }),
      }),
    );
    model.add(tf.layers.dropout({ rate: 0.5 }));
  });
  model.add(tf.layers.dense({ units: 1, activation: 'sigmoid' }));
  model.compile({
    optimizer: tf.train.adam(0.001),
    loss: 'binaryCrossentropy',
    metrics: ['accuracy'],
  });
  const rates: number[] = [];
  for (let run = -1; run < repeats; run++) {
    const started = performance.now();
    await model.fit(x, y, { batchSize: batch, epochs: 1, verbose: 0, yieldEvery: 'never' });
    if (run >= 0) rates.push((Math.floor(used / batch) * 1000) / (performance.now() - started));
  }
  results.push(rates);
  tf.dispose([x, y]);
}
console.log(JSON.stringify(results));
process.exit(0);
