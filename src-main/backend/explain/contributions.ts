import type { ExplainOutput, RowAnswer } from '#shared/model/cells/explain.ts';
import { createAttributor } from '#shared/network/integrated-gradients.ts';
import type { FlatWeights } from '#shared/network/predictor.ts';
import { createEncoder, decodeNumber } from '#shared/encoding/index.ts';
import type { CellValue } from '#shared/model/table.ts';
import { featureGroups, type Explained } from './explained.ts';

/** Most that the contributions may be off their sum, in units of the net's output. */
const tolerance = 1e-6;

/**
 * A row's score taken apart by raw column: integrated gradients of the net in float64 from a baseline, the features of a
 * column together. For number labels all is in the label's unit.
 */
export async function contributionsOf(
  { network, features }: Explained,
  row: readonly CellValue[],
  baseline: readonly number[],
  unit: number,
  pace: () => Promise<void>,
): Promise<Omit<RowAnswer, 'row' | 'outcome'>> {
  const { prep } = features;
  const x = createEncoder(prep).features([[...row]]);
  const weights = flatWeights(network.weights);
  const attribute = createAttributor(network.spec, weights, baseline, tolerance);
  const made = await attribute.paced(x, unit, pace);
  const { kind, factor } = prep.label;
  const scale = kind === 'number' ? 1 / factor : 1;
  const told = (value: number): number =>
    kind === 'number' ? decodeNumber(prep.label, value) : value;
  const columns = featureGroups(features).map(({ column, features: places }) => {
    const parts = places.map((place) => ({
      name: prep.features[place] ?? '',
      x: x[place] ?? NaN,
      baseline: baseline[place] ?? NaN,
      contribution: (made.effects[place] ?? NaN) * scale,
    }));
    return {
      column,
      value: row[prep.columns.findIndex(({ name }) => name === column)] ?? null,
      contribution: parts.reduce((sum, part) => sum + part.contribution, 0),
      features: parts,
    };
  });
  const score = told(made.score);
  const baselineScore = told(made.baselineScore);
  const total = columns.reduce((sum, { contribution }) => sum + contribution, 0);
  columns.sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution));
  return { score, baselineScore, gap: score - baselineScore - total, passes: made.passes, columns };
}

/** Where a score is explained from: the mean of the encoded rows, or all zero. */
export function baselineOf(
  { means }: Pick<ExplainOutput, 'means'>,
  kind: 'mean' | 'zero',
): number[] {
  return kind === 'mean' ? means : means.map(() => 0);
}

export function flatWeights(weights: Explained['network']['weights']): FlatWeights {
  return new Map(weights.map(({ name, data }) => [name, data]));
}
