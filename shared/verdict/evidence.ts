import type { CompareOutput } from '../model/cells/compare.ts';
import type { EvaluateOutput } from '../model/cells/evaluate.ts';
import type { InteractionsOutput } from '../model/cells/interactions.ts';
import type { TrainOutput } from '../model/cells/train.ts';
import type { LayerSpec } from '../model/net/model-spec.ts';
import type { Split } from '../model/prep.ts';
import type { TrainSettings } from '../model/net/train-settings.ts';

/** A finished run, its settings, and the hidden layers of its network. */
export type TrainEvidence = {
  output: TrainOutput;
  settings: TrainSettings;
  layers: readonly LayerSpec[];
};

/** A comparison and the interactions it was made on. */
export type CompareEvidence = { output: CompareOutput; data: InteractionsOutput | null };

/** Measured figures, and of what led to them what a rule may propose to change. */
export type EvaluateEvidence = {
  output: EvaluateOutput;
  layers: readonly LayerSpec[];
  classWeights: TrainSettings['classWeights'];
  split: Split | null;
  /** Another evaluation chose the threshold. */
  decided: boolean;
};
