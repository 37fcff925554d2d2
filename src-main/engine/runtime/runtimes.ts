import * as tf from '@tensorflow/tfjs-core';
import type { EngineInfo, EngineStatus } from '#shared/model/run.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { Runtime } from './runtime.ts';
import {
  engineInfo,
  foreseenInfo,
  measuredSteps,
  startTensorflow,
  withMemory,
  withMissing,
  type Started,
  type Surroundings,
} from './start.ts';
import type { StepTimes } from './thread-choice.ts';
import { startWasm } from './wasm.ts';
import { hasHardwareGpu, startWebgpu } from './webgpu.ts';

export type Device = 'auto' | 'cpu' | 'gpu';

/** A device, or steps compiled to WebAssembly where TensorFlow could be had as well, with the times that decided. */
export type Place = Device | { compiled: StepTimes };

/** The runtimes of this process, each started at the first need and kept for its life. */
export type Runtimes = {
  /**
   * Makes the runtime of a device tfjs's current one. `auto` keeps the current one, or takes TensorFlow's. `cpu` is
   * TensorFlow, on a GPU only where this process was begun with `auto` and its CUDA build was measured as faster.
   * `work` (rows a batch times parameters) guides the choice of threads where this is the first use.
   * @throws PortraitError `engine_device_missing` where `gpu` is asked for and there is none
   */
  use(place: Place, work?: number): Promise<Runtime>;
  /** What steps of so much work take either way, as measured; null where nothing is to be chosen. */
  stepTimes(work: number): Promise<StepTimes | null>;
  /** Whether a GPU might be worth measuring: there is one, and it is not a piece of software. */
  gpuWorthTrying(): Promise<boolean>;
  /** What is in use, or what will be. */
  info(device: Device): Promise<EngineInfo>;
  /** What is in use. @throws PortraitError `engine_unavailable` before the first use */
  current(): EngineInfo;
  /** Has the status name an operation that has no compiled form. */
  noteMissing(operation: string): void;
  /** What is in use, or what `info` foresaw, with the memory held now; null before either. */
  status(): EngineStatus | null;
};

const backendNames = { native: 'tensorflow', webgpu: 'webgpu', wasm: 'wasm', cpu: 'cpu' } as const;

export function runtimes(surroundings: Surroundings): Runtimes {
  let tensorflow: Promise<Started> | null = null;
  let webgpu: Promise<Started> | null = null;
  let wasm: Promise<Runtime> | null = null;
  let hardware: Promise<boolean> | null = null;
  let active: Started | null = null;
  /** The device first asked for: TensorFlow settles on CPU or GPU once, when it loads. */
  let begunWith: Device | null = null;
  let foreseen: EngineInfo | null = null;
  const missing = new Set<string>();

  const startTf = (work: number | null): Promise<Started> => {
    const purpose = surroundings.env.PORTRAIT_NO_CUDA === '1' ? 'cpu' : (begunWith ?? 'auto');
    return (tensorflow ??= startTensorflow(surroundings, purpose, work));
  };
  const gpu = async (work: number | null): Promise<Started> => {
    const native = await startTf(work);
    // TensorFlow's CUDA build is the GPU itself.
    if (native.runtime.name === 'native' && native.runtime.device === 'gpu') return native;
    webgpu ??= startWebgpu().then((runtime) => ({ runtime, fallbackReason: null }));
    try {
      return await webgpu;
    } catch (thrown) {
      // A driver may be installed before the next try.
      webgpu = null;
      throw thrown;
    }
  };
  const compiled = async (stepMs: StepTimes): Promise<Started> => {
    const runtime = await (wasm ??= startWasm());
    return { runtime, fallbackReason: null, stepMs };
  };
  const start = (place: Place, work: number | null): Promise<Started> => {
    if (typeof place === 'object') return compiled(place.compiled);
    return place === 'gpu' ? gpu(work) : startTf(work);
  };
  const use = async (place: Place, work?: number): Promise<Runtime> => {
    begunWith ??= typeof place === 'object' ? 'auto' : place;
    if (place === 'auto' && active) return active.runtime;
    const started = await start(place, work ?? null);
    if (active?.runtime !== started.runtime)
      await tf.setBackend(backendNames[started.runtime.name]);
    active = started;
    return started.runtime;
  };
  const current = (): EngineInfo => {
    if (!active) throw new PortraitError('engine_unavailable', { detail: 'nothing has run yet' });
    return engineInfo(active);
  };
  const info = async (device: Device): Promise<EngineInfo> => {
    begunWith ??= device;
    foreseen = device !== 'gpu' && !active ? await foreseenInfo(surroundings, device) : null;
    if (foreseen) return foreseen;
    await use(device);
    return current();
  };
  const status = (): EngineStatus | null => {
    const known = active ? engineInfo(active) : foreseen;
    return known && withMissing(withMemory(known), [...missing]);
  };
  return {
    ...{ use, info, current, status },
    stepTimes: (work) => measuredSteps(surroundings, work),
    noteMissing: (operation) => void missing.add(operation),
    gpuWorthTrying: () => (hardware ??= hasHardwareGpu()),
  };
}
