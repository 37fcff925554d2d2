import type { RunId } from '../model/ids.ts';
import type { ErrorData } from '../errors/index.ts';
import type { RecommendMethods } from './recommend.ts';
import type { EngineInfo, EngineStatus } from '../model/run.ts';
import type {
  PredictRequest,
  PredictResult,
  TrainAction,
  TrainEvent,
  TrainOutcome,
  TrainRequest,
} from './training.ts';

/**
 * What backend and engine say to each other. One request, any number of events, one response or error.
 * Messages travel by structured clone, so typed arrays arrive as typed arrays.
 */
export type EngineMethods = RecommendMethods & {
  hello: { params: { device: 'auto' | 'cpu' | 'gpu' }; result: EngineInfo; event: never };
  /** Reserves [rows, columns] features and [rows, targets] labels; filled by appends in order. */
  'matrix.create': {
    params: { matrix: string; rows: number; columns: number; targets: number };
    result: null;
    event: never;
  };
  'matrix.append': {
    params: { matrix: string; x: Float32Array; y: Float32Array };
    result: { rows: number };
    event: never;
  };
  'matrix.drop': { params: { matrix: string }; result: null; event: never };
  train: { params: TrainRequest; result: TrainOutcome; event: TrainEvent };
  'train.control': { params: { run: RunId; action: TrainAction }; result: null; event: never };
  predict: { params: PredictRequest; result: PredictResult; event: never };
};

export type EngineMethod = keyof EngineMethods;
export type EngineParams<M extends EngineMethod> = EngineMethods[M]['params'];
export type EngineResult<M extends EngineMethod> = EngineMethods[M]['result'];
export type EngineEvent<M extends EngineMethod> = EngineMethods[M]['event'];

export type ToEngine = { type: 'request'; id: number; method: EngineMethod; params: unknown };
export type FromEngine =
  | { type: 'ready' }
  /** Sent once a second from the message loop; its absence means the engine hangs. `status` is null before `hello`. */
  | { type: 'heartbeat'; status: EngineStatus | null }
  | { type: 'result'; id: number; result: unknown }
  | { type: 'error'; id: number; error: ErrorData }
  | { type: 'events'; id: number; events: unknown[] };

/** The engine's process as its host hands it to the backend: fork on Node, utilityProcess in Electron. */
export type EngineProcess = {
  post(message: ToEngine): void;
  onMessage(listener: (message: FromEngine) => void): void;
  /** Called once; `detail` is an exit code or signal. */
  onExit(listener: (detail: string) => void): void;
  kill(): void;
};
export type SpawnEngine = () => EngineProcess;
