import type { Tensor } from '@tensorflow/tfjs-core';
import type { EngineInfo } from '#shared/model/run.ts';

/** What tfjs-node's addon offers; only the native runtime has one. */
export type NativeBinding = {
  createTensor(shape: number[], dtype: number, values: unknown): number;
  deleteTensor(id: number): void;
  tensorDataSync(id: number): Float32Array | Int32Array | Uint8Array;
  executeOp(op: string, attrs: OpAttr[], inputs: number[], outputs: number): TensorMetadata[];
  loadSavedModel(folder: string, tags: string): number;
  deleteSavedModel(id: number): void;
  runSavedModel(id: number, inputs: number[], names: string, outputs: string): TensorMetadata[];
  getNumOfSavedModels(): number;
  getNumOfTensors(): number;
  isUsingGpuDevice(): boolean;
  readonly TF_Version: string;
  readonly TF_FLOAT: number;
  readonly TF_INT32: number;
  readonly TF_BOOL: number;
  readonly TF_ATTR_INT: number;
  readonly TF_ATTR_FLOAT: number;
  readonly TF_ATTR_BOOL: number;
  readonly TF_ATTR_STRING: number;
  readonly TF_ATTR_SHAPE: number;
  readonly TF_ATTR_TYPE: number;
};
export type OpAttr = { name: string; type: number; value: unknown };
export type TensorMetadata = { id: number; shape: number[]; dtype: number };

/** The part of tfjs-node's backend that recording and replaying need. */
export type NativeBackend = {
  binding: NativeBinding;
  write(values: unknown, shape: number[], dtype: string): object;
  getInputTensorIds(tensors: readonly object[]): number[];
  createOutputTensor(metadata: TensorMetadata): Tensor;
};

/** One started tfjs runtime; tfjs-core's current backend is this one's. */
export type Runtime = {
  readonly name: EngineInfo['runtime'];
  readonly device: string;
  readonly native: NativeBackend | null;
  readonly threads: number;
  readonly oneDnn: boolean;
  readonly versions: Record<string, string>;
  /** Resolves with a reason if the device is lost; null where that cannot happen. */
  readonly lost: Promise<string> | null;
};
