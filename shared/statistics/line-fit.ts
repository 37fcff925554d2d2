/** The line of least squares through points; `r2` is the share of the variance of y it explains. */
export type LineFit = { slope: number; intercept: number; r2: number };

/** Null for fewer than three points, or where x or y does not vary. Two passes: the means first, for the sake of digits. */
export function lineFit(x: readonly number[], y: readonly number[]): LineFit | null {
  const count = Math.min(x.length, y.length);
  if (count < 3) return null;
  let [meanX, meanY] = [0, 0];
  for (let at = 0; at < count; at++) {
    meanX += x[at]! / count;
    meanY += y[at]! / count;
  }
  let [xx, xy, yy] = [0, 0, 0];
  for (let at = 0; at < count; at++) {
    const [dx, dy] = [x[at]! - meanX, y[at]! - meanY];
    xx += dx * dx;
    xy += dx * dy;
    yy += dy * dy;
  }
  if (xx === 0 || yy === 0) return null;
  const slope = xy / xx;
  return { slope, intercept: meanY - slope * meanX, r2: (xy * xy) / (xx * yy) };
}
