import * as tf from '@tensorflow/tfjs-core';
import type { FlatState } from './flat-state.ts';
import type { StepState } from './step.ts';
import type { RunnerState } from '../runners/step-runner.ts';

/** Which tensors a run's state has, in order: parameters, slots, moving averages, last gradient. */
export type StateShape = { slots: number; moving: boolean; gradient: boolean };

export function stateShape({ slots, moving }: FlatState, gradient: boolean): StateShape {
  return { slots: slots.length, moving: moving.length > 0, gradient };
}

export function stateTensors(state: FlatState, shape: StateShape): tf.Tensor1D[] {
  const { parameters, slots, moving } = state;
  // Copies: on some runtimes a tensor goes on using the array it was made of.
  return [
    tf.tensor1d(parameters.slice()),
    ...slots.map((slot) => tf.tensor1d(slot.slice())),
    ...(shape.moving ? [tf.tensor1d(moving.slice())] : []),
    ...(shape.gradient ? [tf.zeros<tf.Rank.R1>([parameters.length])] : []),
  ];
}

export function tensorsToState(tensors: readonly tf.Tensor[], shape: StateShape): StepState {
  const flat = tensors.map((tensor) => tf.reshape<tf.Rank.R1>(tensor, [tensor.size]));
  const [parameters] = flat;
  if (!parameters) throw new Error('a state has parameters');
  const after = 1 + shape.slots;
  return {
    parameters,
    slots: flat.slice(1, after),
    moving: shape.moving ? (flat[after] ?? null) : null,
    gradient: shape.gradient ? (flat[after + (shape.moving ? 1 : 0)] ?? null) : null,
  };
}

/** All of a step's state in order. */
export function stateList({ parameters, slots, moving, gradient }: StepState): tf.Tensor1D[] {
  return [parameters, ...slots, ...(moving ? [moving] : []), ...(gradient ? [gradient] : [])];
}

export async function readState(
  tensors: readonly tf.Tensor[],
  shape: StateShape,
): Promise<RunnerState> {
  const arrays: Float32Array<ArrayBuffer>[] = [];
  for (const tensor of tensors) arrays.push(new Float32Array(await tensor.data<'float32'>()));
  return runnerState(arrays, shape);
}

/** The arrays of a state in order, by what they are. */
export function runnerState(
  arrays: readonly Float32Array<ArrayBuffer>[],
  shape: StateShape,
): RunnerState {
  const [parameters = new Float32Array(0)] = arrays;
  const after = 1 + shape.slots;
  return {
    state: {
      parameters,
      slots: arrays.slice(1, after),
      moving: shape.moving ? (arrays[after] ?? new Float32Array(0)) : new Float32Array(0),
    },
    gradient: shape.gradient ? (arrays.at(-1) ?? null) : null,
  };
}
