import type { Checkpoint } from '#shared/engine/tensors.ts';
import type { RunMetrics } from '#shared/model/run.ts';
import type { EarlyStopping } from '#shared/model/net/train-settings.ts';

export type Watched = NonNullable<Checkpoint['best']>;

/** The number watched for the best weights: validation's where there is one, else training's. */
export function watchedValue(
  setting: EarlyStopping | null,
  train: RunMetrics,
  validation: RunMetrics | null,
): number {
  const metrics = validation ?? train;
  return metrics[setting?.metric ?? 'loss'] ?? metrics.loss;
}

/** What is remembered after an epoch, and whether it is the best so far. A value that is no number never is. */
export function judge(
  setting: EarlyStopping | null,
  before: Watched | null,
  value: number,
  epoch: number,
): { after: Watched; improved: boolean } {
  const delta = setting?.minDelta ?? 0;
  const up = setting !== null && setting.metric !== 'loss';
  const known = before !== null && Number.isFinite(before.value);
  const better = !known || (up ? value > before.value + delta : value < before.value - delta);
  const improved = Number.isFinite(value) && better;
  if (improved) return { after: { value, epoch, wait: 0 }, improved };
  return { after: { ...(before ?? { value, epoch }), wait: (before?.wait ?? 0) + 1 }, improved };
}

export function shouldStop(setting: EarlyStopping | null, watched: Watched): boolean {
  return setting !== null && watched.wait >= setting.patience;
}
