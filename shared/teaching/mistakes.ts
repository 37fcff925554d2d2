/**
 * What goes wrong when people do a training step by hand, collected from issues and questions about teaching code. Each is
 * recognised by computing what it gives; the sentence about it is looked up by its name.
 */
export const mistakeNames = [
  // The chain rule
  'slopeMissing',
  'slopeOfActivation',
  'slopeTwice',
  'signFlipped',
  'factorTwo',
  'onePath',
  'nextSlopeMissing',
  'newWeights',
  'activationForDelta',
  'weightForActivation',
  'preActivationForActivation',
  'inputMissing',
  'deltaForSlope',
  // Going forward
  'biasMissing',
  'activationForPreActivation',
  'preActivationForOutput',
  'slopeForOutput',
  'exponentSign',
  'notNormalised',
  'notCentred',
  'notScaled',
  'varianceForDeviation',
  'sampleVariance',
  // The loss
  'wrongClass',
  'minusMissing',
  'logTen',
  'squaredError',
  'halfLoss',
  'notSquared',
  // Dropout
  'scaleMissing',
  'scaleDown',
  'scaleByRate',
  'maskIgnored',
  'maskFromZero',
  // The batch and the update
  'batchSum',
  'oneRow',
  'uphill',
  'rateMissing',
  'moveOnly',
  'noBiasCorrection',
  'plainGradient',
  'rootMissing',
  'betasSwapped',
  // Penalties and the difference check
  'lambdaW',
  'penaltyMissing',
  'penaltySquared',
  'penaltySubtracted',
  'oneStepWidth',
  'notDivided',
] as const;
export type Mistake = (typeof mistakeNames)[number];
