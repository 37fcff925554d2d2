import { PortraitError } from '#shared/errors/portrait-error.ts';
import {
  chartAggregates,
  chartMarks,
  type ChartAggregate,
  type ChartMark,
} from '#shared/model/chart-choices.ts';
import type { ChartOutput } from '#shared/model/cells/chart.ts';
import { shown, type ChartColumns, type ChartOptions, type ChartParts } from './chart-parts.ts';
import { drawBoxes } from './draw-boxes.ts';
import { drawHeat } from './draw-heat.ts';
import { drawPoints } from './draw-points.ts';
import { drawValues } from './draw-values.ts';
import { groupRows, type GroupRule } from './group-rows.ts';

/** Colours, small charts, bins, and groups along the second axis of a heat map. */
const limits = { colours: 8, facets: 9, bins: 40, heat: 30, stretches: 1500 } as const;

/** Draws a chart of columns in memory. Throws chart_unfit where the kind or the figure chosen does not fit them. */
export function drawChart(
  columns: ChartColumns,
  options: ChartOptions,
): Omit<ChartOutput, 'synthetic' | 'rows'> {
  const { mark, aggregate } = choose(columns, options);
  const isHeat = mark === 'heat';
  const named = {
    most: options.most,
    mostBins: limits.bins,
    mostStretches: isHeat ? 120 : limits.stretches,
    unit: options.unit,
  };
  const single: GroupRule = {
    ...named,
    unit: null,
    bins: 'rows',
    missing: true,
    most: limits.colours,
  };
  const axis: GroupRule = {
    ...named,
    bins: mark === 'histogram' ? 'always' : 'width',
    // On an axis of numbers or times there is no place for what is missing.
    missing: columns.x.kind === 'values',
    ...(isHeat && { mostBins: limits.heat }),
  };
  const colour = columns.colour && !isHeat ? groupRows(columns.colour, single) : null;
  const facet = columns.facet && groupRows(columns.facet, { ...single, most: limits.facets });
  const parts: ChartParts = {
    ...{ columns, options, colour, facet },
    panels: facet?.codes ?? new Int32Array(options.rows),
    colours: colour?.codes ?? new Int32Array(options.rows),
  };
  const shared = { mark, aggregate, colour: shown(colour), facet: shown(facet) };
  if (mark === 'scatter') return { ...shared, ...drawPoints(parts) };
  const x = groupRows(columns.x, axis);
  if (mark === 'box') return { ...shared, ...drawBoxes(parts, x) };
  if (isHeat) {
    const rule = {
      ...axis,
      most: Math.min(options.most, limits.heat),
      missing: columns.y!.kind === 'values',
    };
    return { ...shared, ...drawHeat(parts, x, groupRows(columns.y!, rule), aggregate!) };
  }
  return { ...shared, ...drawValues(parts, x, mark, aggregate!) };
}

function choose(
  { x, y, colour }: ChartColumns,
  { mark, aggregate }: ChartOptions,
): { mark: ChartMark; aggregate: ChartAggregate | null } {
  const marks = chartMarks(x.column, y?.column ?? null);
  const chosen = mark ?? marks[0]!;
  const figures = chartAggregates(chosen, y?.column ?? null, colour?.column ?? null);
  const figure = figures.length === 0 ? null : (aggregate ?? figures[0]!);
  if (!marks.includes(chosen) || (figure !== null && !figures.includes(figure))) {
    const names = [x, y, colour].flatMap((one) => one?.column.name ?? []);
    throw new PortraitError('chart_unfit', { columns: names.join(', ') });
  }
  return { mark: chosen, aggregate: figure };
}
