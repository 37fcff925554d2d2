import { purposes, smallIntegers } from '../random/philox.ts';
import type { Layout } from './layout.ts';
import type { Matrix } from './matrix.ts';

/** The layers that drop anything, in turn. */
export function dropoutLayers(layout: Layout): { units: number; rate: number }[] {
  return layout.layers.flatMap((layer) =>
    layer.type === 'dropout' && layer.rate > 0 ? [{ units: layer.units, rate: layer.rate }] : [],
  );
}

/**
 * How many random numbers a batch of `rows` needs, and of how many bits: eight where every rate is a multiple of
 * 1/256, else sixteen, to which a rate is then rounded.
 */
export function dropoutNeeds(layout: Layout, rows: number): { count: number; bits: 8 | 16 } {
  const layers = dropoutLayers(layout);
  const count = layers.reduce((sum, { units }) => sum + units * rows, 0);
  return { count, bits: layers.every(({ rate }) => Number.isInteger(rate * 256)) ? 8 : 16 };
}

/** A unit is kept where its draw is at least this. */
export function dropoutThreshold(rate: number, bits: 8 | 16): number {
  return Math.round(rate * 2 ** bits);
}

/** Which units each dropout layer keeps in a step of a run, counted from 0: 0 or 1, [rows][units] a layer in turn. */
export function dropoutKeep(layout: Layout, rows: number, seed: number, step: number): Matrix[] {
  const { count, bits } = dropoutNeeds(layout, rows);
  const draws = smallIntegers({ seed, step, purpose: purposes.dropout }, count, bits);
  let at = 0;
  return dropoutLayers(layout).map(({ units, rate }) => {
    const least = dropoutThreshold(rate, bits);
    return Array.from({ length: rows }, () =>
      Array.from({ length: units }, () => (draws[at++]! >= least ? 1 : 0)),
    );
  });
}
