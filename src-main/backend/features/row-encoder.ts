import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import type { FittedPrep } from '#shared/model/prep.ts';
import type { CellValue } from '#shared/model/table.ts';
import { createEncoder, type Encoder } from '#shared/encoding/index.ts';
import type { Stored } from './raw-rows.ts';
import { partCode } from './split.ts';

/** An encoder that knows which rows were learnt from: those have the mean labels of the other folds. */
export type RowEncoder = Pick<Encoder, 'width' | 'targets' | 'labels'> & {
  /** Row-major [rows, width]; `positions` of the rows in the table, from 0. */
  features(rows: readonly CellValue[][], positions: ArrayLike<number>): Float32Array;
};

/** For the rows of the table a preparation was fitted on. */
export function createRowEncoder(
  workspace: Pick<Stored, 'blobs'>,
  { prep, splitBlob, outOfFoldBlob }: FeaturesOutput,
): RowEncoder {
  if (outOfFoldBlob === undefined) return encoderOf(prep, null);
  const bytes = workspace.blobs.get(outOfFoldBlob);
  const values = new Float32Array(bytes.slice().buffer);
  return encoderOf(prep, { values, parts: workspace.blobs.get(splitBlob) });
}

/** `outOfFold`: see fitTargets; `parts` one byte a row of the table, see partCode. */
export function encoderOf(
  prep: FittedPrep,
  outOfFold: { values: Float32Array; parts: Uint8Array } | null,
): RowEncoder {
  const encoder = createEncoder(prep);
  const { width, targets, labels } = encoder;
  if (outOfFold === null)
    return { width, targets, labels, features: (rows) => encoder.features(rows) };
  const { values, parts } = outOfFold;
  const places = targetFeatures(prep);
  const rank = ranks(parts);
  return {
    ...{ width, targets, labels },
    features(rows, positions) {
      const x = encoder.features(rows);
      for (let row = 0; row < rows.length; row++) {
        const learnt = rank[positions[row] ?? -1] ?? -1;
        if (learnt < 0) continue;
        for (let at = 0; at < places.length; at++)
          x[row * width + places[at]!] = values[learnt * places.length + at]!;
      }
      return x;
    },
  };
}

/** Places of the mean labels among the features, in order. */
function targetFeatures({ steps, columns, origins }: FittedPrep): number[] {
  const outputs = new Map(
    steps.flatMap((step) => (step.type === 'target' ? [[step.column, step.outputs.length]] : [])),
  );
  const taken = new Map<string, number>();
  return origins.flatMap((origin, feature) => {
    const name = columns[origin]?.name ?? '';
    const count = taken.get(name) ?? 0;
    taken.set(name, count + 1);
    return count < (outputs.get(name) ?? 0) ? [feature] : [];
  });
}

/** Where each row stands among the training rows; -1 for others. */
function ranks(parts: Uint8Array): Int32Array {
  let count = 0;
  return Int32Array.from(parts, (part) => (part === partCode.train ? count++ : -1));
}
