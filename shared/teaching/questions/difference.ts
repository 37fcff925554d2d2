import { forwardPass } from '../../network/forward.ts';
import { differenceCheck, moved } from '../../network/difference-check.ts';
import { weightPlaces } from '../places.ts';
import { numberKind } from '../question.ts';

/** Wide enough that eight shown decimals of the losses give five of the slope. */
const width = 0.01;
const lossDecimals = 8;

/** The slope by moving a weight both ways: (L(w + h) - L(w - h)) / 2h. */
export const difference = numberKind({
  name: 'difference',
  step: 'difference',
  places: (trace) => weightPlaces(trace, () => true).filter(({ row }) => row === 0),
  read: (trace, { layer, unit, from }, show) => {
    const { spec, weights, batch, mode } = trace;
    if (from === null) return null;
    const place = { tensor: `${layer}/kernel`, row: from, column: unit };
    if (differenceCheck(spec, weights, batch, mode, place, width).corner) return null;
    const lossAt = (by: number): number =>
      show(forwardPass(spec, moved(weights, place, by), batch, mode).loss.total, lossDecimals);
    return { up: lossAt(width), down: lossAt(-width), h: width };
  },
  formula: () => '∂L/∂w ≈ (L(w + h) − L(w − h)) / 2h',
  given: ({ up, down, h }) => [
    ['L(w + h)', up, lossDecimals],
    ['L(w − h)', down, lossDecimals],
    ['h', h],
  ],
  solve: ({ up, down, h }) => (up - down) / (2 * h),
  mistakes: {
    oneStepWidth: ({ up, down, h }) => (up - down) / h,
    signFlipped: ({ up, down, h }) => (down - up) / (2 * h),
    notDivided: ({ up, down }) => up - down,
  },
});
