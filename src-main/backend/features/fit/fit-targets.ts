import type { Encoding, FittedLabel, FittedStep } from '#shared/model/prep.ts';
import type { CellValue, Column } from '#shared/model/table.ts';
import { scaledMean, valueText } from '#shared/encoding/index.ts';
import {
  addMoment,
  createMoments,
  deviationOf,
  meanOf,
  type Moments,
} from '#shared/statistics/moments.ts';
import { addLabel, createLabelSums, valueMeans, type LabelOutputs } from './label-means.ts';
import { targetFolds } from './out-of-fold.ts';
import { partCode } from '../split.ts';
import type { TableSource } from '../table-source.ts';

type TargetStep = Extract<FittedStep, { type: 'target' }>;
type Output = TargetStep['outputs'][number];

/** A column whose values become mean labels; `values` are those that get one of their own. */
export type TargetWish = {
  index: number;
  column: Column;
  encoding: Extract<Encoding, { type: 'target' }>;
  values: string[];
  missing: boolean;
};

export type TargetContext = {
  source: TableSource;
  parts: Uint8Array;
  /** Fold of each training row. */
  folds: Uint8Array;
  /** Class code (as `classes` are sorted) or number of each training row. */
  labels: Float64Array;
  label: FittedLabel;
  /** The classes that label codes count. */
  classes: readonly string[];
  pace: () => Promise<void>;
};

/** Spreads of means below this share of the label's own say nothing, and are not scaled up to 1. */
const leastSpread = 0.01;

/**
 * Fits mean labels on the training rows. `outOfFold`: the features of the training rows, in stored order, row by row over
 * all columns' outputs, each from the labels of the other folds alone.
 */
export async function fitTargets(
  wishes: readonly TargetWish[],
  context: TargetContext,
): Promise<{ steps: TargetStep[]; outOfFold: Float32Array }> {
  const { source, parts, folds, labels, pace } = context;
  const { outputs, names, unit } = outputsOf(context);
  const columns = wishes.map(({ column, values, ...wish }) => {
    const places = new Map(values.map((value, at) => [value, at]));
    const placeOf = (value: CellValue | undefined): number => {
      const text = valueText(value, column);
      return text === null ? values.length : (places.get(text) ?? values.length + 1);
    };
    const sums = createLabelSums(values.length, targetFolds, outputs);
    return { column, values, placeOf, sums, ...wish };
  });
  const indices = wishes.map(({ index }) => index);
  const eachRow = async (use: (row: CellValue[], at: number) => void): Promise<void> => {
    for (const { first, rows } of source.scan(indices)) {
      rows.forEach((row, offset) => {
        if (parts[first + offset] === partCode.train) use(row, first + offset);
      });
      await pace();
    }
  };
  await eachRow((row, at) => {
    columns.forEach(({ sums, placeOf }, position) =>
      addLabel(sums, placeOf(row[position]), folds[at]!, labels[at]!),
    );
  });
  const fitted = columns.map(({ sums, placeOf, values, encoding }) => {
    const of = (output: number, left: number) => valueMeans(sums, output, left, encoding.smoothing);
    return {
      ...{ placeOf, values },
      whole: names.map((_, output) => of(output, -1)),
      left: names.map((_, output) =>
        Array.from({ length: targetFolds }, (_, fold) => of(output, fold)),
      ),
      moments: names.map(() => createMoments()),
    };
  });
  const trainRows = parts.reduce((sum, part) => sum + (part === partCode.train ? 1 : 0), 0);
  const width = columns.length * names.length;
  const means = new Float64Array(trainRows * width);
  let at = 0;
  await eachRow((row, number) => {
    fitted.forEach(({ placeOf, values, left, moments }, position) => {
      const place = placeOf(row[position]);
      left.forEach((byFold, output) => {
        const found = byFold[folds[number]!]!;
        const mean = place > values.length ? found.overall : found.means[place]!;
        addMoment(moments[output]!, mean);
        means[at++] = mean;
      });
    });
  });
  const steps = fitted.map(({ whole, moments }, position): TargetStep => {
    const { column, values, missing } = wishes[position]!;
    return {
      ...{ type: 'target', column: column.name, values, missing },
      outputs: whole.map(({ means, overall, smoothing }, output) => ({
        name: names[output] ?? null,
        means: Array.from(means.subarray(0, values.length), unit.back),
        unseen: unit.back(overall),
        absent: unit.back(means[values.length] ?? overall),
        ...scaleOf(moments[output]!, spreadOf(overall, outputs), unit),
        smoothing: Number.isFinite(smoothing) ? smoothing : null,
      })),
    };
  });
  const scales: Output[] = steps.flatMap((step) => step.outputs);
  const outOfFold = Float32Array.from(means, (mean, place) =>
    scaledMean(scales[place % width]!, unit.back(mean)),
  );
  return { steps, outOfFold };
}

/** Number labels are summed scaled, as they are learnt, so that sums keep their digits. */
type Unit = { back: (mean: number) => number; factor: number };

function outputsOf({ label, classes }: Pick<TargetContext, 'label' | 'classes'>): {
  outputs: LabelOutputs;
  names: (string | null)[];
  unit: Unit;
} {
  const same: Unit = { back: (mean) => mean, factor: 1 };
  if (label.kind === 'number') {
    const { offset, factor } = label;
    const outputs: LabelOutputs = {
      ...{ width: 1, isNumber: true },
      add(sums, at, value) {
        const scaled = (value - offset) * factor;
        sums[at]! += 1;
        sums[at + 1]! += scaled;
        sums[at + 2]! += scaled * scaled;
      },
    };
    return { outputs, names: [null], unit: { back: (mean) => mean / factor + offset, factor } };
  }
  const counted = label.kind === 'binary' ? [label.classes[1]!] : label.classes;
  const outputOf = classes.map((value) => counted.indexOf(value));
  const outputs: LabelOutputs = {
    ...{ width: counted.length, isNumber: false },
    add(sums, at, code) {
      sums[at]! += 1;
      const output = outputOf[code] ?? -1;
      if (output >= 0) sums[at + 1 + output]! += 1;
    },
  };
  const names = label.kind === 'binary' ? [null] : [...counted];
  return { outputs, names, unit: same };
}

/** Deviation of the label itself, as it is summed. */
const spreadOf = (overall: number, { isNumber }: LabelOutputs): number =>
  isNumber ? 1 : Math.sqrt(overall * (1 - overall));

function scaleOf(
  moments: Moments,
  labelSpread: number,
  unit: Unit,
): Pick<Output, 'offset' | 'factor'> {
  const spread = Math.max(deviationOf(moments), leastSpread * labelSpread, 1e-12);
  return { offset: unit.back(meanOf(moments)), factor: unit.factor / spread };
}
