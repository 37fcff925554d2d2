const steps = [1, 2, 5, 10];

/**
 * Round tick positions covering [low, high], about `count` of them, 1-2-5 steps no shorter than `least`: 1 where only
 * whole numbers are counted.
 */
export function linearTicks(low: number, high: number, count: number, least = 0): number[] {
  if (!(high > low)) return [low];
  const raw = (high - low) / Math.max(1, count);
  const power = 10 ** Math.floor(Math.log10(raw));
  // The nearest of 1, 2, 5 and 10 on a scale of ratios.
  const round =
    power * (steps.find((f, at) => raw / power < Math.sqrt(f * (steps.at(at + 1) ?? 0))) ?? 10);
  const step = Math.max(least, round);
  const ticks: number[] = [];
  for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index += 1) {
    ticks.push(Number((index * step).toPrecision(12)));
  }
  return ticks;
}

/** Powers of ten within [low, high]; 1, 2 and 5 times them where there would be fewer than three. */
export function logTicks(low: number, high: number): number[] {
  const from = Math.floor(Math.log10(low));
  const to = Math.ceil(Math.log10(high));
  const within = (tick: number) => tick >= low * 0.999 && tick <= high * 1.001;
  const powers = Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
  const plain = powers.filter(within);
  if (plain.length >= 3) return plain;
  return powers
    .flatMap((power) => [power, 2 * power, 5 * power])
    .filter(within)
    .map((tick) => Number(tick.toPrecision(12)));
}
