import type { ChartAggregate } from '#shared/model/chart-choices.ts';
import type { ChartDrawing, ChartOutput } from '#shared/model/cells/chart.ts';
import { gatherer } from './aggregate-rows.ts';
import { alone, shown, type ChartParts, type Drawn } from './chart-parts.ts';
import type { Grouped } from './group-rows.ts';
import { inOrder } from './order-groups.ts';

/** A heat map: one figure for each group of x and group of y, in each panel. */
export function drawHeat(
  parts: ChartParts,
  x: Grouped,
  y: Grouped,
  aggregate: ChartAggregate,
): Drawn & Pick<ChartOutput, 'colour'> {
  const { columns, options } = parts;
  const make = gatherer(aggregate, columns.colour);
  const [wide, high] = [x.groups.length, y.groups.length];
  const panels = parts.facet?.groups.length ?? 1;
  const cells = Array.from({ length: panels * wide * high }, make);
  const wholes = Array<number>(panels).fill(0);
  const [across, up] = [x.groups.map(make), y.groups.map(make)];
  let used = 0;
  for (let row = 0; row < options.rows; row += 1) {
    const [panel, a, b] = [parts.panels[row]!, x.codes[row]!, y.codes[row]!];
    if (a < 0 || b < 0 || !cells[(panel * high + b) * wide + a]!.add(row)) continue;
    across[a]!.add(row);
    up[b]!.add(row);
    wholes[panel]! += 1;
    used += 1;
  }
  const orderX = inOrder(
    x,
    options.order,
    across.map((one) => one.rows),
  );
  const orderY = inOrder(
    y,
    options.order,
    up.map((one) => one.rows),
  );
  const made: Extract<ChartDrawing, { type: 'cells' }>['panels'] = wholes.map((whole, panel) => {
    const grid = orderY.map((b) => orderX.map((a) => cells[(panel * high + b) * wide + a]!));
    return {
      panel,
      rows: grid.map((line) => line.map((cell) => cell.rows)),
      values: grid.map((line) =>
        line.map((cell) =>
          cell.rows === 0 ? null : aggregate === 'share' ? cell.rows / whole : cell.value(),
        ),
      ),
    };
  });
  return {
    x: { ...shown(x)!, groups: orderX.map((group) => x.groups[group]!) },
    y: { ...shown(y)!, groups: orderY.map((group) => y.groups[group]!) },
    colour: columns.colour && alone(columns.colour),
    ...{ drawing: { type: 'cells', panels: made }, used, points: null },
  };
}
