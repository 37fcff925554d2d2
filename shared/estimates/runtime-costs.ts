import type { EngineInfo } from '../model/run.ts';

/** What runs the tensors, as far as speed goes by it. */
export type Machine = Pick<EngineInfo, 'runtime' | 'device' | 'threads'>;

/** Seconds each of these takes. */
export type RuntimeCosts = {
  /** A multiply-add of a large matrix product. */
  dense: number;
  /** The fixed cost of one training step of about a hundred operations. */
  step: number;
  /** The same where the operations are small and, natively, compiled into one. */
  smallStep: number;
  /** A value of an embedding read, differentiated and updated in a step. */
  value: number;
  /** A pair of a softmax over the batch: logit, exponent and gradient. */
  logit: number;
  /** A value of a whole table copied in a step; nothing where rows are written in place. */
  copied: number;
};

/** Work in plain JavaScript and in the vectorised kernels, alike on every runtime, in seconds. */
export const commonCosts = {
  /** A multiply-add of two sparse rows. */
  sparse: 2.5e-9,
  /** A multiply-add of a dense matrix product in float64. */
  product: 1.5e-9,
  /** A candidate looked at while the best k are kept. */
  candidate: 28e-9,
  /** A score computed and compared while a whole catalogue is ranked. */
  ranked: 5e-9,
  /** A multiply-add in a vectorised kernel. */
  kernel: 1.3e-10,
  /** A draw of a triple and its way through memory. */
  draw: 1.4e-7,
  /** An event read from its table. */
  event: 5e-6,
} as const;

/**
 * Measured on two cores with native TensorFlow, tfjs on WebAssembly (one thread) and in plain JavaScript,
 * on Online Retail; those of graphics cards are assumed. The first fits of a session correct them.
 */
const measured = {
  native: { dense: 6.2e-11, step: 5e-4, smallStep: 2e-4, value: 3.3e-9, logit: 5e-9, copied: 0 },
  gpu: { dense: 1e-12, step: 2e-3, smallStep: 2e-3, value: 2e-10, logit: 2e-10, copied: 0 },
  webgpu: { dense: 5e-12, step: 1e-2, smallStep: 1e-2, value: 5e-10, logit: 5e-10, copied: 1e-10 },
  wasm: { dense: 4.8e-10, step: 6e-3, smallStep: 6e-3, value: 8e-8, logit: 2.5e-7, copied: 4e-9 },
  cpu: { dense: 2e-9, step: 3e-2, smallStep: 3e-2, value: 9e-7, logit: 5e-7, copied: 1e-7 },
} satisfies Record<string, RuntimeCosts>;

/** More threads than this share one memory, and matrix products gain little. */
const threadsThatCount = 16;

/** Costs on a runtime; matrix products on the processor share its threads. */
export function runtimeCosts({ runtime, device, threads }: Machine): RuntimeCosts {
  if (runtime === 'native' && device === 'gpu') return measured.gpu;
  const costs = measured[runtime];
  if (runtime !== 'native' && runtime !== 'wasm') return costs;
  return { ...costs, dense: costs.dense / Math.min(threadsThatCount, Math.max(1, threads)) };
}

/** Times the forward pass that forward, gradient of inputs and gradient of weights take together. */
export const passes = 3;
/** Bytes of a float32 or int32. */
export const number = 4;
/** Rows learnt in the kernels' 4 GiB, and a copy of them. */
export const kernelLimit = 7e9;
