import type { Encoding } from '#shared/model/prep.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { cell } from '../../support/cells.ts';

const known = (range: [number, number], log = false): Encoding => ({
  ...{ type: 'numeric', scale: 'range', log, range },
});
const hashed: Encoding = { type: 'hash', buckets: 16 };

/** Ranges that somebody who runs a shop knows without looking: pages and seconds of a visit, rates of Google Analytics. */
const encodings: Record<string, Encoding> = {
  Administrative: known([0, 30], true),
  Administrative_Duration: known([0, 3600], true),
  Informational: known([0, 30], true),
  Informational_Duration: known([0, 3600], true),
  ProductRelated: known([0, 500], true),
  ProductRelated_Duration: known([0, 36_000], true),
  BounceRates: known([0, 0.2]),
  ExitRates: known([0, 0.2]),
  PageValues: known([0, 300], true),
  SpecialDay: known([0, 1]),
  Month: hashed,
  OperatingSystems: hashed,
  Browser: hashed,
  Region: hashed,
  TrafficType: hashed,
  VisitorType: hashed,
  Weekend: hashed,
};

/** Online shoppers with nothing of the preparation read from data, trained plainly (null) or within an epsilon at delta 1e-5. */
export function privateNotebook(path: string, seed: number, epsilon: number | null): Notebook {
  const columns = Object.entries(encodings).map(([column, encoding]) => ({ column, encoding }));
  const split = { kind: 'random', validation: 0, test: 0.2, seed: 42 };
  const layers = [{ type: 'dense', units: 32, activation: 'tanh' }];
  const training = { batchSize: 256, epochs: 30, learningRate: 0.005 };
  const cells = [
    cell('data', 'data', { source: { type: 'file', path, name: 'shoppers.csv' } }),
    cell(
      'features',
      'features',
      { label: { column: 'Revenue' }, columns, split },
      { table: ['data'] },
    ),
    cell('model', 'model', { layers }, { features: ['features'] }),
    cell(
      'train',
      'train',
      { ...training, ...(epsilon !== null && { privacy: { epsilon, delta: 1e-5, clip: 1 } }) },
      { model: ['model'] },
    ),
    cell(
      'evaluate',
      'evaluate',
      { part: 'test', baseline: false, resamples: 0 },
      { run: ['train'] },
    ),
  ];
  return { format: 'portrait-notebook', version: 1, title: 'Private shoppers', seed, cells };
}
