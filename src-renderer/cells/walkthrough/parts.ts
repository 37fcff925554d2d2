/** Names of what a number belongs to, the same in drawing, formula and ledger. */
export const partOf = {
  out: (column: number, unit: number): string => `a-${column}-${unit}`,
  z: (column: number, unit: number): string => `z-${column}-${unit}`,
  slope: (column: number, unit: number): string => `s-${column}-${unit}`,
  dOut: (column: number, unit: number): string => `g-${column}-${unit}`,
  delta: (column: number, unit: number): string => `d-${column}-${unit}`,
  weight: (column: number, from: number, unit: number): string => `w-${column}-${from}-${unit}`,
  bias: (column: number, unit: number): string => `b-${column}-${unit}`,
};
