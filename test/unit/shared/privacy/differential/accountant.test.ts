import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { epsilonOfSteps, noiseFor } from '#shared/privacy/differential/accountant.ts';
import { sampledGaussianRdp } from '#shared/privacy/differential/sampled-gaussian.ts';

// What dp-accounting 0.6.0 and an exact Rényi accountant say, once made outside this program.
const golden = z
  .object({
    /** q, sigma, steps, delta, epsilon; then what the other program says by RDP and by PLD. */
    rows: z.array(z.array(z.number().nullable()).length(7)),
    steps: z.array(z.tuple([z.number(), z.number(), z.number(), z.number()])),
  })
  .parse(
    JSON.parse(
      readFileSync(join(import.meta.dirname, '../../../../golden/privacy/epsilon.json'), 'utf8'),
    ),
  );

describe('the Rényi divergence of a step', () => {
  it('is the one that 25 digits give, whole orders and others', () => {
    for (const [rate, noise, order, exact] of golden.steps) {
      const own = sampledGaussianRdp({ rate, noise }, order);
      expect(Math.abs(own / exact - 1), `q ${rate} sigma ${noise} alpha ${order}`).toBeLessThan(
        1e-6,
      );
    }
  });

  it('is that of the plain Gaussian where every record takes part, and 0 where none does', () => {
    expect(sampledGaussianRdp({ rate: 1, noise: 2 }, 3)).toBe(3 / 8);
    expect(sampledGaussianRdp({ rate: 0, noise: 2 }, 3)).toBe(0);
  });
});

const cases = golden.rows.map(([rate, noise, steps, delta, exact, rdp = null, pld = null]) => ({
  ...{ rate: rate!, noise: noise!, steps: steps!, delta: delta!, exact: exact! },
  ...{ rdp, pld },
}));

describe('epsilon of a training', () => {
  it.each(cases)(
    'at rate $rate, noise $noise, $steps steps, delta $delta is the exact one, and between RDP and PLD of another program',
    ({ rate, noise, steps, delta, exact, rdp, pld }) => {
      const own = epsilonOfSteps({ rate, noise }, steps, delta);
      expect(Math.abs(own - exact)).toBeLessThanOrEqual(1e-6 * exact);
      if (rdp !== null) expect(own).toBeLessThanOrEqual(rdp + 1e-6);
      if (pld !== null) expect(own).toBeGreaterThanOrEqual(pld - 1e-9);
    },
  );

  it('is nothing without a step', () => {
    expect(epsilonOfSteps({ rate: 0.1, noise: 1 }, 0, 1e-5)).toBe(0);
  });
});

describe('noise for a wanted epsilon', () => {
  it.each([
    [1, 0.01, 1000],
    [3, 0.0208, 960],
    [0.1, 0.001, 100],
    [8, 1, 1],
  ])(
    'epsilon %d at rate %d over %d steps: enough, and a thousandth less is not',
    (epsilon, rate, steps) => {
      const noise = noiseFor({ epsilon, delta: 1e-5 }, rate, steps)!;
      expect(epsilonOfSteps({ rate, noise }, steps, 1e-5)).toBeLessThanOrEqual(epsilon);
      expect(epsilonOfSteps({ rate, noise: noise * 0.999 }, steps, 1e-5)).toBeGreaterThan(epsilon);
    },
  );

  it('is not found where no noise that is tried does', () => {
    expect(noiseFor({ epsilon: 1e-9, delta: 1e-5 }, 1, 1_000_000)).toBeNull();
  });
});
