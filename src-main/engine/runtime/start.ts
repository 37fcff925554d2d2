import { availableParallelism } from 'node:os';
import * as tf from '@tensorflow/tfjs-core';
import type { EngineInfo, EngineStatus } from '#shared/model/run.ts';
import { addonPath } from './addon-path.ts';
import { startCpu } from './cpu.ts';
import { CudaMemory } from './cuda-memory.ts';
import { startNative } from './native.ts';
import type { Probe } from './probe-process.ts';
import type { Runtime } from './runtime.ts';
import {
  bestChoice,
  hiddenGpu,
  stepTimes,
  threadEnvironment,
  usualChoice,
  type Measurement,
  type StepTimes,
} from './thread-choice.ts';
import { threadMeasurements, threadsAreSet } from './tune-threads.ts';
import { startWasm } from './wasm.ts';

export type Started = {
  runtime: Runtime;
  fallbackReason: string | null;
  /** Of the steps it was started for, where they decided. */
  stepMs?: StepTimes;
};

/** Variables that settle what starts, and how to measure under others; null where that cannot be done. */
export type Surroundings = { env: NodeJS.ProcessEnv; probe: Probe | null };

/** What this process is for: `cpu` keeps TensorFlow off the GPU for good, `gpu` wants it there, `auto` goes by measurement. */
export type Purpose = 'auto' | 'cpu' | 'gpu';

/**
 * TensorFlow, else the fastest runtime for the CPU that starts, and why a faster one did not. TensorFlow's threads, and
 * its device where the purpose leaves it open, are chosen for steps of `work` (rows a batch times parameters) or,
 * without it, for small and large steps alike.
 */
export async function startTensorflow(
  surroundings: Surroundings,
  purpose: Purpose,
  work: number | null,
): Promise<Started> {
  const reasons: string[] = [];
  const barred = nativeBarred(surroundings.env);
  if (barred) reasons.push(barred);
  else {
    Object.assign(process.env, await environmentFor(surroundings, purpose, work));
    const started = await attempt(startNative, reasons);
    if (started) return { runtime: started, fallbackReason: null };
  }
  const wasm = await attempt(startWasm, reasons);
  if (wasm) return { runtime: wasm, fallbackReason: reasons.join('; ') };
  return { runtime: await startCpu(), fallbackReason: reasons.join('; ') };
}

async function environmentFor(
  { env, probe }: Surroundings,
  purpose: Purpose,
  work: number | null,
): Promise<Record<string, string>> {
  if (threadsAreSet(env)) return purpose === 'cpu' ? hiddenGpu : {};
  const record = await threadMeasurements(env, addonPath(), probe);
  const choice = record && bestChoice(suited(record.measured, purpose), work);
  if (choice) return threadEnvironment(choice);
  const usual = usualChoice(availableParallelism(), work);
  return threadEnvironment({ ...usual, gpu: purpose !== 'cpu' });
}

/**
 * What steps of so much work take on this machine in TensorFlow and compiled to WebAssembly; null where one of them is not
 * to be had, or the environment settles how TensorFlow runs.
 */
export async function measuredSteps(
  { env, probe }: Surroundings,
  work: number,
): Promise<StepTimes | null> {
  if (nativeBarred(env) || threadsAreSet(env)) return null;
  const record = await threadMeasurements(env, addonPath(), probe);
  return record && stepTimes(record.measured, record.compiledMs, work);
}

/** The measurements a process of this purpose may choose from. */
function suited(measured: readonly Measurement[], purpose: Purpose): readonly Measurement[] {
  const onGpu = measured.filter(({ choice }) => choice.gpu);
  const onCpu = measured.filter(({ choice }) => !choice.gpu);
  if (purpose === 'cpu') return onCpu;
  return purpose === 'gpu' && onGpu.length > 0 ? onGpu : measured;
}

/**
 * What the native runtime will be, without loading it: known where it ran on this machine before. Loading is left to
 * the first job, whose size then decides on threads.
 */
export async function foreseenInfo(
  { env, probe }: Surroundings,
  purpose: Purpose,
): Promise<EngineInfo | null> {
  if (nativeBarred(env) || threadsAreSet(env)) return null;
  const record = await threadMeasurements(env, addonPath(), probe);
  const choice = record && bestChoice(suited(record.measured, purpose), null);
  if (!choice) return null;
  return {
    runtime: 'native',
    device: choice.gpu ? 'gpu' : 'cpu',
    fallbackReason: null,
    threads: choice.threads,
    oneDnn: choice.oneDnn,
    versions: {
      tensorflow: record.tensorflow,
      tfjs: tf.version_core,
      node: process.versions.node,
    },
    memoryBytes: process.memoryUsage.rss(),
  };
}

export function engineInfo({ runtime, fallbackReason, stepMs }: Started): EngineInfo {
  return {
    runtime: runtime.name,
    device: runtime.device,
    fallbackReason,
    threads: runtime.threads,
    oneDnn: runtime.oneDnn,
    ...(stepMs && { stepMs }),
    versions: { ...runtime.versions, node: process.versions.node },
    memoryBytes: process.memoryUsage.rss(),
  };
}

/** Tells why steps are not compiled where they might be: the operations that have no compiled form. */
export function withMissing<T extends EngineInfo>(info: T, operations: readonly string[]): T {
  if (operations.length === 0) return info;
  const reasons = [info.fallbackReason, ...operations.map((name) => `not_compiled ${name}`)];
  return { ...info, fallbackReason: reasons.filter((reason) => reason !== null).join('; ') };
}

/** The same with the memory this process holds now, and that of its GPU as tfjs or the driver tells it. */
export function withMemory(info: EngineInfo): EngineStatus {
  return {
    ...info,
    memoryBytes: process.memoryUsage.rss(),
    deviceMemoryBytes: deviceMemory(info),
  };
}

const cuda = new CudaMemory();

function deviceMemory({ runtime, device }: EngineInfo): number | null {
  if (runtime === 'webgpu') return gpuMemory();
  return runtime === 'native' && device === 'gpu' ? cuda.bytes() : null;
}

function nativeBarred(env: NodeJS.ProcessEnv): string | null {
  if (env.PORTRAIT_NO_NATIVE === '1') return 'switched_off';
  return env.PORTRAIT_ENGINE_REASON || (addonPath() === null ? 'lean' : null);
}

function gpuMemory(): number | null {
  const memory: object = tf.memory();
  return 'numBytesInGPU' in memory && typeof memory.numBytesInGPU === 'number'
    ? memory.numBytesInGPU
    : null;
}

async function attempt(start: () => Promise<Runtime>, reasons: string[]): Promise<Runtime | null> {
  try {
    return await start();
  } catch (thrown) {
    const text = thrown instanceof Error ? thrown.message : String(thrown);
    reasons.push(text.split('\n')[0] ?? text);
    return null;
  }
}
