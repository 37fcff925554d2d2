import type { Tensor } from '@tensorflow/tfjs-core';
import type { NativeBackend, NativeBinding } from '../runtime/runtime.ts';

type Constants = NativeBinding & {
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_TYPE: number;
  readonly TF_FLOAT: number;
};

/** Runs one float32 TensorFlow operation that tfjs-core has no name for. */
export function nativeOp(
  backend: NativeBackend,
  op: string,
  inputs: readonly Tensor[],
  flags: Record<string, boolean> = {},
): Tensor {
  // The addon's constants are plain numbers on the binding, outside its declared interface.
  const binding = backend.binding as Constants;
  const attrs = [
    { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
    ...Object.entries(flags).map(([name, value]) => ({ name, type: binding.TF_ATTR_BOOL, value })),
  ];
  const [made] = binding.executeOp(op, attrs, backend.getInputTensorIds(inputs), 1);
  if (!made) throw new Error(`${op} returned nothing`);
  return backend.createOutputTensor(made);
}
