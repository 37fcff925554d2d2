import type { ChartAggregate, ChartMark } from '#shared/model/chart-choices.ts';
import { gatherer } from './aggregate-rows.ts';
import { alone, eachSeries, shown, type ChartParts, type Drawn } from './chart-parts.ts';
import type { Grouped } from './group-rows.ts';
import { inOrder } from './order-groups.ts';

/** Bars, lines and histograms: one figure for each group of x, in each colour and panel. */
export function drawValues(
  parts: ChartParts,
  x: Grouped,
  mark: ChartMark,
  aggregate: ChartAggregate,
): Drawn {
  const { columns, options } = parts;
  const make = gatherer(aggregate, columns.y);
  const colours = parts.colour?.groups.length ?? 1;
  const wide = x.groups.length;
  const cells = new Map<number, ReturnType<typeof make>>();
  const totals = x.groups.map(make);
  /** Rows a share is of, by panel, and by colour or group where these have their own. */
  const wholes = new Map<number, number>();
  const wholeOf = (panel: number, colour: number, group: number): number => {
    if (mark === 'histogram') return panel * colours + colour;
    return parts.colour === null ? panel : panel * wide + group;
  };
  let used = 0;
  for (let row = 0; row < options.rows; row += 1) {
    const group = x.codes[row]!;
    if (group < 0) continue;
    const [panel, colour] = [parts.panels[row]!, parts.colours[row]!];
    const key = (panel * colours + colour) * wide + group;
    let cell = cells.get(key);
    if (!cell) cells.set(key, (cell = make()));
    if (!cell.add(row)) continue;
    totals[group]!.add(row);
    used += 1;
    const whole = wholeOf(panel, colour, group);
    wholes.set(whole, (wholes.get(whole) ?? 0) + 1);
  }
  const order = inOrder(
    x,
    options.order,
    totals.map((total) => total.value()),
  );
  const empty = make();
  const series = eachSeries(parts, (panel, colour) => {
    const own = order.map((group) => cells.get((panel * colours + colour) * wide + group) ?? empty);
    const rows = own.map((cell) => cell.rows);
    if (rows.every((count) => count === 0)) return null;
    const figures = own.map((cell, at) => {
      if (aggregate !== 'share') return cell.value();
      const whole = wholes.get(wholeOf(panel, colour, order[at]!)) ?? 0;
      return whole === 0 ? null : cell.rows / whole;
    });
    return { panel, colour, values: figures, rows };
  });
  return {
    x: { ...shown(x)!, groups: order.map((group) => x.groups[group]!) },
    ...{
      y: columns.y && alone(columns.y),
      drawing: { type: 'values', series },
      used,
      points: null,
    },
  };
}
