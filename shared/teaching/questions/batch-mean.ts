import { at } from '../../network/matrix.ts';
import { indexed, layerAt, weightPlaces } from '../places.ts';
import { numberKind } from '../question.ts';
import { sum } from './gradient.ts';

/** dL/dw of a batch: the mean of its rows' own. */
export const batchMean = numberKind({
  name: 'batchMean',
  step: 'batch',
  places: (trace) =>
    trace.batch.x.length > 1 ? weightPlaces(trace, () => true).filter(({ row }) => row === 0) : [],
  read: (trace, place, show) => {
    const { delta, input } = layerAt(trace, place);
    const { unit, from } = place;
    if (from === null) return null;
    return { rows: delta.map((_, r) => show(at(delta, r, unit) * at(input, r, from))) };
  },
  formula: ({ rows }) =>
    `∂L/∂w = (${rows.map((_, r) => indexed('g', r)).join(' + ')}) / ${rows.length}`,
  given: ({ rows }) => rows.map((g, r) => [indexed('g', r), g]),
  solve: ({ rows }) => sum(rows) / rows.length,
  mistakes: {
    batchSum: ({ rows }) => ({ value: sum(rows), hint: rows.length }),
    sampleVariance: ({ rows }) => sum(rows) / (rows.length - 1),
    oneRow: ({ rows }) => rows,
    signFlipped: ({ rows }) => -sum(rows) / rows.length,
    factorTwo: ({ rows }) => (2 * sum(rows)) / rows.length,
  },
});
