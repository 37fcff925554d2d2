import { combined, entriesOf, type Tensor } from './matrix.ts';

/** The length of all gradients taken as one vector. */
export function globalNorm(gradients: ReadonlyMap<string, Tensor>): number {
  let squares = 0;
  for (const gradient of gradients.values()) {
    for (const g of entriesOf(gradient)) squares += g * g;
  }
  return Math.sqrt(squares);
}

/** Gradients shortened together so that their common length is at most `most` (Pascanu et al. 2013). */
export function clippedToNorm(
  gradients: ReadonlyMap<string, Tensor>,
  most: number,
): Map<string, Tensor> {
  const norm = globalNorm(gradients);
  const factor = norm > most ? most / norm : 1;
  return new Map(
    [...gradients].map(([name, gradient]) => [name, combined((g = 0) => g * factor, gradient)]),
  );
}
