import { largest } from '../statistics/extremes.ts';
import type { LossName, OutputSpec } from '../model/net/model-spec.ts';
import { activations, softplus } from './activations.ts';
import { entry } from './matrix.ts';

type Row = readonly number[];

/** A loss of one row: its value, its slopes by the outputs (others held), and by the logits. */
export type Loss = {
  value: (z: Row, a: Row, y: Row) => number;
  dOutput: (a: Row, y: Row) => number[];
  dLogits: (z: Row, a: Row, y: Row) => number[];
};

/** Probabilities are kept this far from 0 and 1 where a loss takes their logarithm, as in Keras. */
const tiny = 1e-7;

type OutputLoss = { value: (a: Row, y: Row) => number; slope: (a: Row, y: Row) => number[] };

/** Losses as functions of the outputs, the mean over units; Huber's delta is 1. */
const ofOutputs: Record<LossName, OutputLoss> = {
  meanSquaredError: {
    value: (a, y) => mean(a.map((value, u) => (value - entry(y, u)) ** 2)),
    slope: (a, y) => a.map((value, u) => (2 * (value - entry(y, u))) / a.length),
  },
  meanAbsoluteError: {
    value: (a, y) => mean(a.map((value, u) => Math.abs(value - entry(y, u)))),
    slope: (a, y) => a.map((value, u) => Math.sign(value - entry(y, u)) / a.length),
  },
  huber: {
    value: (a, y) => mean(a.map((value, u) => huber(value - entry(y, u)))),
    slope: (a, y) => a.map((value, u) => Math.max(-1, Math.min(1, value - entry(y, u))) / a.length),
  },
  binaryCrossentropy: {
    value: (a, y) => mean(a.map((value, u) => crossEntropy(clipped(value, 1 - tiny), entry(y, u)))),
    slope: (a, y) =>
      a.map((p, u) => (inside(p, 1 - tiny) ? (p - entry(y, u)) / (p * (1 - p)) / a.length : 0)),
  },
  categoricalCrossentropy: {
    value: (a, y) => -sum(a.map((p, u) => entry(y, u) * Math.log(clipped(p, 1)))),
    slope: (a, y) => a.map((p, u) => (inside(p, 1) ? -entry(y, u) / p : 0)),
  },
};

/**
 * The loss that goes with an output. A cross-entropy and the activation it belongs to are taken together, from the logits:
 * log(1 + e^z) - y z with slope a - y, and log sum e^z - y z with slope p - y: nothing saturates.
 */
export function lossOf({ loss, activation }: OutputSpec): Loss {
  const { value, slope } = ofOutputs[loss];
  if (loss === 'binaryCrossentropy' && activation === 'sigmoid') {
    return {
      value: (z, _a, y) => mean(z.map((v, u) => softplus(v) - v * entry(y, u))),
      dOutput: (a, y) => a.map((p, u) => crossEntropySlope(p, entry(y, u)) / a.length),
      dLogits: (_z, a, y) => a.map((p, u) => (p - entry(y, u)) / a.length),
    };
  }
  if (loss === 'categoricalCrossentropy' && activation === 'softmax') {
    return {
      value: (z, _a, y) => {
        const most = largest(z);
        const norm = most + Math.log(sum(z.map((v) => Math.exp(v - most))));
        return sum(z.map((v, u) => entry(y, u) * (norm - v)));
      },
      dOutput: (a, y) => a.map((p, u) => -entry(y, u) / p),
      // Rows of y sum to one.
      dLogits: (_z, a, y) => a.map((p, u) => p - entry(y, u)),
    };
  }
  return {
    value: (_z, a, y) => value(a, y),
    dOutput: slope,
    dLogits: (z, a, y) => throughActivation(z, a, slope(a, y), activation),
  };
}

/** dL/dz from dL/da: unit by unit, or for a softmax p_u (d_u - sum of p d). */
function throughActivation(
  z: Row,
  a: Row,
  d: number[],
  activation: OutputSpec['activation'],
): number[] {
  if (activation === 'softmax') {
    const shared = sum(a.map((p, u) => p * entry(d, u)));
    return a.map((p, u) => p * (entry(d, u) - shared));
  }
  const { slope } = activations[activation];
  return z.map((v, u) => entry(d, u) * slope(v, entry(a, u)));
}

/** (1 - y) / (1 - p) - y / p: the same as (p - y) / (p (1 - p)), and right where p has rounded to its label. */
function crossEntropySlope(p: number, y: number): number {
  return (y === 1 ? 0 : (1 - y) / (1 - p)) - (y === 0 ? 0 : y / p);
}

function crossEntropy(p: number, y: number): number {
  return -(y * Math.log(p) + (1 - y) * Math.log(1 - p));
}

/** Half the square up to 1, linear beyond (Huber 1964). */
function huber(distance: number): number {
  const near = Math.min(Math.abs(distance), 1);
  return near * near * 0.5 + (Math.abs(distance) - near);
}

function clipped(p: number, most: number): number {
  return Math.min(most, Math.max(tiny, p));
}

function inside(p: number, most: number): boolean {
  return p >= tiny && p <= most;
}

function sum(values: Row): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: Row): number {
  return sum(values) / values.length;
}
