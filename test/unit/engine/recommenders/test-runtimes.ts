import * as tf from '@tensorflow/tfjs-core';
import { linalgOn } from '../../../../src-main/engine/linalg/linalg.ts';
import type { FitContext } from '../../../../src-main/engine/recommenders/recommender.ts';
import { startCpu } from '../../../../src-main/engine/runtime/cpu.ts';
import { startNative } from '../../../../src-main/engine/runtime/native.ts';
import type { Runtime } from '../../../../src-main/engine/runtime/runtime.ts';

export type TestRuntime = 'native' | 'cpu';

const backends = { native: 'tensorflow', cpu: 'cpu' };
const started = new Map<TestRuntime, Runtime>();

/** Makes a runtime the current one. Both can live in one process. */
export async function useRuntime(name: TestRuntime): Promise<Runtime> {
  const known = started.get(name) ?? (await (name === 'native' ? startNative() : startCpu()));
  started.set(name, known);
  await tf.setBackend(backends[name]);
  return known;
}

/** The runtimes this machine has: plain JavaScript always, TensorFlow where it is set up. */
export async function testRuntimes(): Promise<TestRuntime[]> {
  try {
    await useRuntime('native');
    return ['native', 'cpu'];
  } catch (thrown) {
    console.warn(`skipped, no native runtime: ${String(thrown).split('\n')[0]}`);
    return ['cpu'];
  }
}

export async function fitContext(
  name: TestRuntime,
  changes: Partial<FitContext> = {},
): Promise<FitContext> {
  const runtime = await useRuntime(name);
  return {
    linalg: linalgOn(runtime),
    native: runtime.native,
    seed: 7,
    noting: (operation) => {
      throw new Error(`no compiled form of ${operation}`);
    },
    progress: async () => undefined,
    ...changes,
  };
}
