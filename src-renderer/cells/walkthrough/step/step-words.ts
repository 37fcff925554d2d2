import type { WalkStep } from '#shared/teaching/walk-steps.ts';
import { m } from '../../../i18n/paraglide/messages.js';

export const stepNames: Record<WalkStep, () => string> = {
  encoding: m.walkthrough_step_encoding,
  preActivation: m.walkthrough_step_preActivation,
  activation: m.walkthrough_step_activation,
  layers: m.walkthrough_step_layers,
  loss: m.walkthrough_step_loss,
  outputDelta: m.walkthrough_step_outputDelta,
  gradient: m.walkthrough_step_gradient,
  hiddenDelta: m.walkthrough_step_hiddenDelta,
  update: m.walkthrough_step_update,
  difference: m.walkthrough_step_difference,
  batch: m.walkthrough_step_batch,
  dropout: m.walkthrough_step_dropout,
  adam: m.walkthrough_step_adam,
  norms: m.walkthrough_step_norms,
  many: m.walkthrough_step_many,
};

/** What happens at a step, and why: said after the answer was thought of. */
export const stepSentences: Record<WalkStep, () => string> = {
  encoding: m.walkthrough_about_encoding,
  preActivation: m.walkthrough_about_preActivation,
  activation: m.walkthrough_about_activation,
  layers: m.walkthrough_about_layers,
  loss: m.walkthrough_about_loss,
  outputDelta: m.walkthrough_about_outputDelta,
  gradient: m.walkthrough_about_gradient,
  hiddenDelta: m.walkthrough_about_hiddenDelta,
  update: m.walkthrough_about_update,
  difference: m.walkthrough_about_difference,
  batch: m.walkthrough_about_batch,
  dropout: m.walkthrough_about_dropout,
  adam: m.walkthrough_about_adam,
  norms: m.walkthrough_about_norms,
  many: m.walkthrough_about_many,
};

/** What is asked before the numbers are shown. */
export const stepQuestions: Record<WalkStep, () => string> = {
  encoding: m.walkthrough_ask_encoding,
  preActivation: m.walkthrough_ask_preActivation,
  activation: m.walkthrough_ask_activation,
  layers: m.walkthrough_ask_layers,
  loss: m.walkthrough_ask_loss,
  outputDelta: m.walkthrough_ask_outputDelta,
  gradient: m.walkthrough_ask_gradient,
  hiddenDelta: m.walkthrough_ask_hiddenDelta,
  update: m.walkthrough_ask_update,
  difference: m.walkthrough_ask_difference,
  batch: m.walkthrough_ask_batch,
  dropout: m.walkthrough_ask_dropout,
  adam: m.walkthrough_ask_adam,
  norms: m.walkthrough_ask_norms,
  many: m.walkthrough_ask_many,
};
