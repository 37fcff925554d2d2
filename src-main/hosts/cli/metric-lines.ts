import type { Address } from '#shared/model/ids.ts';
import { textsIn } from '#shared/languages/area.ts';
import type { CliMetricTexts } from '#shared/languages/en/cli-metrics.ts';
import { cliTexts } from '#shared/languages/index.ts';
import type { Locale } from '#shared/locale.ts';
import type { CellState } from '#shared/notebook/cell-state.ts';
import { evaluate } from '#shared/model/cells/evaluate.ts';
import { predict, type PredictOutput } from '#shared/model/cells/predict.ts';
import type { Json } from '#shared/model/json.ts';
import type { Estimate } from '#shared/model/results/metrics.ts';
import type { Notebook } from '#shared/notebook/notebook.ts';
import { stabilityLimits } from '#shared/statistics/population-stability.ts';
import { visible } from '#shared/text/visible.ts';

/** One line a cell: the main metrics of each Evaluate cell with their intervals, and what each Predict cell made. */
export async function metricLines(
  { document, states }: { document: Notebook; states: readonly CellState[] },
  locale: Locale,
  outputOf: (address: Address) => Promise<Json>,
): Promise<string[]> {
  const lines: string[] = [];
  for (const { id, name, kind } of document.cells) {
    const state = states.find(({ cell }) => cell === id);
    if (state?.status !== 'fresh' || state.shown === null) continue;
    if (kind !== evaluate.kind && kind !== predict.kind) continue;
    const output = await outputOf(state.shown);
    const told = kind === evaluate.kind ? evaluated(output, locale) : predicted(output, locale);
    lines.push(`${visible(name)}  ${told.join(textsIn(cliTexts, locale).metrics.comma)}`);
  }
  return lines;
}

type Metric = keyof CliMetricTexts['metrics'];

function evaluated(output: Json, locale: Locale): string[] {
  const { kind, part, rows, model } = evaluate.output.parse(output);
  const { classification, regression } = model;
  const text = textsIn(cliTexts, locale).metrics;
  const said = (metric: Metric, { value, low, high }: Estimate): string => {
    const range = low === null || high === null ? '' : text.interval(figure(low), figure(high));
    return `${text.metrics[metric]} ${value === null ? text.none : figure(value)}${range}`;
  };
  const found = [];
  if (classification !== null) {
    const { rocAuc, prAuc, accuracy, f1, logLoss } = classification;
    found.push(said('rocAuc', rocAuc));
    if (kind === 'binary') found.push(said('prAuc', prAuc));
    found.push(said('accuracy', accuracy), said('f1', f1), said('logLoss', logLoss));
  }
  if (regression !== null) {
    const { mae, rmse, r2 } = regression;
    found.push(said('mae', mae), said('rmse', rmse), said('r2', r2));
  }
  return [...found, text.part[part], text.rows(rows.toLocaleString('en'))];
}

function predicted(output: Json, locale: Locale): string[] {
  const { table, mean, drift, ...made } = predict.output.parse(output);
  const text = textsIn(cliTexts, locale).metrics;
  const told = [text.scored(table.rows.toLocaleString('en')), ...classesOf(made, table.rows)];
  if (mean !== null) told.push(text.mean(figure(mean)));
  const [most] = drift ?? [];
  if (most !== undefined && (most.index ?? 0) >= stabilityLimits.moderate) {
    told.push(text.drift(visible(most.column), figure(most.index ?? 0)));
  }
  return told;
}

function classesOf(
  { classes, counts }: Pick<PredictOutput, 'classes' | 'counts'>,
  rows: number,
): string[] {
  if (rows === 0) return [];
  return classes.map((name, at) => {
    const count = counts[at]!;
    return `${visible(name)} ${count.toLocaleString('en')} (${((100 * count) / rows).toFixed(1)}%)`;
  });
}

/** Four digits that count. */
function figure(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 4, useGrouping: false });
}
