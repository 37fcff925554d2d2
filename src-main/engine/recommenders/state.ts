import type { SparseRows } from '#shared/engine/recommend.ts';
import type { NamedTensor } from '#shared/engine/tensors.ts';

/** A tensor of a model's state by name. */
export function tensorFrom(state: readonly NamedTensor[], name: string): NamedTensor {
  const found = state.find((tensor) => tensor.name === name);
  if (!found) throw new Error(`the model's state has no ${name}`);
  return found;
}

export function dense(name: string, shape: number[], data: Float32Array): NamedTensor {
  return { name, shape, data };
}

/** Indices are kept as the bits of float32 values, so that they stay exact beyond 2^24. */
export function sparseToState(rows: SparseRows, name: string): NamedTensor[] {
  const bits = (values: Int32Array): Float32Array =>
    new Float32Array(values.buffer.slice(values.byteOffset, values.byteOffset + values.byteLength));
  return [
    { name: `${name}/pointer`, shape: [rows.pointer.length], data: bits(rows.pointer) },
    { name: `${name}/index`, shape: [rows.index.length], data: bits(rows.index) },
    { name: `${name}/value`, shape: [rows.value.length], data: rows.value },
  ];
}

export function sparseFromState(state: readonly NamedTensor[], name: string): SparseRows {
  const ints = (part: string): Int32Array => {
    const { data } = tensorFrom(state, `${name}/${part}`);
    return new Int32Array(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
  };
  return {
    pointer: ints('pointer'),
    index: ints('index'),
    value: tensorFrom(state, `${name}/value`).data,
  };
}
