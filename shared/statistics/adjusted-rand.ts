/** Adjusted Rand index of two groupings of the same rows (Hubert & Arabie 1985): 1 the same, 0 as by chance. */
export function adjustedRand(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const both = new Map<string, number>();
  const [left, right] = [new Map<number, number>(), new Map<number, number>()];
  for (let row = 0; row < a.length; row++) {
    const [x, y] = [a[row]!, b[row]!];
    both.set(`${x} ${y}`, (both.get(`${x} ${y}`) ?? 0) + 1);
    left.set(x, (left.get(x) ?? 0) + 1);
    right.set(y, (right.get(y) ?? 0) + 1);
  }
  const pairs = (counts: Iterable<number>): number => {
    let sum = 0;
    for (const count of counts) sum += (count * (count - 1)) / 2;
    return sum;
  };
  const all = (a.length * (a.length - 1)) / 2;
  const [ofLeft, ofRight] = [pairs(left.values()), pairs(right.values())];
  const expected = all === 0 ? 0 : (ofLeft * ofRight) / all;
  const most = (ofLeft + ofRight) / 2;
  // Both all in one group, or all apart: they are the same.
  return most === expected ? 1 : (pairs(both.values()) - expected) / (most - expected);
}
