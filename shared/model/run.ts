import { z } from 'zod';

/** Loss and metrics over one part of the data; `auc` is ROC AUC (binary only). */
export const runMetrics = z.object({
  loss: z.number(),
  accuracy: z.number().optional(),
  auc: z.number().optional(),
  mae: z.number().optional(),
});
export type RunMetrics = z.infer<typeof runMetrics>;

export const epochRecord = z.object({
  /** Counted from 1. */
  epoch: z.number().int(),
  /** Optimiser steps taken so far. */
  step: z.number().int(),
  train: runMetrics,
  validation: runMetrics.nullable(),
  learningRate: z.number(),
  seconds: z.number(),
});
export type EpochRecord = z.infer<typeof epochRecord>;

export const histogram = z.object({
  /** n + 1 bin edges for n counts. */
  edges: z.array(z.number()),
  counts: z.array(z.number()),
});
export type Histogram = z.infer<typeof histogram>;

export const layerHistograms = z.object({
  layer: z.string(),
  weights: histogram,
  gradients: histogram,
});
export type LayerHistograms = z.infer<typeof layerHistograms>;

export const engineInfo = z.object({
  runtime: z.enum(['native', 'webgpu', 'wasm', 'cpu']),
  device: z.string(),
  /** Why a faster runtime is not in use, in plain words; null where the first choice runs. */
  fallbackReason: z.string().nullable(),
  threads: z.number().int(),
  oneDnn: z.boolean(),
  /**
   * Milliseconds of a step of about the run's size in TensorFlow and compiled to WebAssembly, as measured on this machine,
   * where that decided between them.
   */
  stepMs: z.object({ native: z.number(), wasm: z.number() }).optional(),
  versions: z.record(z.string(), z.string()),
  /** Of the engine's process, as resident in main memory. */
  memoryBytes: z.number(),
});
export type EngineInfo = z.infer<typeof engineInfo>;

/** What is in use now, and what it holds now. */
export const engineStatus = engineInfo.extend({
  /** Held by tensors in the memory of a GPU; null where the runtime cannot tell. */
  deviceMemoryBytes: z.number().nullable(),
});
export type EngineStatus = z.infer<typeof engineStatus>;

export const runEnd = z.enum(['finished', 'early_stopped', 'stopped', 'diverged', 'crashed']);
export type RunEnd = z.infer<typeof runEnd>;

const mostHistograms = 100;

/** Whether an epoch, counted from 1, is among the hundred at most of a run whose histograms are made: evenly, the first always. */
export function keepsHistograms(epoch: number, epochs: number): boolean {
  return (epoch - 1) % Math.ceil(epochs / mostHistograms) === 0;
}

/** Whether a run ended before its first step, so that there is nothing to show of it. */
export function neverBegan({
  state,
  engine,
}: {
  state: string;
  engine: EngineInfo | null;
}): boolean {
  return state === 'ended' && engine === null;
}
