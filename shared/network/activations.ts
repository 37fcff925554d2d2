import type { Activation } from '../model/net/model-spec.ts';
import { erf } from './erf.ts';

/** An activation a = f(z) and its slope f'(z), which may use the a that is there already. */
export type ActivationFunction = {
  value: (z: number) => number;
  slope: (z: number, a: number) => number;
  /** Where the slope jumps: a difference across it means nothing. */
  corner?: number;
};

/** Slope of leakyRelu left of zero, as in Keras 3. */
export const leakySlope = 0.2;

/** Klambauer et al. 2017, "Self-normalizing neural networks". */
const seluScale = 1.0507009873554805;
const seluAlpha = 1.6732632423543772;

/** 1 / (1 + e^-z), without overflow on either side. */
export function sigmoid(z: number): number {
  if (z >= 0) return 1 / (1 + Math.exp(-z));
  const e = Math.exp(z);
  return e / (1 + e);
}

/** log(1 + e^z), without overflow. */
export function softplus(z: number): number {
  return Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
}

/** Formulas and slopes as in Keras 3; at a corner the slope is that of the left side, relu'(0) = 0. */
export const activations: Record<Activation, ActivationFunction> = {
  linear: { value: (z) => z, slope: () => 1 },
  relu: { value: (z) => Math.max(z, 0), slope: (z) => (z > 0 ? 1 : 0), corner: 0 },
  leakyRelu: {
    value: (z) => (z > 0 ? z : leakySlope * z),
    slope: (z) => (z > 0 ? 1 : leakySlope),
    corner: 0,
  },
  // f' = e^z = a + 1 left of zero: Clevert et al. 2016. Its slope does not jump.
  elu: { value: (z) => (z > 0 ? z : Math.expm1(z)), slope: (z, a) => (z > 0 ? 1 : a + 1) },
  selu: {
    value: (z) => seluScale * (z > 0 ? z : seluAlpha * Math.expm1(z)),
    slope: (z, a) => (z > 0 ? seluScale : a + seluScale * seluAlpha),
    corner: 0,
  },
  // z Phi(z), Phi the normal distribution; f' = Phi(z) + z phi(z): Hendrycks and Gimpel 2016.
  gelu: {
    value: (z) => z * normalBelow(z),
    slope: (z) => normalBelow(z) + (z * Math.exp((-z * z) / 2)) / Math.sqrt(2 * Math.PI),
  },
  // z s(z), s the sigmoid; f' = s + z s (1 - s) = a + s (1 - a): Ramachandran et al. 2017.
  swish: { value: (z) => z * sigmoid(z), slope: (z, a) => a + sigmoid(z) * (1 - a) },
  softplus: { value: softplus, slope: (z) => sigmoid(z) },
  tanh: { value: Math.tanh, slope: (_z, a) => 1 - a * a },
  sigmoid: { value: sigmoid, slope: (_z, a) => a * (1 - a) },
};

function normalBelow(z: number): number {
  return (1 + erf(z * Math.SQRT1_2)) / 2;
}
