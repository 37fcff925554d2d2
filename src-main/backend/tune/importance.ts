import type { NetTrial, Searched, TuneNetOutput } from '#shared/model/cells/tune-net.ts';
import { pointOf } from './space.ts';

const fewest = 12;
/** Share of the trials that count as good. */
const good = 0.25;
const bins = 8;

/**
 * How much each setting sets the best quarter of the trials apart from all of them: PED-ANOVA (Watanabe, Bansal and
 * Hutter 2023), the Pearson divergence of the two distributions of the setting's values, here as smoothed histograms, as
 * shares of their sum. Empty for fewer than 12 trials, or where nothing sets them apart.
 */
export function importanceOf(
  space: readonly Searched[],
  trials: readonly NetTrial[],
  sign: 1 | -1,
): TuneNetOutput['importance'] {
  const scored = trials
    .filter((trial): trial is NetTrial & { score: number } => trial.score !== null)
    .sort((a, b) => sign * (b.score - a.score));
  if (scored.length < fewest) return [];
  const points = scored.map(({ settings }) => pointOf(space, settings));
  const top = points.slice(0, Math.max(3, Math.round(good * points.length)));
  const divergences = space.map((one, at) => {
    const width = one.type === 'list' ? one.values.length : bins;
    const all = histogram(points, at, width, points.length / top.length);
    const best = histogram(top, at, width, 1);
    return best.reduce((sum, share, bin) => sum + all[bin]! * (share / all[bin]! - 1) ** 2, 0);
  });
  const whole = divergences.reduce((sum, one) => sum + one, 0);
  if (whole <= 0) return [];
  return space
    .map(({ name }, at) => ({ name, share: divergences[at]! / whole }))
    .sort((a, b) => b.share - a.share);
}

/** Shares of the bins; `prior` observations are spread over all of them, so that none is empty. */
function histogram(
  points: readonly number[][],
  at: number,
  width: number,
  prior: number,
): number[] {
  const counts = new Array<number>(width).fill(prior / width);
  for (const point of points)
    counts[Math.min(width - 1, Math.max(0, Math.floor(point[at]! * width)))]! += 1;
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => count / total);
}
