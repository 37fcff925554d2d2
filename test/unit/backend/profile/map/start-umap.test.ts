import { describe, expect, it } from 'vitest';
import { createRandom } from '#shared/random/index.ts';
import { nearestRows } from '../../../../../src-main/backend/profile/map/nearest-rows.ts';
import { startUmap } from '../../../../../src-main/backend/profile/map/start-umap.ts';
import { digits, fuzzy } from '../../../../golden/numerics/golden.ts';

/** umap-learn's distances are float32. */
const near = 2e-4;
/** Of the package's sparse matrix. */
type Entry = { row: number; col: number; value: number };
const cases = Object.entries(fuzzy);

describe('UMAP', () => {
  it.each(cases)(
    'has umap-learn’s nearest distances and distance scales of %s',
    (_, { rows, sigmas, rhos }) => {
      const { umap } = startUmap(rows, createRandom(1).next);
      const { distances } = nearestRows(rows, Math.min(15, rows.length - 1));
      const found: { sigmas: number[]; rhos: number[] } = umap['smoothKNNDistance'](
        distances,
        distances[0]!.length,
      );
      rhos.forEach((rho, row) =>
        expect(Math.abs(found.rhos[row]! - rho)).toBeLessThan(near * rho + 1e-30),
      );
      sigmas.forEach((sigma, row) => expect(found.sigmas[row]! / sigma).toBeCloseTo(1, 3));
    },
  );

  it.each(cases.filter(([, { weights }]) => weights !== null))(
    'has umap-learn’s weights of pairs, both ways, of %s',
    (_, { rows, weights }) => {
      const { umap } = startUmap(rows, createRandom(1).next);
      const all: Entry[] = umap['graph'].getAll();
      const found = all.filter(({ value }) => value > 0);
      const of = new Map(found.map(({ row, col, value }) => [`${row} ${col}`, value]));
      expect(of.size).toBe(2 * weights!.length);
      for (const [row, other, weight] of weights!)
        for (const pair of [`${row} ${other}`, `${other} ${row}`])
          expect(Math.abs(of.get(pair)! - weight)).toBeLessThan(near);
    },
  );
});

describe('Nearest rows', () => {
  it('are those of a sort of all distances, each row first', () => {
    const { rows } = digits;
    const { indices, distances } = nearestRows(rows, 15);
    rows.forEach((row, at) => {
      const far = rows.map((other) =>
        Math.sqrt(other.reduce((sum, x, d) => sum + (x - row[d]!) ** 2, 0)),
      );
      expect(distances[at]).toEqual(far.toSorted((a, b) => a - b).slice(0, 15));
      expect(indices[at]![0]).toBe(at);
      expect(indices[at]!.map((other) => far[other])).toEqual(distances[at]);
      expect(new Set(indices[at]).size).toBe(15);
    });
  });

  it('put a row before those that are the same', () => {
    const { indices, distances } = nearestRows([[1], [1], [5], [1]], 3);
    expect(indices.map(([own]) => own)).toEqual([0, 1, 2, 3]);
    expect(indices[3]).toEqual([3, 0, 1]);
    expect(distances[2]).toEqual([0, 4, 4]);
  });
});
