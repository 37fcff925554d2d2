import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import { restoreNodeUtil } from './node-util-shim.ts';
import type { NativeBackend, Runtime } from './runtime.ts';

/**
 * tfjs-node on TensorFlow's shared library. Thread counts and oneDNN come from the environment TensorFlow
 * itself reads, which must be set before this is called.
 * @throws whatever loading the addon throws
 */
export async function startNative(): Promise<Runtime> {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  restoreNodeUtil();
  createRequire(import.meta.url)('@tensorflow/tfjs-node-gpu');
  await tf.setBackend('tensorflow');
  await tf.ready();
  replaceGather();
  // tfjs-core types a backend by its public interface only; the addon's binding lies behind it.
  const native = tf.backend() as unknown as NativeBackend;
  return {
    name: 'native',
    device: native.binding.isUsingGpuDevice() ? 'gpu' : 'cpu',
    native,
    threads: Number(process.env.TF_NUM_INTRAOP_THREADS ?? 0) || availableParallelism(),
    oneDnn: process.env.TF_ENABLE_ONEDNN_OPTS !== '0',
    versions: { tensorflow: native.binding.TF_Version, tfjs: tf.version_core },
    lost: null,
  };
}

/** tfjs-node's own gather reads every index back to JavaScript to check it; TensorFlow checks them too. */
function replaceGather(): void {
  tf.unregisterKernel('GatherV2', 'tensorflow');
  tf.registerKernel({
    kernelName: 'GatherV2',
    backendName: 'tensorflow',
    kernelFunc: ({ inputs, backend, attrs }) => {
      // Kernel arguments arrive untyped from tfjs-core's registry.
      const native = backend as NativeBackend;
      const { x, indices } = inputs as unknown as { x: tf.Tensor; indices: tf.Tensor };
      const axis = tf.scalar(Number(attrs?.axis ?? 0), 'int32');
      const [out] = native.binding.executeOp(
        'GatherV2',
        [
          { name: 'batch_dims', type: native.binding.TF_ATTR_INT, value: Number(attrs?.batchDims) },
          { name: 'Tparams', type: native.binding.TF_ATTR_TYPE, value: typeOf(native, x) },
          { name: 'Tindices', type: native.binding.TF_ATTR_TYPE, value: native.binding.TF_INT32 },
          { name: 'Taxis', type: native.binding.TF_ATTR_TYPE, value: native.binding.TF_INT32 },
        ],
        native.getInputTensorIds([x, indices, axis]),
        1,
      );
      axis.dispose();
      if (!out) throw new Error('GatherV2 returned nothing');
      return native.createOutputTensor(out);
    },
  });
}

function typeOf(native: NativeBackend, x: tf.Tensor): number {
  const { TF_FLOAT, TF_INT32, TF_BOOL } = native.binding;
  return x.dtype === 'float32' ? TF_FLOAT : x.dtype === 'bool' ? TF_BOOL : TF_INT32;
}
