import { numberKind } from '../question.ts';

/** x = (raw - mean) / deviation, as Features fitted it. */
export const encoding = numberKind({
  name: 'encoding',
  step: 'encoding',
  places: (trace) =>
    (trace.scalings ?? []).flatMap((inputs, row) =>
      inputs.flatMap((scaling, unit) =>
        scaling === null ? [] : [{ layer: 'input', row, unit, from: null }],
      ),
    ),
  read: ({ scalings }, { row, unit }, show) => {
    const scaling = scalings?.[row]?.[unit];
    if (!scaling || scaling.deviation === 0) return null;
    const { raw, mean, deviation } = scaling;
    return { raw: show(raw), mean: show(mean), deviation: show(deviation), rows: scalings };
  },
  formula: () => 'x = (raw − mean) / deviation',
  given: ({ raw, mean, deviation }) => [
    ['raw', raw],
    ['mean', mean],
    ['deviation', deviation],
  ],
  solve: ({ raw, mean, deviation }) => (raw - mean) / deviation,
  mistakes: {
    notCentred: ({ raw, mean, deviation }) => ({ value: raw / deviation, hint: mean }),
    notScaled: ({ raw, mean, deviation }) => ({ value: raw - mean, hint: deviation }),
    signFlipped: ({ raw, mean, deviation }) => (mean - raw) / deviation,
    varianceForDeviation: ({ raw, mean, deviation }) => (raw - mean) / deviation ** 2,
    sampleVariance: ({ raw, mean, deviation, rows }) => {
      const n = rows?.length ?? 0;
      return n > 1 ? ((raw - mean) / deviation) * Math.sqrt((n - 1) / n) : null;
    },
  },
});
