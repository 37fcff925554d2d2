import { largest, smallest } from '#shared/statistics/extremes.ts';
import { columnPlace } from '#shared/errors/index.ts';
import { decodeClass } from '#shared/encoding/index.ts';
import type { EvaluateOutput } from '#shared/model/cells/evaluate.ts';
import type { FeaturesOutput } from '#shared/model/cells/features.ts';
import type { GroupGap, GroupResult, GroupResults } from '#shared/model/results/group-results.ts';
import type { Estimate } from '#shared/model/results/metrics.ts';
import type { CellValue } from '#shared/model/table.ts';
import { aucInterval } from '#shared/statistics/auc-interval.ts';
import { addMoment, createMoments, deviationOf, meanOf } from '#shared/statistics/moments.ts';
import { proportionInterval } from '#shared/statistics/proportion-interval.ts';
import { columnOfValues, groupRows, type ChartColumn } from '../data/index.ts';
import { partRows, type Stored } from '../features/index.ts';
import { withIntervals } from './bootstrap.ts';
import { calibrationOf } from './calibration.ts';
import { unpackPredictions } from './stored-predictions.ts';

/** Groups of a column that stand on their own; others are put together, numbers cut into fourths. */
const mostGroups = 8;
const resamples = 500;
/** Two-sided 95% point of the standard normal distribution. */
const z = 1.959963984540054;

/** Rows of a part with what was decided on each. */
type Decided = {
  codes: Int32Array;
  actual: Float64Array;
  scores: Float64Array;
  predicted: Int32Array;
};

/**
 * What the model of an evaluation does for each group of a column of the raw rows, and how far groups lie apart, at a
 * threshold. Throws column_missing.
 */
export async function groupResults(
  workspace: Stored,
  features: FeaturesOutput,
  output: EvaluateOutput,
  asked: { column: string; threshold: number },
  pace: () => Promise<void>,
): Promise<GroupResults> {
  const { prep, table } = features;
  const at = columnPlace(asked.column, table.columns);
  const values = await partValues(workspace, features, output.part, at, pace);
  const column = columnOfValues(table.columns[at]!, values);
  const stored = unpackPredictions(workspace.blobs.get(output.predictions), output);
  const units = stored.scores.length / Math.max(1, output.rows);
  const { label } = prep;
  const predicted = Int32Array.from(stored.actual, (_, row) =>
    label.kind === 'number' ? 0 : decodeClass(label, stored.scores, row * units, asked.threshold),
  );
  return measureGroups(column, { kind: label.kind, ...stored, predicted }, pace);
}

/** The same of decisions in memory, row by row as the column's values. */
export async function measureGroups(
  column: ChartColumn,
  { kind, ...decisions }: Omit<Decided, 'codes'> & { kind: EvaluateOutput['kind'] },
  pace: () => Promise<void>,
): Promise<GroupResults> {
  const { codes, ...grouping } = groupRows(column, {
    ...{ most: mostGroups, mostBins: mostGroups, mostStretches: mostGroups },
    ...{ unit: null, bins: 'rows', missing: true },
  });
  const decided: Decided = { codes, ...decisions };
  const groups = grouping.groups.map((_, group) => resultOf(kind, decided, group));
  const gaps = await gapsOf(kind, decided, groups.length, pace);
  return { grouping, groups, gaps };
}

/** A column's values on the rows of a part, in their order. */
async function partValues(
  workspace: Stored,
  features: FeaturesOutput,
  part: 'validation' | 'test',
  column: number,
  pace: () => Promise<void>,
): Promise<CellValue[]> {
  const positions = partRows(workspace, features, part);
  const values: CellValue[] = [];
  for (const { first, rows } of workspace.tables.scan(features.table.id, { columns: [column] })) {
    for (let row = positions[values.length]; row !== undefined; row = positions[values.length]) {
      const raw = rows[row - first + 1];
      if (raw === undefined) break;
      values.push(raw[0] ?? null);
    }
    await pace();
  }
  return values;
}

const share = (hits: number, of: number): Estimate | null =>
  of === 0 ? null : { value: hits / of, ...proportionInterval(hits, of) };

