import { kernelOf } from '../../network/forward.ts';
import { forwardPass } from '../../network/forward.ts';
import { at } from '../../network/matrix.ts';
import { indexed, inputSymbol, layerAt, weightPlaces } from '../places.ts';
import type { Choice, Given, Question, QuestionKind } from '../question.ts';
import { shownValue, usualDecimals } from '../shown.ts';

/** Before any number: which sign will dL/dw have? */
export const gradientSign: QuestionKind = {
  name: 'gradientSign',
  step: 'gradient',
  places: (trace) => weightPlaces(trace, () => true),
  ask: (trace, place) => {
    const { delta, input, ...layer } = layerAt(trace, place);
    if (place.from === null) return null;
    const d = at(delta, place.row, place.unit);
    const x = at(input, place.row, place.from);
    const symbol = indexed(inputSymbol({ delta, input, ...layer }), place.from);
    const sign = Math.sign(d * x);
    return {
      ...{ type: 'choice', kind: 'gradientSign', step: 'gradient', place },
      ...{ formula: `∂L/∂${indexed('w', place.from)} = δ·${symbol}` },
      given: [given('δ', d), given(symbol, x)],
      options: ['positive', 'negative', 'zero'],
      answer: sign > 0 ? 'positive' : sign < 0 ? 'negative' : 'zero',
    };
  },
};

/** Which way does the weight go? */
export const weightMove: QuestionKind = {
  name: 'weightMove',
  step: 'update',
  places: (trace) => weightPlaces(trace, () => true).filter(({ row }) => row === 0),
  ask: (trace, place) => {
    const { name, kernel, nextKernel } = layerAt(trace, place);
    const all = trace.gradients.get(`${name}/kernel`);
    if (place.from === null || all === undefined) return null;
    const before = at(kernel, place.from, place.unit);
    const after = at(nextKernel, place.from, place.unit);
    const g = at(kernelOf(new Map([['all', all]]), 'all'), place.from, place.unit);
    return {
      ...{ type: 'choice', kind: 'weightMove', step: 'update', place },
      ...{ formula: 'w ← w − α·∂L/∂w' },
      given: [given('w', before), given('∂L/∂w', g)],
      options: ['up', 'down', 'same'],
      answer: after > before ? 'up' : after < before ? 'down' : 'same',
    };
  },
};

/** After the update, forward again: what has the loss done? */
export const lossAfter: QuestionKind = {
  name: 'lossAfter',
  step: 'update',
  places: () => [{ layer: 'output', row: 0, unit: 0, from: null }],
  ask: (trace, place): Question => {
    const before = trace.pass.loss.total;
    const after = forwardPass(trace.spec, trace.next.weights, trace.batch, trace.mode).loss.total;
    const options: Choice[] = ['falls', 'rises', 'same'];
    return {
      ...{ type: 'choice', kind: 'lossAfter', step: 'update', place, formula: 'L(w − α·∂L/∂w)' },
      ...{ given: [given('L', before)], options },
      answer: after < before ? 'falls' : after > before ? 'rises' : 'same',
    };
  },
};

function given(symbol: string, value: number): Given {
  return { symbol, value: shownValue(value), decimals: usualDecimals };
}
