import type { RecommendData, UserInput, DenseRows } from '#shared/engine/recommend.ts';
import type { StateTensor } from '#shared/engine/recommend.ts';
import type { Explanation } from '#shared/recommenders/explanation.ts';
import type { Algorithm, AlgorithmType } from '#shared/recommenders/index.ts';
import type { Linalg } from '../linalg/linalg.ts';
import type { NativeBackend } from '../runtime/runtime.ts';

/** What fitting may use. `progress` also yields, and throws `cancelled` where the job was stopped. */
export type FitContext = {
  linalg: Linalg;
  /** TensorFlow itself, where it runs; training is then captured. */
  native: NativeBackend | null;
  /** Hears of an operation that runs by itself for want of a compiled form. */
  noting(operation: string): void;
  /** Unsigned 32 bits. */
  seed: number;
  progress(done: number, total: number, loss: number | null): Promise<void>;
};

/** What serving may use. */
export type ServeContext = Pick<FitContext, 'linalg' | 'native' | 'noting'>;

/** A recommender that has learnt; scores are comparable within one user only. */
export type Fitted = {
  /** Scores of every item for each user: [users, items] row-major. */
  score(users: readonly UserInput[]): Promise<Float32Array>;
  /** Why this item got its score for this user. */
  explain(user: UserInput, item: number): Promise<Explanation>;
  /** Vectors whose cosine says who or what is alike; null where the algorithm has none. */
  vectors(): { users: DenseRows | null; items: DenseRows | null };
  /** The vector of one user as `vectors` has it, a new history folded in; absent where the algorithm has none. */
  vectorOf?(user: UserInput): Float32Array;
  /** Everything `restore` needs beside the data. */
  state(): StateTensor[];
};

export type ConfigOf<T extends AlgorithmType> = Extract<Algorithm, { type: T }>;

/** One algorithm: learns from data, or comes back from its state. */
export type Recommender<T extends AlgorithmType = AlgorithmType> = {
  type: T;
  fit(data: RecommendData, config: ConfigOf<T>, context: FitContext): Promise<Fitted>;
  restore(
    data: RecommendData,
    config: ConfigOf<T>,
    state: readonly StateTensor[],
    context: ServeContext,
  ): Promise<Fitted>;
};
