import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { tfjs } from '../../../../../src-main/backend/export/targets/tfjs/index.ts';
import { layersModel } from '../../../../../src-main/backend/export/targets/tfjs/layers-model.ts';
import { everyModel, goldenOf, labels } from '../../../../support/export/exported.ts';
import { calmRows } from '../../../../support/export/every-step.ts';
import { scoreDifferences } from '../../../../support/export/reference.ts';

type Described = {
  format: string;
  modelTopology: object;
  weightsManifest: { weights: tf.io.WeightsManifestEntry[] }[];
};

describe('A layers model of every layer', () => {
  beforeAll(async () => {
    await tf.setBackend('cpu');
  });

  it.each(Object.keys(labels) as (keyof typeof labels)[])(
    'is loaded by TensorFlow.js and scores within 1e-6 (%s)',
    async (kind) => {
      const base = everyModel(kind, 9);
      const golden = goldenOf(base, calmRows(400, 3));
      const { model, weights } = layersModel(base);
      const { modelTopology, weightsManifest, format } = model as unknown as Described;
      const net = await tf.loadLayersModel(
        tf.io.fromMemory({
          ...{ modelTopology, format, weightData: weights.slice().buffer },
          weightSpecs: weightsManifest.flatMap((part) => part.weights),
        }),
      );
      const features = Float32Array.from(golden.flatMap((row) => row.features));
      const shape: [number, number] = [golden.length, base.spec.inputs];
      const outputs = net.predict(tf.tensor2d(features, shape)) as tf.Tensor;
      const { factor, offset } = base.prep.label;
      const scores = Array.from(outputs.dataSync(), (y) =>
        kind === 'number' ? y / factor + offset : y,
      );
      const { near } = scoreDifferences(
        scores,
        golden.map((row) => row.scores),
        features,
      );
      expect(near * factor).toBeGreaterThan(0);
      expect(near * factor).toBeLessThanOrEqual(1e-6);
    },
  );
});

it('The call that may be copied holds a row in the order of its columns, whatever texts say', () => {
  const base = everyModel('binary', 9);
  const golden = goldenOf(base, calmRows(1, 3)).map((one) => ({
    ...one,
    row: one.row.map((value) => (typeof value === 'string' ? 'true or false' : value)),
  }));
  expect(JSON.stringify(golden[0]!.row)).toContain('true or false');
  const { code } = tfjs.usage({ ...base, golden });
  expect(code).toContain(`const row = ${JSON.stringify(golden[0]!.row)};`);
});
