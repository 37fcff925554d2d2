import { afterAll, describe, expect, it } from 'vitest';
import type { NamedTensor } from '#shared/engine/tensors.ts';
import { evaluate } from '#shared/model/cells/evaluate.ts';
import { features, type FeaturesOutput } from '#shared/model/cells/features.ts';
import type { ModelSpec } from '#shared/model/net/model-spec.ts';
import { createPredictor } from '#shared/network/predictor.ts';
import { dayMilliseconds } from '#shared/values/time/index.ts';
import { linearBaseline } from '../../../../src-main/backend/evaluate/baselines/baselines.ts';
import { evaluatePart, writePredictions } from '../../../../src-main/backend/evaluate/index.ts';
import {
  fitFeatures,
  storeFitted,
  tableSource,
} from '../../../../src-main/backend/features/index.ts';
import { offsets } from '../../../golden/numerics/golden.ts';
import { storedRows, storeTable, temporaryWorkspace } from '../../../support/workspace.ts';

const { workspace, remove } = temporaryWorkspace();
afterAll(remove);
const pace = () => Promise.resolve();

/** What the engine answers: the net, in float32 at its end. */
const training = {
  predict(spec: ModelSpec, weights: NamedTensor[], x: Float32Array): Promise<Float32Array> {
    const predict = createPredictor(spec, new Map(weights.map(({ name, data }) => [name, data])));
    const rows = Array.from({ length: x.length / spec.inputs }, (_, row) =>
      predict(x.subarray(row * spec.inputs, (row + 1) * spec.inputs)),
    );
    return Promise.resolve(Float32Array.from(rows.flat()));
  },
};

/** Features of the golden columns; the last rows are the test part. */
async function featuresOf(label: readonly number[], kind: 'number' | 'binary') {
  const names = offsets.columns[0]!.map((_, at) => `x${at}`);
  const day = (row: number): string =>
    new Date(row * dayMilliseconds).toISOString().slice(0, '2024-01-01'.length);
  const table = storeTable(
    workspace,
    [
      { name: 'day', type: 'date' },
      ...names.map((name) => ({ name, type: 'real' as const })),
      { name: 'label', type: kind === 'number' ? 'real' : 'boolean' },
    ],
    offsets.columns.map((row, at) => [day(at), ...row, label[at]!]),
  );
  const settings = features.settings.parse({
    label: { column: 'label' },
    columns: [
      { column: 'day', encoding: { type: 'skip' } },
      ...names.map((column) => ({
        column,
        encoding: { type: 'numeric', scale: 'standard', log: false },
      })),
    ],
    split: {
      ...{ kind: 'time', column: 'day', validation: 0 },
      test: 1 - offsets.learnt / offsets.columns.length,
    },
  });
  const fitted = await fitFeatures(tableSource(workspace.tables, table.id), settings, 7, pace);
  return storeFitted(workspace, fitted);
}

/** The linear baseline, evaluated as a model is. */
async function evaluated(made: FeaturesOutput, address: string) {
  const network = await linearBaseline(workspace, made, address, { pace });
  const settings = evaluate.settings.parse({ part: 'test', baseline: false, resamples: 0 });
  const { signal } = new AbortController();
  return evaluatePart({
    ...{ workspace, training, features: made, address, network, settings, seed: 1, signal, pace },
  });
}

describe('A linear baseline and its measures, columns of every offset and size,', () => {
  it.each(Object.entries(offsets.numbers))(
    'are scikit-learn’s of numbers %s',
    async (name, golden) => {
      const made = await featuresOf(golden.label, 'number');
      const { model, scatter, scores } = await evaluated(made, `numbers ${name}`);
      const { mae, rmse, r2, medianError } = model.regression!;
      // One unit in the last place of a label is all that its own size may take.
      const near = 1e-4 * golden.rmse + Number.EPSILON * Math.abs(golden.mean);
      expect(r2.value).toBeCloseTo(golden.r2, 5);
      for (const [found, wanted] of [
        [mae, golden.mae],
        [rmse, golden.rmse],
        [medianError, golden.medianError],
      ] as const)
        expect(Math.abs(found.value! - wanted)).toBeLessThan(near);
      expect(scatter!.actual).toHaveLength(golden.above.length);
      golden.above.forEach((above, row) => {
        expect(Math.abs(scatter!.predicted[row]! - golden.mean - above)).toBeLessThan(near);
        const actual = golden.label[offsets.learnt + row]!;
        expect(Math.abs(scatter!.actual[row]! - actual)).toBeLessThan(near);
      });
      const table = await writePredictions(
        workspace,
        made,
        'test',
        { scores, threshold: 0.5 },
        pace,
      );
      expect(storedRows(workspace, table.id).map((row) => row.at(-1))).toEqual([...scores]);
    },
  );

  it('are scikit-learn’s of two classes', async () => {
    const { label, likely, logLoss, rocAuc } = offsets.binary;
    const { model, scores } = await evaluated(await featuresOf(label, 'binary'), 'two classes');
    likely.forEach((share, row) => expect(scores[row]).toBeCloseTo(share, 5));
    expect(model.classification!.logLoss.value).toBeCloseTo(logLoss, 5);
    expect(model.classification!.rocAuc.value).toBeCloseTo(rocAuc, 12);
  });
});
