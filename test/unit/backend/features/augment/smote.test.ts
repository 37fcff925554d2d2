import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createRandom } from '#shared/random/index.ts';
import {
  nearestRows,
  unitDistance,
  type ClassRows,
} from '../../../../../src-main/backend/features/augment/neighbours.ts';
import { smoteRows } from '../../../../../src-main/backend/features/augment/smote.ts';

const golden = z
  .object({
    ...{ x: z.array(z.array(z.number())), y: z.array(z.number()) },
    ...{ neighbours: z.array(z.array(z.number())), medianDeviation: z.number() },
    made: z.array(z.array(z.number())),
  })
  .parse(
    JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../../golden/smote/smote.json'), 'utf8'),
    ),
  );
const pace = () => Promise.resolve();
const parts = {
  numbers: [0, 1, 2],
  units: [
    { first: 3, length: 1 },
    { first: 4, length: 1 },
  ],
};
const rare = golden.x.filter((_, row) => golden.y[row] === 1);
const rows: ClassRows = { x: Float32Array.from(rare.flat()), width: 5, rows: rare.length };

describe('SMOTE for mixed types', () => {
  it('weighs categories and finds neighbours as imbalanced-learn does', async () => {
    expect(unitDistance(rows, parts)).toBeCloseTo(golden.medianDeviation ** 2, 6);
    const found = await nearestRows(rows, parts, 5, pace);
    const ours = rare.map((_, row) => [...found.subarray(row * 5, row * 5 + 5)]);
    expect(ours).toEqual(golden.neighbours);
  });

  /** Rows and neighbours that a made row can come of: numbers on the way, categories as most neighbours have them. */
  const origins = (made: readonly number[]): number =>
    golden.neighbours.reduce((count, around, base) => {
      const fits = around.some((other) => {
        const [from, to] = [rare[base]!, rare[other]!];
        const steps = [0, 1, 2].map((at) => (made[at]! - from[at]!) / (to[at]! - from[at]!));
        const step = steps[0]!;
        return (
          step >= -1e-5 && step <= 1.00001 && steps.every((one) => Math.abs(one - step) < 1e-3)
        );
      });
      const modal = [3, 4].every((at) => {
        const counts = Map.groupBy(around, (other) => rare[other]![at]!);
        const most = Math.max(...[...counts.values()].map(({ length }) => length));
        return counts.get(made[at]!)?.length === most;
      });
      return count + (fits && modal ? 1 : 0);
    }, 0);

  it('makes rows between a row and a neighbour, with the categories of most neighbours', async () => {
    // The rule is held to what imbalanced-learn makes before it is held to what we make.
    for (const row of golden.made) expect(origins(row)).toBeGreaterThan(0);
    const smote = { type: 'smote', neighbours: 5, ratio: 1 } as const;
    const made = await smoteRows(rows, parts, smote, 200, createRandom(3), pace);
    expect(made.length).toBe(200 * 5);
    for (let row = 0; row < 200; row++)
      expect(origins([...made.subarray(row * 5, row * 5 + 5)]), `row ${row}`).toBeGreaterThan(0);
  });

  it('makes nothing of a class of one row, and the same of the same seed', async () => {
    const smote = { type: 'smote', neighbours: 5, ratio: 1 } as const;
    const alone = { x: rows.x.slice(0, 5), width: 5, rows: 1 };
    expect(await smoteRows(alone, parts, smote, 10, createRandom(3), pace)).toHaveLength(0);
    const twice = await Promise.all(
      [1, 2].map(() => smoteRows(rows, parts, smote, 20, createRandom(7), pace)),
    );
    expect(twice[0]).toEqual(twice[1]);
  });
});
