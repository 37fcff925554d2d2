import { createPlanRows } from '../encoding/plan/plan-rows.ts';
import type { CellValue, Column } from '../model/table.ts';
import { createPredictor } from '../network/predictor.ts';
import { createEncoder, decodeClass, decodeNumber } from '../encoding/index.ts';
import type { ExportedModel } from './exported-model.ts';
import { createUnseen } from './unseen.ts';
import { namedWeights } from './weights.ts';

export type Score = {
  /** Binary: the probability of the positive class. Classes: of each, in the label's order. Numbers: the value, in the label's unit. */
  scores: number[];
  /** Position in `prep.label.classes`: by the threshold, or the likeliest; null for numbers. */
  class: number | null;
  /** Input columns whose value has no place of its own: a category the preparation does not list, or missing where none was. */
  unseen: string[];
  /** Input columns whose text could not be read and counts as missing, as it did in training. */
  unread: string[];
  /** The input column for whose value the row would have left the training table; null where it would have stayed. */
  outside: string | null;
};

/** A row as the preparation reads it (values of `prep.columns`), and what the plan tells of it, as its score does. */
export type PreparedRow = { values: CellValue[] } & Pick<Score, 'unread' | 'outside'>;

export type Scorer = {
  /** Scores a row: values of the model's inputs, in their order. */
  score(row: readonly CellValue[]): Score;
  /** The features of a row, before the net. */
  features(row: readonly CellValue[]): Float32Array;
  /** `score` in two: what the plan makes of a row, and the score of that. */
  prepare(row: readonly CellValue[]): PreparedRow;
  scorePrepared(row: PreparedRow): Score;
};

/** What scoring needs of a model; of the inputs, names and types alone. */
export type ScoredModel = { inputs: readonly Column[] } & Pick<
  ExportedModel,
  'plan' | 'prep' | 'spec' | 'weights' | 'decision'
>;

/** The model's own threshold where it has none to tell. */
const middle = 0.5;

/**
 * Compiles a model: raw row, plan, preparation (float32 features), float64 net, label. Pure, and the same in the app, the ES
 * module, the command line and the server. @throws RangeError where parts of the model do not fit together
 */
export function createScorer(model: ScoredModel): Scorer {
  const { inputs, prep, spec } = model;
  const { label } = prep;
  const plan = createPlanRows({ columns: [...inputs], steps: model.plan });
  const place = new Map(plan.columns.map(({ name }, at) => [name, at]));
  for (const { column } of prep.steps) {
    if (!place.has(column)) throw new RangeError(`the plan leads to no column ${column}`);
  }
  const places = prep.columns.map(({ name }) => place.get(name) ?? -1);
  const encoder = createEncoder(prep);
  if (encoder.width !== spec.inputs) throw new RangeError('features and network do not fit');
  const predict = createPredictor(spec, namedWeights(spec, model.weights.data));
  const unseenOf = createUnseen(prep, (column) => inputName(plan.columns, inputs, column));
  const threshold = model.decision?.threshold ?? middle;

  const prepare = (row: readonly CellValue[]): PreparedRow => {
    const { row: planned, left, unread } = plan.apply(row);
    return {
      values: places.map((at) => planned[at] ?? null),
      unread: unread.map((at) => inputs[at]?.name ?? ''),
      outside: left === null ? null : (inputs[left]?.name ?? null),
    };
  };
  const scorePrepared = ({ values, ...told }: PreparedRow): Score => {
    const outputs = predict(encoder.features([values]));
    const isNumber = label.kind === 'number';
    return {
      scores: isNumber ? outputs.map((output) => decodeNumber(label, output)) : outputs,
      class: isNumber ? null : decodeClass(label, outputs, 0, threshold),
      unseen: unseenOf(values),
      ...told,
    };
  };
  return {
    features: (row) => encoder.features([prepare(row).values]),
    score: (row) => scorePrepared(prepare(row)),
    prepare,
    scorePrepared,
  };
}

/** The input a prepared column comes from. */
function inputName(
  columns: readonly { name: string; origin: number }[],
  inputs: readonly Column[],
  name: string,
): string {
  const origin = columns.find((column) => column.name === name)?.origin;
  return (origin === undefined ? undefined : inputs[origin]?.name) ?? name;
}
