import { decodeNumber } from '#shared/encoding/index.ts';
import { netMetric, type NetMetric } from '#shared/model/cells/tune-net.ts';
import type { FittedLabel, LabelKind } from '#shared/model/prep.ts';
import { PortraitError } from '#shared/errors/index.ts';
import { binaryMetrics, classesMetrics, numberMetrics } from '../evaluate/index.ts';

const forClasses: readonly NetMetric[] = ['rocAuc', 'prAuc', 'logLoss', 'brier', 'accuracy', 'f1'];
const usual: Record<LabelKind, NetMetric> = {
  binary: 'rocAuc',
  classes: 'logLoss',
  number: 'rmse',
};

/** The metric that is asked for, or the label's usual one. Throws bad_request where it does not fit the label. */
export function metricFor(kind: LabelKind, wanted: NetMetric | 'auto'): NetMetric {
  if (wanted === 'auto') return usual[kind];
  if (forClasses.includes(wanted) === (kind !== 'number')) return wanted;
  const fitting = netMetric.options.filter(
    (one) => forClasses.includes(one) === (kind !== 'number'),
  );
  throw new PortraitError('tune_metric_label', { metric: wanted, fitting: fitting.join(', ') });
}

/**
 * A metric of outputs [rows, units] against labels [rows, targets], both as the network has them; numbers are measured in
 * the label's unit, two classes decided at .5. Null where it is not defined: a fold without one of the classes.
 */
export function scoreOf(
  metric: NetMetric,
  label: FittedLabel,
  actual: Float32Array,
  outputs: Float32Array,
): number | null {
  if (label.kind === 'number') {
    const unit = (values: Float32Array): Float64Array =>
      Float64Array.from(values, (value) => decodeNumber(label, value));
    return numberAt(numberMetrics(unit(actual), unit(outputs))(null), metric);
  }
  if (label.kind === 'binary')
    return numberAt(binaryMetrics(Uint8Array.from(actual), outputs, 0.5)(null), metric);
  const count = label.classes.length;
  const codes = Uint8Array.from({ length: actual.length / count }, (_, row) =>
    actual.subarray(row * count, (row + 1) * count).indexOf(1),
  );
  return numberAt(classesMetrics(codes, outputs, count)(null), metric);
}

function numberAt(
  values: Partial<Record<NetMetric, number | null>>,
  metric: NetMetric,
): number | null {
  return values[metric] ?? null;
}
