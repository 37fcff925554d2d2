import { expect } from 'vitest';

/** Scores that differ by less may change places: float32 is summed in another order. */
export function expectSameOrder(
  found: { item: string; score: number }[],
  wanted: { item: string; score: number }[],
  room: number,
): void {
  found.forEach(({ item, score }, at) => {
    const other = wanted[at];
    expect(Math.abs(score - (other?.score ?? NaN))).toBeLessThanOrEqual(room);
    if (item === other?.item) return;
    const place = wanted.find((one) => one.item === item);
    expect(Math.abs(score - (place?.score ?? score))).toBeLessThanOrEqual(room);
  });
}
