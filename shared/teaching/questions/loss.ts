import { entry } from '../../network/matrix.ts';
import { layerAt, indexed } from '../places.ts';
import { numberKind } from '../question.ts';
import type { Trace } from '../trace.ts';
import type { Place } from '../question.ts';

const rowPlaces = (trace: Trace): Place[] =>
  trace.batch.x.map((_, row) => ({ layer: 'output', row, unit: 0, from: null }));

/** Binary cross-entropy of one row: -log p of the class that is there. */
export const binaryLoss = numberKind({
  name: 'binaryLoss',
  step: 'loss',
  places: (trace) => (trace.spec.output.loss === 'binaryCrossentropy' ? rowPlaces(trace) : []),
  read: (trace, place, show) => {
    const { a } = layerAt(trace, place);
    const [p] = a[place.row] ?? [];
    const [y] = trace.batch.y[place.row] ?? [];
    if (p === undefined || (y !== 0 && y !== 1) || trace.spec.output.units !== 1) return null;
    return { p: show(p), y };
  },
  formula: () => 'L = −y·log p − (1 − y)·log(1 − p)',
  given: ({ p, y }) => [
    ['p', p],
    ['y', y, 0],
  ],
  solve: ({ p, y }) => -Math.log(y === 1 ? p : 1 - p),
  mistakes: {
    wrongClass: ({ p, y }) => -Math.log(y === 1 ? 1 - p : p),
    minusMissing: ({ p, y }) => Math.log(y === 1 ? p : 1 - p),
    logTen: ({ p, y }) => -Math.log10(y === 1 ? p : 1 - p),
    squaredError: ({ p, y }) => (p - y) ** 2,
  },
});

/** Categorical cross-entropy of one row. */
export const classLoss = numberKind({
  name: 'classLoss',
  step: 'loss',
  places: (trace) => (trace.spec.output.loss === 'categoricalCrossentropy' ? rowPlaces(trace) : []),
  read: (trace, place, show) => {
    const { a } = layerAt(trace, place);
    const y = trace.batch.y[place.row] ?? [];
    const answer = y.indexOf(1);
    return answer < 0 ? null : { p: (a[place.row] ?? []).map((p) => show(p)), answer };
  },
  formula: ({ answer }) => `L = −log ${indexed('p', answer)}`,
  given: ({ p }) => p.map((value, k) => [indexed('p', k), value]),
  solve: ({ p, answer }) => -Math.log(entry(p, answer)),
  mistakes: {
    wrongClass: ({ p, answer }) =>
      p.flatMap((value, k) => (k === answer ? [] : [-Math.log(value)])),
    minusMissing: ({ p, answer }) => Math.log(entry(p, answer)),
    logTen: ({ p, answer }) => -Math.log10(entry(p, answer)),
    squaredError: ({ p, answer }) =>
      p.reduce((sum, value, k) => sum + (value - (k === answer ? 1 : 0)) ** 2, 0),
  },
});

/** Squared error of one row with one output; without the half some books put before it. */
export const squaredLoss = numberKind({
  name: 'squaredLoss',
  step: 'loss',
  places: (trace) =>
    trace.spec.output.loss === 'meanSquaredError' && trace.spec.output.units === 1
      ? rowPlaces(trace)
      : [],
  read: (trace, place, show) => {
    const { a } = layerAt(trace, place);
    const [y] = trace.batch.y[place.row] ?? [];
    const [out] = a[place.row] ?? [];
    return y === undefined || out === undefined ? null : { a: show(out), y: show(y) };
  },
  formula: () => 'L = (a − y)²',
  given: ({ a, y }) => [
    ['a', a],
    ['y', y],
  ],
  solve: ({ a, y }) => (a - y) ** 2,
  mistakes: {
    halfLoss: ({ a, y }) => (a - y) ** 2 / 2,
    notSquared: ({ a, y }) => [a - y, y - a],
  },
});
