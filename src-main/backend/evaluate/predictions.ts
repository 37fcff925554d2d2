import type { NamedTensor } from '#shared/engine/tensors.ts';
import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import type { FittedLabel } from '#shared/model/prep.ts';
import { decodeNumber } from '#shared/encoding/index.ts';
import { encodedPart, type Stored } from '../features/index.ts';

/** What evaluation needs of the engine. */
export type Predictor = {
  predict(
    spec: ModelSpec,
    weights: NamedTensor[],
    x: Float32Array,
    signal?: AbortSignal,
  ): Promise<Float32Array>;
};

export type Network = { spec: ModelSpec; weights: NamedTensor[] };

/**
 * A part's encoded rows: features row by row, and actual class codes or numbers (in the label's unit, which float32 may
 * be too coarse for: 1e9 and its neighbours are 64 apart).
 */
export type PartRows = { x: Float32Array[]; actual: Float64Array };

/** Reads and encodes the rows of a part. */
export async function loadPart(
  workspace: Stored,
  features: FeaturesOutput,
  part: 'validation' | 'test',
  pace: () => Promise<void>,
): Promise<PartRows> {
  const { label } = features.prep;
  const targets = label.kind === 'classes' ? label.classes.length : 1;
  const x: Float32Array[] = [];
  const actual = new Float64Array(features.rows[part]);
  let filled = 0;
  for (const chunk of encodedPart(workspace, features, part)) {
    x.push(chunk.x);
    for (let row = 0; row < chunk.rows.length; row++) {
      const values = chunk.y.subarray(row * targets, (row + 1) * targets);
      actual[filled++] =
        label.kind === 'number'
          ? decodeNumber(label, values[0]!)
          : label.kind === 'binary'
            ? values[0]!
            : values.indexOf(1);
    }
    await pace();
  }
  return { x, actual };
}

const valuesAtOnce = 2_000_000;

/** Predictions for a part, [rows, units]; numbers in the label's unit. */
export async function predictPart(
  predictor: Predictor,
  { spec, weights }: Network,
  features: FeaturesOutput,
  part: PartRows,
  signal: AbortSignal,
): Promise<Float64Array> {
  const { label } = features.prep;
  const outputs = new Float64Array(part.actual.length * spec.output.units);
  let filled = 0;
  for (const x of joined(part.x)) {
    const output = await predictor.predict(spec, weights, x, signal);
    outputs.set(inLabelUnit(label, output), filled);
    filled += output.length;
  }
  return outputs;
}

/** A model's outputs as they are told: numbers in the label's unit, probabilities as they are. */
export function inLabelUnit(label: FittedLabel, outputs: Float32Array): Float64Array {
  return label.kind === 'number'
    ? Float64Array.from(outputs, (output) => decodeNumber(label, output))
    : Float64Array.from(outputs);
}

/** The pieces in larger ones, so that few messages go to the engine. */
function* joined(pieces: Float32Array[]): Iterable<Float32Array> {
  let group: Float32Array[] = [];
  let size = 0;
  for (const piece of pieces) {
    group.push(piece);
    size += piece.length;
    if (size < valuesAtOnce) continue;
    yield concatenated(group, size);
    group = [];
    size = 0;
  }
  if (size > 0) yield concatenated(group, size);
}

function concatenated(pieces: Float32Array[], size: number): Float32Array {
  const whole = new Float32Array(size);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
