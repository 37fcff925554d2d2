import type { ColumnDrift } from '#shared/model/cells/predict.ts';
import { stabilityLimits } from '#shared/statistics/population-stability.ts';
import { readable } from '../../format/number.ts';
import { m } from '../../i18n/paraglide/messages.js';

export type DriftLevel = 'stable' | 'moderate' | 'large' | 'nothing';

/** How far a column has shifted, by the usual limits of its index. */
export function driftLevel({ index }: Pick<ColumnDrift, 'index'>): DriftLevel {
  if (index === null) return 'nothing';
  if (index >= stabilityLimits.large) return 'large';
  return index >= stabilityLimits.moderate ? 'moderate' : 'stable';
}

/** Whether an index that speaks of a shift may come about in a table this short by chance. */
export function mayBeChance(drift: Pick<ColumnDrift, 'index' | 'chance'>): boolean {
  const level = driftLevel(drift);
  return (level === 'moderate' || level === 'large') && (drift.index ?? 0) <= drift.chance;
}

const levels: Record<DriftLevel, () => string> = {
  stable: m.predict_drift_stable,
  moderate: m.predict_drift_moderate,
  large: m.predict_drift_large,
  nothing: m.predict_drift_nothing,
};

export function driftWord(drift: Pick<ColumnDrift, 'index' | 'chance'>): string {
  const word = levels[driftLevel(drift)]();
  return mayBeChance(drift) ? `${word}, ${m.predict_drift_chance()}` : word;
}

/** What a bin holds; `before` is the upper end of the bin before it, null for the first. */
export function binName(
  { label, end, missing }: ColumnDrift['bins'][number],
  by: ColumnDrift['by'],
  before: number | null,
): string {
  if (missing) return m.predict_drift_missing_bin();
  if (by === 'values') {
    if (label === null) return m.predict_drift_other();
    return label === '' ? m.predict_drift_empty_value() : label;
  }
  if (end !== null) return m.predict_drift_up_to({ end: readable(end) });
  return before === null ? m.predict_drift_any() : m.predict_drift_above({ end: readable(before) });
}
