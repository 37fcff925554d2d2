import { boxOf } from './box-of.ts';
import { numberAt } from './chart-column.ts';
import { alone, eachSeries, shown, type ChartParts, type Drawn } from './chart-parts.ts';
import type { Grouped } from './group-rows.ts';
import { inOrder } from './order-groups.ts';

/** A box of the numbers of y for each group of x. */
export function drawBoxes(parts: ChartParts, x: Grouped): Drawn {
  const { columns, options } = parts;
  const y = columns.y!;
  const colours = parts.colour?.groups.length ?? 1;
  const cells = new Map<number, number[]>();
  const totals = x.groups.map((): number[] => []);
  let used = 0;
  for (let row = 0; row < options.rows; row += 1) {
    const value = numberAt(y, row);
    const group = x.codes[row]!;
    if (value !== value || group < 0) continue;
    used += 1;
    const key = (parts.panels[row]! * colours + parts.colours[row]!) * x.groups.length + group;
    const cell = cells.get(key);
    if (cell) cell.push(value);
    else cells.set(key, [value]);
    totals[group]!.push(value);
  }
  const order = inOrder(
    x,
    options.order,
    totals.map((own) => boxOf(own)?.median ?? null),
  );
  const series = eachSeries(parts, (panel, colour) => {
    const own = order.map(
      (group) => cells.get((panel * colours + colour) * x.groups.length + group) ?? [],
    );
    return own.every(({ length }) => length === 0)
      ? null
      : { panel, colour, boxes: own.map(boxOf) };
  });
  return {
    x: { ...shown(x)!, groups: order.map((group) => x.groups[group]!) },
    ...{ y: alone(y), drawing: { type: 'boxes', series }, used, points: null },
  };
}
