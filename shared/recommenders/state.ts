import type { SparseRows, StateTensor } from '../engine/recommend.ts';
import type { NamedTensor } from '../engine/tensors.ts';

function named(state: readonly StateTensor[], name: string): StateTensor {
  const found = state.find((tensor) => tensor.name === name);
  if (!found) throw new Error(`the model's state has no ${name}`);
  return found;
}

/** A tensor of floats of a model's state by name. @throws Error where there is none, or it holds indices */
export function tensorFrom(state: readonly StateTensor[], name: string): NamedTensor {
  const { data, ...rest } = named(state, name);
  if (data instanceof Int32Array) throw new Error(`the state's ${name} holds no floats`);
  return { ...rest, data };
}

function intsFrom(state: readonly StateTensor[], name: string): Int32Array {
  const { data } = named(state, name);
  if (!(data instanceof Int32Array)) throw new Error(`the state's ${name} holds no indices`);
  return data;
}

export function dense(name: string, shape: number[], data: Float32Array): NamedTensor {
  return { name, shape, data };
}

export function sparseToState(rows: SparseRows, name: string): StateTensor[] {
  return [
    { name: `${name}/pointer`, shape: [rows.pointer.length], data: rows.pointer },
    { name: `${name}/index`, shape: [rows.index.length], data: rows.index },
    { name: `${name}/value`, shape: [rows.value.length], data: rows.value },
  ];
}

export function sparseFromState(state: readonly StateTensor[], name: string): SparseRows {
  return {
    pointer: intsFrom(state, `${name}/pointer`),
    index: intsFrom(state, `${name}/index`),
    value: tensorFrom(state, `${name}/value`).data,
  };
}
