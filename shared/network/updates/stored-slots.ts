import type { Optimizer } from '../../model/net/train-settings.ts';

/** The engine stores faded sums without their factor 1 - keep; times these they are the m and v of the formulas. */
export function slotFactors(optimizer: Optimizer): Readonly<Record<string, number>> {
  switch (optimizer.type) {
    case 'sgd':
      return {};
    case 'momentum':
      return { momentum: 1 };
    case 'rmsprop':
      return { v: 1 - optimizer.rho };
    case 'adam':
    case 'adamw':
      return { m: 1 - optimizer.beta1, v: 1 - optimizer.beta2 };
  }
}
