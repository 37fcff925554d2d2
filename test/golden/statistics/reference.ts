import { readFileSync } from 'node:fs';
import { z } from 'zod';

const numbers = z.array(z.number());
const floats = numbers.transform((list) => Float64Array.from(list));
const aucCase = z.object({ name: z.string(), scores: numbers, labels: numbers, auc: z.number() });
const reference = z.object({
  auc: z.array(aucCase),
  spearman: z.object({ x: floats, y: floats, rho: z.number() }),
  kruskal: z.object({ values: floats, groups: numbers, h: z.number() }),
  cramer: z.object({ groups: numbers, codes: numbers, chi2: z.number(), v: z.number() }),
  binary: z.object({ groups: numbers, codes: numbers, v: z.number() }),
  ranks: z.object({ values: floats, ranks: floats }),
  quantiles: z.object({ values: floats, at: numbers, found: numbers }),
  iris: z.object({ columns: z.array(floats), codes: numbers }),
  worstPerimeter: aucCase,
});

/** Values of scikit-learn, SciPy and NumPy; make.py writes them. */
export const golden = reference.parse(
  JSON.parse(readFileSync(new URL('reference.json', import.meta.url), 'utf8')),
);
