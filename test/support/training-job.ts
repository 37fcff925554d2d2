import type { ModelSpec } from '../../shared/model/net/model-spec.ts';
import { trainSettings, type TrainSettings } from '../../shared/model/net/train-settings.ts';
import type { FitJob } from '../../src-main/backend/train/index.ts';

const columns = 10;
const rows = 2000;

/** A small learnable problem: the label is the sign of a weighted sum, the features a fixed pseudo-random table. */
function* chunks(): Generator<{ first: number; x: Float32Array; y: Float32Array }> {
  const batch = 500;
  for (let first = 0; first < rows; first += batch) {
    const x = new Float32Array(batch * columns);
    const y = new Float32Array(batch);
    for (let row = 0; row < batch; row++) {
      let sum = 0;
      for (let column = 0; column < columns; column++) {
        const wave = Math.sin((first + row) * 12.9898 + column * 78.233) * 43758.5453;
        const value = (wave - Math.floor(wave)) * 2 - 1;
        x[row * columns + column] = value;
        sum += value * ((column % 3) - 1);
      }
      y[row] = sum > 0 ? 1 : 0;
    }
    yield { first, x, y };
  }
}

export const spec: ModelSpec = {
  inputs: columns,
  layers: [
    { type: 'dense', units: 16, activation: 'relu', initialiser: 'glorotUniform', l1: 0, l2: 0 },
    { type: 'dropout', rate: 0.3 },
  ],
  output: { units: 1, activation: 'sigmoid', loss: 'binaryCrossentropy' },
};

/** A training job with given settings; `more` replaces any part of it. */
export function trainingJob(settings: Partial<TrainSettings>, more: Partial<FitJob> = {}): FitJob {
  return {
    ...{ notebook: 'n', cell: 'c', address: JSON.stringify(settings), features: 'f' },
    spec,
    settings: trainSettings.parse(settings),
    seed: 7,
    rows,
    chunks: chunks(),
    trainRows: Int32Array.from({ length: 1800 }, (_, row) => row),
    validationRows: Int32Array.from({ length: 200 }, (_, row) => 1800 + row),
    signal: new AbortController().signal,
    follow: () => undefined,
    progress: () => undefined,
    ...more,
  };
}