function resultOf(kind: EvaluateOutput['kind'], decided: Decided, group: number): GroupResult {
  const { codes, actual, scores, predicted } = decided;
  const own = [...codes.keys()].filter((row) => codes[row] === group);
  const nothing: GroupResult = {
    ...{ rows: own.length, observed: null, selected: null, truePositive: null },
    ...{ falsePositive: null, precision: null, rocAuc: null, accuracy: null },
    ...{ error: null, bias: null, calibration: [] },
  };
  if (kind === 'number') {
    const differences = own.map((row) => scores[row]! - actual[row]!);
    return { ...nothing, error: meanWith(differences.map(Math.abs)), bias: meanWith(differences) };
  }
  const right = own.filter((row) => predicted[row] === actual[row]).length;
  const accuracy = share(right, own.length);
  if (kind === 'classes') return { ...nothing, accuracy };
  const counted = (wanted: (row: number) => boolean) => own.filter(wanted).length;
  const positive = counted((row) => actual[row] === 1);
  const chosen = counted((row) => predicted[row] === 1);
  const hits = counted((row) => actual[row] === 1 && predicted[row] === 1);
  const ownScores = Float64Array.from(own, (row) => scores[row]!);
  const classScores: [Float64Array, Float64Array] = [
    ownScores.filter((_, at) => actual[own[at]!] === 1),
    ownScores.filter((_, at) => actual[own[at]!] !== 1),
  ];
  const truths = Uint8Array.from(own, (row) => actual[row]!);
  return {
    ...{ ...nothing, accuracy },
    observed: share(positive, own.length),
    selected: share(chosen, own.length),
    truePositive: share(hits, positive),
    falsePositive: share(chosen - hits, own.length - positive),
    precision: share(hits, chosen),
    rocAuc: positive === 0 || positive === own.length ? null : aucInterval(...classScores),
    bias: meanWith(own.map((row) => scores[row]! - actual[row]!)),
    calibration: calibrationOf(ownScores, truths),
  };
}

/** A mean with the 95% interval of its standard error; of one value without. */
function meanWith(values: readonly number[]): Estimate | null {
  if (values.length === 0) return null;
  const moments = createMoments();
  for (const value of values) addMoment(moments, value);
  const value = meanOf(moments);
  if (values.length === 1) return { value, low: null, high: null };
  const half = (z * deviationOf(moments, 1)) / Math.sqrt(values.length);
  return { value, low: value - half, high: value + half };
}

async function gapsOf(
  kind: EvaluateOutput['kind'],
  { codes, actual, scores, predicted }: Decided,
  groups: number,
  pace: () => Promise<void>,
): Promise<GroupResults['gaps']> {
  const names: GroupGap[] =
    kind === 'binary'
      ? ['demographicParity', 'equalOpportunity', 'equalisedOdds', 'accuracy']
      : [kind === 'number' ? 'error' : 'accuracy'];
  const errors = kind === 'number' ? actual.map((own, row) => Math.abs(scores[row]! - own)) : null;
  const gaps = (weights: Int32Array | null): Record<GroupGap, number | null> => {
    const sums = Array.from({ length: groups }, () => ({
      rows: 0,
      right: 0,
      error: 0,
      cells: [0, 0, 0, 0],
    }));
    for (let row = 0; row < codes.length; row += 1) {
      const weight = weights === null ? 1 : weights[row]!;
      const own = sums[codes[row]!];
      if (weight === 0 || own === undefined) continue;
      own.rows += weight;
      if (errors !== null) own.error += weight * errors[row]!;
      if (predicted[row] === actual[row]) own.right += weight;
      if (kind === 'binary') own.cells[actual[row]! * 2 + predicted[row]!]! += weight;
    }
    const apart = (of: (one: (typeof sums)[number]) => [number, number]) =>
      widest(sums.map(of).flatMap(([part, whole]) => (whole === 0 ? [] : [part / whole])));
    const opportunity = apart(({ cells: [, , miss = 0, hit = 0] }) => [hit, miss + hit]);
    const alarms = apart(({ cells: [quiet = 0, alarm = 0] }) => [alarm, quiet + alarm]);
    return {
      demographicParity: apart(({ cells: [, alarm = 0, , hit = 0], rows }) => [alarm + hit, rows]),
      equalOpportunity: opportunity,
      equalisedOdds: opportunity === null || alarms === null ? null : Math.max(opportunity, alarms),
      accuracy: apart(({ right, rows }) => [right, rows]),
      error: apart(({ error, rows }) => [error, rows]),
    };
  };
  const found = await withIntervals(names, codes.length, gaps, { resamples, seed: 1, pace });
  return names.map((gap) => ({ gap, ...found[gap] }));
}

/** Largest less smallest; null of fewer than two. */
function widest(values: readonly number[]): number | null {
  return values.length < 2 ? null : largest(values) - smallest(values);
}
