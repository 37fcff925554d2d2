import { at, type Matrix } from '../../network/matrix.ts';
import { numberKind, type Place } from '../question.ts';
import type { Trace } from '../trace.ts';

type Dropped = { rate: number; input: Matrix; keep: Matrix; factor: Matrix; dA: Matrix };

/** The net's dropout layers in training, by names of their own: dropout_1 and so on. */
function dropoutLayers({ pass, back, batch }: Trace): Map<string, Dropped> {
  const rows = batch.x.length;
  const found = new Map<string, Dropped>();
  for (const [l, layer] of pass.layers.entries()) {
    const plan = pass.layout.layers[l];
    const way = back.layers[l];
    if (layer.type !== 'dropout' || plan?.type !== 'dropout' || way?.type !== 'dropout') continue;
    const { input, keep, factor } = layer;
    const dA = way.dA.map((row) => row.map((d) => d * rows));
    found.set(`dropout_${found.size + 1}`, { rate: plan.rate, input, keep, factor, dA });
  }
  return found;
}

function dropoutPlaces(trace: Trace): Place[] {
  return [...dropoutLayers(trace)].flatMap(([layer, { keep }]) =>
    keep.flatMap((units, row) => units.map((_, unit) => ({ layer, row, unit, from: null }))),
  );
}

/** a' = a times mask / (1 - p). */
export const dropout = numberKind({
  name: 'dropout',
  step: 'dropout',
  places: dropoutPlaces,
  read: (trace, { layer, row, unit }, show) => {
    const found = dropoutLayers(trace).get(layer);
    if (found === undefined) return null;
    const keep = at(found.keep, row, unit);
    return { a: show(at(found.input, row, unit)), keep, rate: show(found.rate) };
  },
  formula: () => 'a′ = a · m / (1 − p)',
  given: ({ a, keep, rate }) => [
    ['a', a],
    ['m', keep, 0],
    ['p', rate],
  ],
  solve: ({ a, keep, rate }) => (a * keep) / (1 - rate),
  mistakes: {
    scaleMissing: ({ a, keep, rate }) => (keep === 0 ? null : { value: a, hint: 1 / (1 - rate) }),
    scaleDown: ({ a, keep, rate }) => (keep === 0 ? null : a * (1 - rate)),
    scaleByRate: ({ a, keep, rate }) => (keep === 0 ? null : a / rate),
    maskIgnored: ({ a, keep, rate }) => (keep === 0 ? [a / (1 - rate), a] : null),
  },
});

/** The way back through dropout: dL/da = dL/da' times the same mask / (1 - p). */
export const dropoutBack = numberKind({
  name: 'dropoutBack',
  step: 'dropout',
  places: dropoutPlaces,
  read: (trace, { layer, row, unit }, show) => {
    const found = dropoutLayers(trace).get(layer);
    if (found === undefined) return null;
    return {
      d: show(at(found.dA, row, unit)),
      keep: at(found.keep, row, unit),
      rate: show(found.rate),
      zero: at(found.input, row, unit) === 0,
    };
  },
  formula: () => '∂L/∂a = ∂L/∂a′ · m / (1 − p)',
  given: ({ d, keep, rate }) => [
    ['∂L/∂a′', d],
    ['m', keep, 0],
    ['p', rate],
  ],
  solve: ({ d, keep, rate }) => (d * keep) / (1 - rate),
  mistakes: {
    scaleMissing: ({ d, keep, rate }) => (keep === 0 ? null : { value: d, hint: 1 / (1 - rate) }),
    scaleDown: ({ d, keep, rate }) => (keep === 0 ? null : d * (1 - rate)),
    scaleByRate: ({ d, keep, rate }) => (keep === 0 ? null : d / rate),
    maskIgnored: ({ d, keep, rate }) => (keep === 0 ? [d / (1 - rate), d] : null),
    maskFromZero: ({ keep, zero }) => (keep !== 0 && zero ? 0 : null),
  },
});
