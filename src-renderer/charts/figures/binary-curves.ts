import type { Curve } from '#shared/model/results/metrics.ts';
import { quiet, type Figure } from '../figure.ts';
import { series } from '../series.ts';

export type CurveLabels = { x: string; y: string; threshold: string; reference: string };

/** ROC (x false positive rate, y true positive rate) with the diagonal of guessing, the threshold in use marked. */
export function rocFigure(roc: Curve, threshold: number, labels: CurveLabels): Figure {
  return curveFigure(roc, threshold, labels, { x: [0, 1], y: [0, 1] });
}

/** Precision over recall, with the share of positives (`base`) that guessing reaches. */
export function prFigure(pr: Curve, threshold: number, base: number, labels: CurveLabels): Figure {
  return curveFigure(pr, threshold, labels, { x: [0, 1], y: [base, base] });
}

function curveFigure(
  curve: Curve,
  threshold: number,
  labels: CurveLabels,
  reference: { x: number[]; y: number[] },
): Figure {
  const at = pointAt(curve, threshold);
  const hover = `${labels.x} %{x:.3f}<br>${labels.y} %{y:.3f}`;
  return {
    data: [
      {
        type: 'scatter',
        mode: 'lines',
        ...reference,
        name: labels.reference,
        line: { color: quiet, dash: 'dot', width: 1 },
        hoverinfo: 'skip',
      },
      {
        type: 'scatter',
        mode: 'lines',
        x: curve.x,
        y: curve.y,
        customdata: curve.threshold,
        line: { color: series(0), width: 2 },
        hovertemplate: `${hover}<br>${labels.threshold} %{customdata:.3f}<extra></extra>`,
      },
      {
        type: 'scatter',
        mode: 'markers',
        x: at ? [at.x] : [],
        y: at ? [at.y] : [],
        marker: { color: series(1), size: 10, line: { color: 'var(--surface)', width: 2 } },
        hovertemplate: `${hover}<br>${labels.threshold} ${threshold}<extra></extra>`,
      },
    ],
    layout: {
      xaxis: { title: { text: labels.x }, range: [-0.02, 1.02] },
      yaxis: { title: { text: labels.y }, range: [-0.02, 1.02] },
    },
    table: {
      columns: [labels.threshold, labels.x, labels.y],
      rows: curve.x.map((x, index) => [curve.threshold[index] ?? null, x, curve.y[index] ?? null]),
    },
  };
}

/** The point of a curve reached at a threshold: the lowest one that is not below it. */
export function pointAt(curve: Curve, threshold: number): { x: number; y: number } | null {
  let best = -1;
  for (let index = 0; index < curve.threshold.length; index += 1) {
    const here = curve.threshold[index] ?? Number.NaN;
    if (here < threshold) continue;
    if (best < 0 || here < (curve.threshold[best] ?? Number.NaN)) best = index;
  }
  const x = curve.x[best];
  const y = curve.y[best];
  return x === undefined || y === undefined ? null : { x, y };
}
