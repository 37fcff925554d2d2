import type { RunId } from '#shared/model/ids.ts';
import { PortraitError } from '#shared/errors/index.ts';
import type { NamedTensor } from '#shared/engine/tensors.ts';
import type { ExportedModel } from '#shared/export/exported-model.ts';
import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import { decodeNumber } from '#shared/encoding/index.ts';

/** What the application itself predicts with. */
export type Predictor = {
  weights(run: RunId): NamedTensor[];
  predict(spec: ModelSpec, weights: NamedTensor[], x: Float32Array): Promise<Float32Array>;
};

/** The engine calculates in 32 bits: scores of rows like those it learnt from come within this, others within the second. */
const near = 1e-6;
const far = 5e-6;
/** Features up to this lie where training rows do. */
const usual = 10;

/**
 * Lets the application score the features of the golden rows, and compares. Throws export_unproven where a score differs
 * by more than calculating in 32 bits explains.
 */
export async function proveGolden(
  { golden, spec, prep }: ExportedModel,
  run: RunId,
  predictor: Predictor,
): Promise<number> {
  const x = new Float32Array(golden.flatMap(({ features }) => features));
  const outputs = await predictor.predict(spec, predictor.weights(run), x);
  const { label } = prep;
  const units = spec.output.units;
  const scale = label.kind === 'number' ? 1 / Math.abs(label.factor) : 1;
  golden.forEach(({ why, features, scores }, row) => {
    const isUsual = features.every((value) => Math.abs(value) <= usual);
    scores.forEach((score, unit) => {
      const output = outputs[row * units + unit] ?? NaN;
      const own = label.kind === 'number' ? decodeNumber(label, output) : output;
      const apart = Math.abs(own - score);
      const size = label.kind === 'number' ? Math.max(scale, Math.abs(score)) : 1;
      if (apart <= (isUsual ? near : far) * size) return;
      const detail = `${why}: ${own} ≠ ${score}`;
      throw new PortraitError('export_unproven', { detail });
    });
  });
  return golden.length;
}
