import type { StepLosses } from '../storage/index.ts';

/** What the engine recorded for a step, counted from 1: its own loss, or the mean of the steps around it; null where neither is known. */
export function recordedLoss(
  losses: StepLosses | undefined,
  step: number,
): { loss: number; exact: boolean } | null {
  if (losses === undefined) return null;
  const own = losses.first[step - 1];
  if (own !== undefined && Number.isFinite(own)) return { loss: own, exact: true };
  const end = Math.ceil(step / losses.stride) * losses.stride;
  const loss = losses.loss[losses.step.indexOf(end)];
  // Where a run diverged there is none.
  return loss === undefined || !Number.isFinite(loss) ? null : { loss, exact: losses.stride === 1 };
}
