import { combined, type Matrix } from '#shared/network/matrix.ts';
import { exampleNames } from '../../../teaching/words.ts';
import type { NamesOf } from '../../../teaching/sheet-page.ts';
import type { Example } from '#shared/teaching/examples/example.ts';
import { isTeachingNet } from '../net/geometry.ts';
import { netColumns } from '../net/net-columns.ts';
import type { OwnNet } from '../lesson/lesson-walk.ts';
import { namesOf, sourceOf } from '../lesson/question-of.ts';

const own = 'own';
/** Rows of a batch that a page has room for. */
const mostRows = 4;
const rounded = (value: number): number => Math.round(value * 100) / 100;

/**
 * The cell's own net for paper, its numbers rounded to the two decimals that are printed; null where it is too large for a
 * page or has what a page does not tell: batch normalisation, L1, a row without a label.
 */
export function ownExample({ output, walk }: OwnNet): Example | null {
  const { spec, training } = walk.rules;
  const source = sourceOf(walk, output.prep);
  const told = spec.layers.every(
    (layer) => layer.type !== 'batchNorm' && (layer.type !== 'dense' || layer.l1 === 0),
  );
  if (source === null || !told || !isTeachingNet(netColumns(walk))) return null;
  const { batch, dropoutKeep, learningRate } = walk.input;
  const first = (matrix: Matrix): Matrix => matrix.slice(0, mostRows);
  const { optimizer } = training;
  const isUsual = optimizer.type === 'adam' && optimizer.beta1 === 0.9 && optimizer.beta2 === 0.999;
  return {
    ...{ name: own, inputs: [], spec, learningRate: Number(learningRate.toPrecision(6)) },
    optimizer: isUsual ? optimizer : { type: 'sgd' },
    weights: Object.fromEntries(
      [...walk.state.weights].map(([name, tensor]) => [
        name,
        combined((w = 0) => rounded(w), tensor),
      ]),
    ),
    x: first(batch.x).map((row) => row.map(rounded)),
    y: first(batch.y).map((row) => row.map(rounded)),
    dropoutKeep: dropoutKeep.map(first),
    ...(source.scalings && { scalings: source.scalings.slice(0, mostRows).map((row) => [...row]) }),
  };
}

/** What inputs are called on paper: those of the cell's own net by its features. */
export function paperNames({ output, walk }: OwnNet): NamesOf {
  return (net, locale) =>
    net.name === own ? namesOf(walk, output.prep.features) : exampleNames(net, locale);
}
