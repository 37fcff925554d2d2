import type { EngineMethod, EngineMethods } from '#shared/engine/protocol.ts';
import type { EngineInfo } from '#shared/model/run.ts';
import type { MatrixStore } from './matrix/matrix-store.ts';
import type { Runtime } from './runtime/runtime.ts';
import type { Place, Runtimes } from './runtime/runtimes.ts';

/** What every handler may use. */
export type EngineContext = {
  matrices: MatrixStore;
  /** The runtime for a device choice, started the first time; `work` as in `Runtimes.use`. */
  runtime(place: Place, work?: number): Promise<Runtime>;
  stepTimes: Runtimes['stepTimes'];
  gpuWorthTrying(): Promise<boolean>;
  /** Hears of an operation that ran by itself for want of a compiled form: the engine's status names it from then on. */
  noting(operation: string): void;
  /** About the runtime in use. */
  info(): EngineInfo;
  now(): number;
};

/** Answers one method; `emit` sends events of the request on the way, those of one call in one message. */
export type Handler<M extends EngineMethod> = (
  params: EngineMethods[M]['params'],
  context: EngineContext,
  emit: (...events: EngineMethods[M]['event'][]) => void,
) => Promise<EngineMethods[M]['result']> | EngineMethods[M]['result'];

export type Handlers = { [M in EngineMethod]?: Handler<M> };
