import type { FittedPrep } from '../model/prep.ts';
import type { CellValue } from '../model/table.ts';
import { labelTargets, labelWriter } from './label.ts';
import { stepCoder } from './steps/index.ts';
import { unknownColumn } from './value.ts';

export { decodeClass, decodeNumber, labelKindOf, labelValue, mostClasses } from './label.ts';
export { dateScales } from './steps/date-parts.ts';
export {
  largestFeature,
  numericCoder,
  scaledNumber,
  signedExp,
  signedLog,
} from './steps/numeric.ts';
export { scaledMean } from './steps/target.ts';
export { inverseFrequency, textTerms, weighTerms } from './steps/tfidf.ts';
export { truthWordsOf, unknownColumn, valueNumber, valueParts, valueText } from './value.ts';

/** A fitted preparation ready to encode rows of its raw table (all its columns, in their order). */
export type Encoder = {
  /** Features per row. */
  width: number;
  /** Label numbers per row. */
  targets: number;
  /** Row-major [rows, width]. */
  features(rows: readonly CellValue[][]): Float32Array;
  /** Row-major [rows, targets]; NaN where a row has no usable label. */
  labels(rows: readonly CellValue[][]): Float32Array;
};

/** Compiles a fitted preparation. Pure: the same rows always give the same numbers. */
export function createEncoder(prep: FittedPrep): Encoder {
  const position = new Map(prep.columns.map((column, index) => [column.name, index]));
  let width = 0;
  const coders = prep.steps.map((step) => {
    const index = position.get(step.column) ?? -1;
    const coder = stepCoder(step, prep.columns[index] ?? unknownColumn);
    const at = width;
    width += coder.names.length;
    return { index, at, write: coder.write };
  });
  const labelIndex = position.get(prep.label.column) ?? -1;
  const writeLabel = labelWriter(prep.label, prep.columns[labelIndex] ?? unknownColumn);
  const targets = labelTargets(prep.label);
  return {
    width,
    targets,
    features(rows) {
      const out = new Float32Array(rows.length * width);
      rows.forEach((row, number) => {
        for (const coder of coders) coder.write(row[coder.index], out, number * width + coder.at);
      });
      return out;
    },
    labels(rows) {
      const out = new Float32Array(rows.length * targets);
      rows.forEach((row, number) => writeLabel(row[labelIndex], out, number * targets));
      return out;
    },
  };
}

/** Encodes rows in one go; `createEncoder` once where many batches follow. */
export function encodeRows(
  prep: FittedPrep,
  rows: readonly CellValue[][],
): { x: Float32Array; y: Float32Array } {
  const encoder = createEncoder(prep);
  return { x: encoder.features(rows), y: encoder.labels(rows) };
}

/** Names of the encoded features and the raw column each came from, in order. */
export function featureNames(prep: Pick<FittedPrep, 'columns' | 'steps'>): {
  features: string[];
  origins: number[];
} {
  const features: string[] = [];
  const origins: number[] = [];
  for (const step of prep.steps) {
    const index = prep.columns.findIndex((column) => column.name === step.column);
    const { names } = stepCoder(step, prep.columns[index] ?? unknownColumn);
    for (const name of names) {
      features.push(name);
      origins.push(index);
    }
  }
  return { features, origins };
}
