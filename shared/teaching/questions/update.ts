import { at } from '../../network/matrix.ts';
import { kernelOf } from '../../network/forward.ts';
import { indexed, layerAt, weightPlaces } from '../places.ts';
import { numberKind } from '../question.ts';

/** The weight after one step of plain gradient descent. */
export const update = numberKind({
  name: 'update',
  step: 'update',
  places: (trace) =>
    trace.optimizer.type === 'sgd'
      ? weightPlaces(trace, () => true).filter(({ row }) => row === 0)
      : [],
  read: (trace, place, show) => {
    const layer = layerAt(trace, place);
    const { unit, from } = place;
    const all = trace.gradients.get(`${layer.name}/kernel`);
    if (from === null || all === undefined) return null;
    const gradients = kernelOf(new Map([['all', all]]), 'all');
    return {
      from,
      rows: trace.batch.x.length,
      w: show(at(layer.kernel, from, unit)),
      g: show(at(gradients, from, unit)),
      rate: show(trace.learningRate),
    };
  },
  formula: ({ from }) => {
    const w = indexed('w', from);
    return `${w} ← ${w} − α·∂L/∂${w}`;
  },
  given: ({ from, w, g, rate }) => [
    [indexed('w', from), w],
    [`∂L/∂${indexed('w', from)}`, g],
    ['α', rate],
  ],
  solve: ({ w, g, rate }) => w - rate * g,
  mistakes: {
    uphill: ({ w, g, rate }) => w + rate * g,
    rateMissing: ({ w, g, rate }) => ({ value: w - g, hint: rate }),
    moveOnly: ({ w, g, rate }) => [
      { value: -rate * g, hint: w },
      { value: rate * g, hint: w },
    ],
    batchSum: ({ w, g, rate, rows }) => (rows > 1 ? w - rate * rows * g : null),
    factorTwo: ({ w, g, rate }) => w - 2 * rate * g,
  },
});
