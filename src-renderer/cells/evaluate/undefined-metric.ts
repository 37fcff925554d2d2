import type { EvaluateOutput } from '#shared/model/cells/evaluate.ts';
import { m } from '../../i18n/paraglide/messages.js';
import { partName } from '../parts/warnings/feature-warnings.ts';

type Measured = Pick<EvaluateOutput, 'kind' | 'part' | 'classes' | 'confusion'>;

/** Why a metric has no value: what the part, or what was predicted of it, lacks. */
export function whyUndefined(metric: string, { kind, part, classes, confusion }: Measured): string {
  if (kind === 'number') {
    return metric === 'r2' ? m.evaluate_undefined_constant() : m.evaluate_undefined();
  }
  const support = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  const absent = support.indexOf(0, kind === 'binary' && support[1] === 0 ? 1 : 0);
  const positive = classes[1] ?? '';
  if (metric === 'precision' && kind === 'binary') {
    return m.evaluate_undefined_predicted({ value: positive });
  }
  if (absent < 0) return m.evaluate_undefined();
  return m.evaluate_undefined_positives({ value: classes[absent] ?? '', part: partName(part) });
}
