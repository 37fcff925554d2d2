import type { RunId } from '../model/ids.ts';
import type { ModelSpec } from '../model/net/model-spec.ts';
import type { EngineInfo, EpochRecord, LayerHistograms, RunEnd } from '../model/run.ts';
import type { TrainSettings } from '../model/net/train-settings.ts';
import type { Checkpoint, NamedTensor } from './tensors.ts';

/** Rows live in the engine as a matrix (see matrix.* requests); training gathers them by index. */
export type TrainRequest = {
  run: RunId;
  matrix: string;
  trainRows: Int32Array;
  validationRows: Int32Array;
  spec: ModelSpec;
  settings: TrainSettings;
  /** Unsigned 32 bits; initial weights, batch order and dropout all follow from it. */
  seed: number;
  /** Go on from here instead of initial weights. */
  from: Checkpoint | null;
  /** When going on: the best checkpoint so far, given back as `best` unless a later epoch beats it. */
  best?: Checkpoint | null;
  /** Gradients are clipped row by row and noised, rows drawn at random, where `settings.privacy` is set. */
  noise?: GradientNoise;
  /** Start paused, for stepping batch by batch. */
  paused: boolean;
};

/** Follows from the privacy asked for: see `noisePlan`. */
export type GradientNoise = {
  /** Standard deviation of the noise over the sensitivity of a step. */
  multiplier: number;
  /** Chance of a row to be in a step. */
  rate: number;
  /** Rows a step has room for. */
  capacity: number;
};

export type TrainEvent =
  | {
      type: 'started';
      engine: EngineInfo;
      stepsPerEpoch: number;
      parameters: number;
      captureMs: number;
    }
  /**
   * Per-step training losses and scores of one chunk (at most 50 ms of work), both from before the step. A score is the
   * batch's accuracy, or its mean absolute error where a number is predicted.
   */
  | {
      type: 'steps';
      firstStep: number;
      epoch: number;
      losses: Float32Array;
      scores: Float32Array;
      stepsPerSecond: number;
    }
  | { type: 'epoch'; record: EpochRecord }
  | { type: 'histograms'; epoch: number; layers: LayerHistograms[] }
  /** `best` follows the watched metric (validation loss where there is no early stopping). */
  | { type: 'checkpoint'; kind: 'last' | 'best'; checkpoint: Checkpoint }
  | { type: 'paused'; step: number }
  | { type: 'resumed'; step: number };

export type TrainOutcome = {
  end: RunEnd;
  step: number;
  epoch: number;
  best: Checkpoint;
  last: Checkpoint;
  /** Where `end` is `diverged`: the step whose loss was not finite, or for which a weight was not, and that value. */
  diverged: { step: number; value: string } | null;
};

/** `step` takes one batch and pauses again. */
export type TrainAction = 'pause' | 'resume' | 'step' | 'stop';

export type PredictRequest = {
  spec: ModelSpec;
  weights: NamedTensor[];
  /** Rows of a loaded matrix, or rows handed over: [n, inputs] row-major. */
  input: { matrix: string; rows: Int32Array } | { x: Float32Array };
};
/** [n, output units] row-major: probabilities or numbers. */
export type PredictResult = { output: Float32Array; units: number };
