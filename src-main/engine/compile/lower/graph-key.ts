import type { Graph, Operation, Value } from './value.ts';

/** Says all that a graph computes: graphs of equal keys are the same program. */
export function graphKey({ inputs, outputs, values }: Graph): string {
  const numbers = new Map([...inputs, ...values].map((value, at) => [value, at]));
  const numbered = (list: readonly Value[]): string =>
    list.map((value) => numbers.get(value)).join();
  const lines = [...inputs, ...values].map(
    (value) =>
      `${operationKey(value.operation)} of ${numbered(value.inputs)} as ${value.type} ${value.shape.join('x')}`,
  );
  return [...lines, `gives ${numbered(outputs)}`].join('\n');
}

/** An operation with all its settings, constants in full, by their bits. */
export function operationKey(operation: Operation): string {
  return Object.entries(operation)
    .map(([name, value]) => `${name} ${settingKey(value)}`)
    .join();
}

function settingKey(value: unknown): string {
  if (ArrayBuffer.isView(value))
    return new Int32Array(value.buffer, value.byteOffset, value.byteLength / 4).join();
  return Object.is(value, -0) ? '-0' : String(value);
}
