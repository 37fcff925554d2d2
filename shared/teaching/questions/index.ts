import type { QuestionKind } from '../question.ts';
import { activation, share } from './activation.ts';
import { adamMean, adamMove } from './adam.ts';
import { batchMean } from './batch-mean.ts';
import { gradientSign, lossAfter, weightMove } from './choices.ts';
import { difference } from './difference.ts';
import { dropout, dropoutBack } from './dropout.ts';
import { encoding } from './encoding.ts';
import { biasGradient, gradient } from './gradient.ts';
import { hiddenDelta, pathSum } from './hidden-delta.ts';
import { binaryLoss, classLoss, squaredLoss } from './loss.ts';
import { normalised, penalty } from './norms.ts';
import { outputDelta, outputSlope, softmaxDelta } from './output-delta.ts';
import { preActivation } from './pre-activation.ts';
import { update } from './update.ts';

/** Every kind of question by its name, in the order of the walk. */
export const questionKinds = {
  encoding,
  preActivation,
  activation,
  softmax: share,
  binaryLoss,
  classLoss,
  squaredLoss,
  outputSlope,
  outputDelta,
  softmaxDelta,
  gradientSign,
  gradient,
  biasGradient,
  pathSum,
  hiddenDelta,
  weightMove,
  update,
  lossAfter,
  difference,
  batchMean,
  dropout,
  dropoutBack,
  adamMean,
  adamMove,
  normalised,
  penalty,
} as const satisfies Record<string, QuestionKind>;
export type QuestionName = keyof typeof questionKinds;
