import type { EvaluateEvidence } from '../evidence.ts';
import type { Verdict } from '../verdict.ts';

/** Fewer rows of a class than this, or an interval of the area under the curve wider than that, decide nothing. */
const fewest = 50;
const widest = 0.1;
const mostHeldOut = 0.4;

/** So few rows of the rarest class that the figures could be quite different on others. */
export function fewPositives({ output, split }: EvaluateEvidence): Verdict<'few_positives'> | null {
  const rarest = output.perClass.reduce<(typeof output.perClass)[number] | null>(
    (least, row) => (least === null || row.support < least.support ? row : least),
    null,
  );
  if (rarest === null) return null;
  const { low, high } = output.model.classification?.rocAuc ?? { low: null, high: null };
  const wide = low !== null && high !== null && high - low > widest;
  if (rarest.support >= fewest && !wide) return null;
  const share = split?.[output.part] ?? mostHeldOut;
  const doubled = Math.min(mostHeldOut, Number((2 * share).toFixed(3)));
  return {
    id: 'few_positives',
    tone: 'warn',
    values: { value: rarest.value, rows: rarest.support, low, high },
    actions:
      output.part === 'test' || share <= 0 || doubled <= share
        ? []
        : [
            {
              id: 'hold_out_more',
              changes: [{ of: { kind: 'features' }, path: ['split', output.part], value: doubled }],
              run: { kind: 'train' },
            },
          ],
  };
}
