import { PortraitError } from '#shared/errors/index.ts';
import type { FittedPrep, FittedStep } from '#shared/model/prep.ts';
import { largestFeature, scaledMean, scaledNumber } from '#shared/encoding/index.ts';
import { categoryIndex, isNumberType, type GraphColumn } from './categories.ts';
import { dateFeatures } from './dates.ts';
import type { Primitives } from './primitives.ts';
import { partPattern } from './part-pattern.ts';

/**
 * The encoded features of a fitted preparation, float32 [n, width], bit for bit as `shared/encoding` makes them (missing text
 * being `''`). `columnOf` gives each raw column once asked for.
 * @throws PortraitError column_type where a step does not fit its column, export_empty_text, export_hash, export_tfidf
 */
export function featureGraph<V>(
  g: Primitives<V>,
  prep: FittedPrep,
  columnOf: (name: string) => GraphColumn<V>,
): V {
  return g.beside(prep.steps.flatMap((step) => stepGraph(g, step, columnOf(step.column))));
}

function stepGraph<V>(g: Primitives<V>, step: FittedStep, column: GraphColumn<V>): V[] {
  switch (step.type) {
    case 'numeric':
      return numeric(g, step, column);
    case 'oneHot': {
      const other = step.values.length;
      const missing = other + (step.other ? 1 : 0);
      const depth = missing + (step.missing ? 1 : 0);
      const unseen = step.other ? other : depth;
      return [
        g.oneHot(categoryIndex(g, step, column, unseen, step.missing ? missing : depth), depth),
      ];
    }
    case 'ordinal': {
      const last = Math.max(1, step.values.length - 1);
      const places = step.values.map((_, index) => index / last);
      return looked(g, step, column, [[...places, step.unseen, step.unseen]]);
    }
    case 'frequency':
      return looked(g, step, column, [[...step.values.map((_, at) => step.shares[at]!), 0, 0]]);
    case 'target':
      return looked(
        g,
        step,
        column,
        step.outputs.map((output) =>
          [...output.means, output.unseen, output.absent].map((mean) => scaledMean(output, mean)),
        ),
      );
    case 'hash':
      throw new PortraitError('export_hash', { column: step.column });
    case 'tfidf':
      throw new PortraitError('export_tfidf', { column: step.column });
    case 'multiHot':
      return multiHot(g, step, column);
    case 'dateParts':
      if (isNumberType(column.type)) throw mismatch(step, column, 'date');
      return dateFeatures(g, step, column.value);
  }
}

type StepOf<T extends FittedStep['type']> = Extract<FittedStep, { type: T }>;

function numeric<V>(g: Primitives<V>, step: StepOf<'numeric'>, column: GraphColumn<V>): V[] {
  if (!isNumberType(column.type)) throw mismatch(step, column, 'real');
  const x = column.value;
  const isFinite = g.less(g.abs(x), g.number(Infinity));
  const scaled = scaledBy(g, step, step.log ? logarithm(g, x) : x);
  const filled = scaledNumber(step, step.fill);
  const value = g.column(g.where(isFinite, scaled, g.number(filled)));
  return step.missing ? [value, g.column(g.not(isFinite))] : [value];
}

/** Beyond this, two numbers may lie further apart than float64 reaches. */
const farOffset = 1e290;

function scaledBy<V>(g: Primitives<V>, { offset, factor }: StepOf<'numeric'>, plain: V): V {
  const [o, f] = [g.number(offset), g.number(factor)];
  const near = g.subtract(plain, o);
  const apart = g.multiply(near, f);
  const number =
    Math.abs(offset) < farOffset
      ? apart
      : g.where(
          g.less(g.abs(near), g.number(Infinity)),
          apart,
          g.subtract(g.multiply(plain, f), g.number(offset * factor)),
        );
  const [low, high] = [g.number(-largestFeature), g.number(largestFeature)];
  return g.where(g.less(high, number), high, g.where(g.less(number, low), low, number));
}

/** sign(x) log(1 + |x|), as `signedLog`. */
function logarithm<V>(g: Primitives<V>, x: V): V {
  const log = g.log1p(g.abs(x));
  return g.where(g.less(x, g.number(0)), g.subtract(g.number(0), log), log);
}

/** Tables of a number for each value, for unseen ones and for missing ones, in this order: one feature a table. */
function looked<V>(
  g: Primitives<V>,
  step: StepOf<'ordinal' | 'frequency' | 'target'>,
  column: GraphColumn<V>,
  tables: number[][],
): V[] {
  const unseen = step.values.length;
  const index = categoryIndex(g, step, column, unseen, unseen + 1);
  const picked = (table: number[]): V => g.column(g.pick(index, table));
  const features = tables.map(picked);
  if (!step.missing) return features;
  const isMissing = Array.from({ length: unseen + 2 }, (_, at) => (at === unseen + 1 ? 1 : 0));
  return [...features, picked(isMissing)];
}

function multiHot<V>(g: Primitives<V>, step: StepOf<'multiHot'>, column: GraphColumn<V>): V[] {
  if (isNumberType(column.type)) throw mismatch(step, column, 'text');
  const text = column.value;
  const { separator, values } = step;
  const blocks = values.map((value) => g.anyPart(text, separator, partPattern([value]), true));
  // Blank parts are no values, known or unknown.
  if (step.other) blocks.push(g.anyPart(text, separator, partPattern(['', ...values]), false));
  if (step.missing) blocks.push(g.equalText(text, g.text('')));
  return blocks.map((block) => g.column(block));
}

function mismatch<V>(step: FittedStep, { type }: GraphColumn<V>, expected: string): PortraitError {
  return new PortraitError('column_type', { column: step.column, found: type, expected });
}
