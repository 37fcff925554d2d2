import { forwardPass } from '#shared/network/forward.ts';
import type { Walk } from '../walk.ts';

/** The loss of the same rows under the same masks, before and after the step. */
export function lossAfter({ rules, input, trace }: Walk): { before: number; after: number } {
  const mode = { training: true as const, dropoutKeep: input.dropoutKeep };
  const again = forwardPass(rules.spec, trace.after.weights, input.batch, mode);
  return { before: trace.forward.loss.total, after: again.loss.total };
}
