import { forwardPass } from '#shared/network/forward.ts';
import { changedWeights } from '../what-if/changed-weights.ts';
import type { Look } from '../look.ts';
import { weightFacts } from '../ledger/weight-facts.ts';

export type WeightCurve = {
  w: number[];
  loss: number[];
  here: { w: number; loss: number; slope: number };
  next: { w: number; loss: number };
};

/** Points of a curve, each a forward pass; fewer where a net is wide. */
const pointsOf = (parameters: number): number => (parameters > 50_000 ? 15 : 41);

/** The loss of the rows looked at as a function of the weight looked at, all else held; slope and step as they are taken. */
export function weightCurve(look: Look): WeightCurve {
  const { walk } = look;
  const { tensor, from, unit, w, g, next } = weightFacts(look);
  const lossAt = (value: number): number =>
    forwardPass(
      walk.rules.spec,
      changedWeights(walk.state.weights, [{ tensor, row: from, column: unit, value }]),
      walk.input.batch,
      { training: true, dropoutKeep: walk.input.dropoutKeep },
    ).loss.total;
  const points = pointsOf(walk.trace.forward.layout.trainableSize);
  const reach = Math.max(1, 3 * Math.abs(next - w));
  const at = Array.from({ length: points }, (_, i) => w + reach * ((2 * i) / (points - 1) - 1));
  return {
    w: at,
    loss: at.map(lossAt),
    here: { w, loss: walk.trace.forward.loss.total, slope: g },
    next: { w: next, loss: lossAt(next) },
  };
}
