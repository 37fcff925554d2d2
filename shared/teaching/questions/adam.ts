import { at, isMatrix, type Tensor } from '../../network/matrix.ts';
import { layerAt, weightPlaces } from '../places.ts';
import { numberKind, type Place, type Show } from '../question.ts';
import type { Trace } from '../trace.ts';
import type { Slots } from '../../network/updates/update.ts';

/** Squares of gradients are small: they are shown with more digits. */
const slotDecimals = 8;

function places(trace: Trace): Place[] {
  return trace.optimizer.type === 'adam'
    ? weightPlaces(trace, () => true).filter(({ row }) => row === 0)
    : [];
}

function read(trace: Trace, place: Place, show: Show) {
  const { optimizer, step: t } = trace;
  const { name } = layerAt(trace, place);
  const tensor = `${name}/kernel`;
  const g = number(trace.gradients.get(tensor), place);
  if (optimizer.type !== 'adam' || g === null) return null;
  const slot = (slots: Slots, own: 'm' | 'v'): number =>
    show(number(slots.get(tensor)?.[own], place) ?? 0, slotDecimals);
  const { beta1, beta2, epsilon } = optimizer;
  return {
    ...{ t, beta1, beta2, epsilon, g: show(g, slotDecimals), rate: show(trace.learningRate) },
    old: { m: slot(trace.slots, 'm'), v: slot(trace.slots, 'v') },
    m: slot(trace.next.slots, 'm'),
    v: slot(trace.next.slots, 'v'),
  };
}

function number(tensor: Tensor | undefined, { unit, from }: Place): number | null {
  return tensor === undefined || !isMatrix(tensor) || from === null ? null : at(tensor, from, unit);
}

/** m after the step: a faded mean of the gradients. */
export const adamMean = numberKind({
  name: 'adamMean',
  step: 'adam',
  places,
  read,
  formula: () => 'm ← β₁·m + (1 − β₁)·g',
  given: ({ beta1, old, g }) => [
    ['β₁', beta1],
    ['m', old.m, slotDecimals],
    ['g', g, slotDecimals],
  ],
  solve: ({ beta1, old, g }) => beta1 * old.m + (1 - beta1) * g,
  mistakes: {
    betasSwapped: ({ beta1, old, g }) => (1 - beta1) * old.m + beta1 * g,
    plainGradient: ({ g }) => g,
    signFlipped: ({ beta1, old, g }) => -(beta1 * old.m + (1 - beta1) * g),
  },
});

/** How far the weight moves: rate m^ / (sqrt(v^) + epsilon), both corrected for their start at zero. */
export const adamMove = numberKind({
  name: 'adamMove',
  step: 'adam',
  places,
  read,
  formula: () => 'Δw = α·m̂ / (√v̂ + ε),  m̂ = m / (1 − β₁ᵗ),  v̂ = v / (1 − β₂ᵗ)',
  given: ({ m, v, t, beta1, beta2, rate }) => [
    ['m', m, slotDecimals],
    ['v', v, slotDecimals],
    ['t', t, 0],
    ['β₁', beta1],
    ['β₂', beta2],
    ['α', rate],
  ],
  solve: (own) => {
    const { m, v } = corrected(own);
    return (own.rate * m) / (Math.sqrt(v) + own.epsilon);
  },
  mistakes: {
    noBiasCorrection: ({ rate, m, v, epsilon }) => (rate * m) / (Math.sqrt(v) + epsilon),
    plainGradient: ({ rate, g }) => rate * g,
    rootMissing: (own) => {
      const { m, v } = corrected(own);
      return (own.rate * m) / (v + own.epsilon);
    },
    signFlipped: (own) => {
      const { m, v } = corrected(own);
      return (-own.rate * m) / (Math.sqrt(v) + own.epsilon);
    },
    rateMissing: (own) => {
      const { m, v } = corrected(own);
      return { value: m / (Math.sqrt(v) + own.epsilon), hint: own.rate };
    },
  },
});

type Own = NonNullable<ReturnType<typeof read>>;

function corrected({ m, v, t, beta1, beta2 }: Own): { m: number; v: number } {
  return { m: m / (1 - beta1 ** t), v: v / (1 - beta2 ** t) };
}
