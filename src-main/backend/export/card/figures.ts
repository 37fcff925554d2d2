import type { Estimate } from '#shared/model/results/metrics.ts';

/** A figure with its interval, where there is one. */
export function told(estimate: Estimate | null | undefined): string {
  if (!estimate || estimate.value === null) return '–';
  const { value, low, high } = estimate;
  const interval = low === null || high === null ? '' : ` [${rounded(low)}, ${rounded(high)}]`;
  return `${rounded(value)}${interval}`;
}

/** Four figures, as tables of results have them. */
export function rounded(value: number | null): string {
  return value === null ? '–' : String(Number(value.toPrecision(4)));
}
