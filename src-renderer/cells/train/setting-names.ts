import type { Optimizer, Schedule } from '#shared/model/net/train-settings.ts';
import { m } from '../../i18n/paraglide/messages.js';

export function optimizerNames(): { value: Optimizer['type']; label: string }[] {
  return [
    { value: 'adam', label: m.train_optimizer_adam() },
    { value: 'adamw', label: m.train_optimizer_adamw() },
    { value: 'rmsprop', label: m.train_optimizer_rmsprop() },
    { value: 'momentum', label: m.train_optimizer_momentum() },
    { value: 'sgd', label: m.train_optimizer_sgd() },
  ];
}

/** An optimiser of a type with its usual settings. */
export function newOptimizer(type: Optimizer['type']): Optimizer {
  const adam = { beta1: 0.9, beta2: 0.999, epsilon: 1e-7 };
  switch (type) {
    case 'sgd':
      return { type };
    case 'momentum':
      return { type, momentum: 0.9, nesterov: false };
    case 'rmsprop':
      return { type, rho: 0.9, epsilon: 1e-7 };
    case 'adam':
      return { type, ...adam };
    case 'adamw':
      return { type, ...adam, weightDecay: 0.01 };
  }
}

export function scheduleNames(): { value: Schedule['type']; label: string }[] {
  return [
    { value: 'constant', label: m.train_schedule_constant() },
    { value: 'step', label: m.train_schedule_step() },
    { value: 'exponential', label: m.train_schedule_exponential() },
    { value: 'cosine', label: m.train_schedule_cosine() },
  ];
}

/** A schedule of a type with its usual settings. */
export function newSchedule(type: Schedule['type']): Schedule {
  switch (type) {
    case 'constant':
      return { type };
    case 'step':
      return { type, epochs: 10, factor: 0.5 };
    case 'exponential':
      return { type, factor: 0.95 };
    case 'cosine':
      return { type, warmupEpochs: 0, finalFactor: 0 };
  }
}

type NumberRule = { key: string; label: () => string; min: number; max?: number; step: number };

const rules: Record<string, NumberRule> = {
  momentum: { key: 'momentum', label: m.train_momentum, min: 0, max: 1, step: 0.05 },
  rho: { key: 'rho', label: m.train_rho, min: 0, max: 1, step: 0.05 },
  beta1: { key: 'beta1', label: m.train_beta1, min: 0, max: 1, step: 0.01 },
  beta2: { key: 'beta2', label: m.train_beta2, min: 0, max: 1, step: 0.001 },
  epsilon: { key: 'epsilon', label: m.train_epsilon, min: 1e-12, step: 1e-7 },
  weightDecay: { key: 'weightDecay', label: m.train_weight_decay, min: 0, step: 0.005 },
};

/** The numbers an optimiser can be set by, as fields of a form. */
export function optimizerFields(optimizer: Optimizer): (NumberRule & { value: number })[] {
  return Object.entries(optimizer).flatMap(([key, value]) => {
    const rule = rules[key];
    return rule && typeof value === 'number' ? [{ ...rule, value }] : [];
  });
}
