import { readFileSync } from 'node:fs';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, it } from 'vitest';
import { traceGraph } from '../../../../src-main/engine/compile/lower/trace-graph.ts';
import type { Value } from '../../../../src-main/engine/compile/lower/value.ts';
import { planMemory } from '../../../../src-main/engine/compile/run/memory-plan.ts';
import { schedule, sourceOf } from '../../../../src-main/engine/compile/run/schedule.ts';
import { registerGradients } from '../../../../src-main/engine/runtime/gradients.ts';

beforeAll(registerGradients);

/** The step that the folder's README follows from tfjs to memory. */
function listing(): string {
  const inputs = [
    [6, 1],
    [32, 6],
    [32, 1],
  ].map((shape) => ({ shape, dtype: 'float32' as const }));
  const graph = traceGraph(inputs, ([w, x, y]) => {
    const loss = (v: tf.Tensor) => tf.mean(tf.square(tf.sub(tf.relu(tf.matMul(x!, v)), y!)));
    const { value, grads } = tf.valueAndGrads(loss)([w!]);
    return [tf.sub(w!, tf.mul(grads[0]!, 0.1)), value];
  });
  const planned = schedule(graph);
  const plan = planMemory(graph, planned, 1);
  const splat = (value: Value): number | null => {
    const { operation } = value;
    return operation.kind === 'constant' && typeof operation.values === 'number'
      ? operation.values
      : null;
  };
  const told = graph.values.filter((value) => splat(value) === null);
  const names = new Map(told.map((value, at) => [value, `%${at}`]));
  for (const value of graph.values) {
    const number = splat(value);
    if (number !== null) names.set(value, String(Number(number.toPrecision(4))));
  }
  const lines = told.map((value) => {
    const { operation } = value;
    const kind = operation.kind === 'map' ? operation.fn : operation.kind;
    const of = value.inputs.map((input) => names.get(input)).join(', ');
    const own = `${names.get(value)} = ${kind}${of === '' ? '' : `(${of})`}`;
    const kernel = planned.kernelOf(value);
    const made = operation.kind === 'input' || kernel < 0 ? '' : `kernel ${kernel}`;
    const place = plan.isStored(sourceOf(value).source)
      ? `at ${plan.addressOf(value)}`
      : 'register';
    const shape = `[${value.shape.join(', ')}]`;
    return `${own.padEnd(28)} ${shape.padEnd(9)} ${made.padEnd(9)} ${place}`.trimEnd();
  });
  const outputs = graph.outputs.map((value) => names.get(value)).join(' and ');
  return [...lines, `new w and loss: ${outputs}; ${plan.bytes} bytes in all`].join('\n');
}

it('what the README shows of a small step is what the compiler makes of it', () => {
  const page = new URL('../../../../src-main/engine/compile/README.md', import.meta.url);
  expect(readFileSync(page, 'utf8')).toContain(listing());
});
