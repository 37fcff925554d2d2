import { readFileSync } from 'node:fs';
import { z } from 'zod';

const numbers = z.array(z.number());

/** Ill-conditioned inputs with what scikit-learn and rational arithmetic make of them; made by make.py. */
export const numerics = z
  .object({
    x: z.array(numbers),
    ...{ number: numbers, binary: numbers, classes: numbers, separable: numbers },
    predictions: z.object({
      ...{ number: numbers, binary: numbers, separable: numbers },
      classes: z.array(numbers),
    }),
    columns: z.record(
      z.string(),
      z.object({
        ...{ values: numbers, sum: z.number(), mean: z.number() },
        ...{ deviation: z.number(), quartiles: numbers },
      }),
    ),
    profiles: z.record(
      z.string(),
      z.object({
        ...{ table: z.array(numbers), standardised: z.array(numbers) },
        pca: z.object({ explained: numbers, places: z.array(numbers) }),
        ...{ segments: numbers, inertia: z.number() },
      }),
    ),
    spearman: z.object({ x: numbers, y: numbers, rho: z.number() }),
  })
  .parse(JSON.parse(readFileSync(new URL('./numerics.json', import.meta.url), 'utf8')));

/** Handwritten digits [400, 64], where umap-learn places them, and how well that keeps their neighbours; made by make_map.py. */
export const digits = z
  .object({
    ...{ neighbours: z.number(), rows: z.array(z.string()), places: z.array(numbers) },
    ...{ trustworthiness: z.number(), pca: z.number() },
    umap: z.object({ least: z.number(), most: z.number() }),
  })
  .transform(({ rows, ...rest }) => ({ ...rest, rows: rows.map((row) => [...row].map(pixel)) }))
  .parse(JSON.parse(readFileSync(new URL('./map.json', import.meta.url), 'utf8')));

function pixel(digit: string): number {
  return '0123456789abcdefg'.indexOf(digit);
}

const measured = { mae: z.number(), rmse: z.number(), r2: z.number(), medianError: z.number() };

/**
 * Columns [80, 5] and labels of every offset and size, the first 60 learnt from, and what scikit-learn says of the others:
 * how far above the label's mean it puts them, and its measures; made by make_offsets.py.
 */
export const offsets = z
  .object({
    ...{ learnt: z.number(), columns: z.array(numbers) },
    numbers: z.record(
      z.string(),
      z.object({ label: numbers, mean: z.number(), above: numbers, ...measured }),
    ),
    binary: z.object({ label: numbers, likely: numbers, logLoss: z.number(), rocAuc: z.number() }),
  })
  .parse(JSON.parse(readFileSync(new URL('./offsets.json', import.meta.url), 'utf8')));

/**
 * Rows, and what umap-learn's own functions make of their exact neighbours: distance scales and nearest distances of each
 * row, and the weights [row, other, weight] of pairs with row < other, null where neighbours are a matter of chance; made by
 * make_fuzzy.py.
 */
export const fuzzy = z
  .record(
    z.string(),
    z.object({
      ...{ rows: z.array(numbers), sigmas: numbers, rhos: numbers },
      weights: z.array(z.tuple([z.number(), z.number(), z.number()])).nullable(),
    }),
  )
  .parse(JSON.parse(readFileSync(new URL('./fuzzy.json', import.meta.url), 'utf8')));
