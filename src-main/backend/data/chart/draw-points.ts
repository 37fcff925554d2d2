import { createRandom } from '#shared/random/index.ts';
import { numberAt, type ChartColumn } from './chart-column.ts';
import { alone, eachSeries, type ChartParts, type Drawn } from './chart-parts.ts';

/** Rows shown as points at most. */
const mostPoints = 5000;

/** A scatter plot: every row that has both numbers, or as many of them as can be told apart, drawn by chance. */
export function drawPoints(parts: ChartParts): Drawn {
  const { columns, options } = parts;
  const y = columns.y!;
  const usable: number[] = [];
  for (let row = 0; row < options.rows; row += 1) {
    const both = numberAt(columns.x, row) + numberAt(y, row);
    if (both === both) usable.push(row);
  }
  const chosen = sampled(usable, mostPoints, options.seed);
  const series = eachSeries(parts, (panel, colour) => {
    const own = chosen.filter(
      (row) => parts.panels[row] === panel && parts.colours[row] === colour,
    );
    if (own.length === 0) return null;
    const at = (column: ChartColumn) => own.map((row) => numberAt(column, row));
    return { panel, colour, x: at(columns.x), y: at(y), rows: own.map((row) => row + 1) };
  });
  return {
    ...{ x: alone(columns.x), y: alone(y), drawing: { type: 'points', series } },
    ...{ used: usable.length, points: chosen.length },
  };
}

/** At most `most` of the rows, each set as likely (Vitter's R), in their order. */
function sampled(rows: number[], most: number, seed: number): number[] {
  if (rows.length <= most) return rows;
  const random = createRandom(seed);
  const kept = rows.slice(0, most);
  for (let at = most; at < rows.length; at += 1) {
    const place = random.below(at + 1);
    if (place < most) kept[place] = rows[at]!;
  }
  return kept.sort((a, b) => a - b);
}
