import type { FlatState } from '../step/flat-state.ts';

/** Steps of one epoch to take: those from `first` on, of an epoch whose step 0 is step `base` of the run. */
export type StepRange = { first: number; count: number; base: number };

/** The rows of an epoch in the order they are taken, and two numbers per step for the optimiser. */
export type EpochFeed = {
  order: Int32Array<ArrayBuffer>;
  rates: Float32Array<ArrayBuffer>;
  /** Of private steps: how many places of each were filled, [steps], and what its noise is drawn by, [steps, 6]. */
  drawn?: { counts: Int32Array<ArrayBuffer>; keys: Int32Array<ArrayBuffer> };
};

/** The state outside tensors, with the last step's gradient where it is kept. */
export type RunnerState = { state: FlatState; gradient: Float32Array | null };

/** Takes training steps. Its state stays inside until it is read. */
export type StepRunner = {
  /** The most steps of one `run`. */
  readonly maxSteps: number;
  /** How many threads its steps take, where it is not the runtime that settles that. */
  readonly threads?: number;
  /** Does ahead of time what the first steps of epochs of this many rows will need; the state stays. */
  prepare(rows: number): void;
  /** Before the first steps of an epoch, and after a resume inside one. */
  beginEpoch(feed: EpochFeed): void;
  /** Loss and score of each step, [count, 2]. The epoch's last batch may be short. */
  run(range: StepRange): Promise<Float32Array>;
  read(): Promise<RunnerState>;
  /** Goes back to the state before the latest `run`; twice at most. */
  undo(): void;
  dispose(): void;
};
